import type { Palette } from "../reporters/palette.ts";
import { progressBar } from "../reporters/progress-bar.ts";
import { printable } from "../text/printable.ts";
import { displayWidth, padEnd, truncate } from "../text/width.ts";
import {
	detailIndent,
	filterLines,
	headlineLines,
	height,
	helpLines,
	type ListLine,
	listLines,
	type Regions,
	regions,
	scrolled,
} from "./layout.ts";
import type { ItemRow, PhaseRow, Tone } from "./page.ts";
import { keysLine, talk } from "./talk.ts";
import { selectedPhase, type ViewState } from "./view-state.ts";

export interface Drawn {
	/** As many as the terminal has rows, except for the last; none is wider than it. */
	readonly lines: readonly string[];
	/** For the next time. */
	readonly top: number;
}

/** The view as lines of a terminal. All external text is escaped here. */
export function draw(state: ViewState, paint: Palette): Drawn {
	const list = listLines(state);
	const top = scrolled(state, list.start, list.end, list.lines.length);
	const room = regions(state);
	const body = state.mode === "help" ? helpBody(state, room.body) : bodyLines(state, list.lines, top, paint, room.body);
	const lines = [
		...filled(headLines(state, paint), room.head),
		...filled(phaseLines(state, paint, room), room.phases),
		...filled(
			filterLines(state).map((line) => paint.faint(line)),
			room.filters,
		),
		...filled(body, room.body),
		...talkLines(state, paint, room.talk),
		paint.faint(truncate(keysLine(state), state.columns)),
	];
	return { lines: lines.slice(0, height(state)), top };
}

function filled(lines: readonly string[], count: number): string[] {
	return Array.from({ length: count }, (_, index) => lines[index] ?? "");
}

function tone(paint: Palette, name: Tone, text: string): string {
	return name === "plain" ? text : paint[name](text);
}

function headLines(state: ViewState, paint: Palette): string[] {
	const { page, columns } = state;
	if (page === null) return [paint.heading("boulder-migrate")];
	const title = printable(page.title === null ? page.document : `${page.title} (${page.document})`);
	// Where both do not fit into a line, the time of the reading is what must not be cut.
	const reading = truncate(printable(page.reading), columns);
	const left = columns - displayWidth(reading) - 2;
	const first = left < 8 ? "" : `${paint.heading(padEnd(truncate(title, left), left))}  `;
	return [first + paint.faint(reading), ...headlineLines(state), paint.faint(truncate(printable(page.source), columns))];
}

/** The phases with their bars; where there are more than there is room for, those around the one of the selected item. */
function phaseLines(state: ViewState, paint: Palette, { phases: room }: Regions): string[] {
	const phases = state.page?.phases ?? [];
	const current = selectedPhase(state)?.id ?? null;
	const index = phases.findIndex(({ id }) => id === current);
	const from = Math.max(0, Math.min(phases.length - room, index - Math.floor(room / 2)));
	const visible = phases.slice(from, from + room);
	const widest = Math.max(0, ...visible.map(({ remark }) => displayWidth(printable(remark))));
	const id = Math.max(0, ...visible.map((phase) => displayWidth(printable(phase.id))));
	const bar = state.columns < 80 ? 5 : 10;
	// The note shows the state; a long title is shortened for it, down to a quarter of the screen.
	const left = state.columns - (5 + id) - 2 - (bar + 5) - 2 - widest;
	const title = Math.min(
		Math.max(0, ...visible.map((phase) => displayWidth(printable(phase.title)))),
		Math.max(8, Math.floor(state.columns * 0.25), left),
	);
	return visible.map((phase) => phaseLine(phase, phase.id === current, { id, title, bar }, state.columns, paint));
}

function phaseLine(
	phase: PhaseRow,
	isCurrent: boolean,
	widths: { readonly id: number; readonly title: number; readonly bar: number },
	columns: number,
	paint: Palette,
): string {
	const title = padEnd(truncate(printable(phase.title), widths.title), widths.title);
	const before = ` ${isCurrent ? "▸" : " "} ${padEnd(printable(phase.id), widths.id)}  ${title}  `;
	const bar = `${progressBar(phase.percent, widths.bar)} ${String(phase.percent).padStart(3)}%`;
	const left = columns - displayWidth(before) - displayWidth(bar);
	if (left < 0) return truncate(before + bar, columns);
	const remark = left < 6 ? "" : `  ${truncate(printable(phase.remark), left - 2)}`;
	return `${isCurrent ? paint.heading(before) : before}${tone(paint, phase.tone, bar)}${tone(paint, phase.isProblem ? "bad" : "faint", remark)}`;
}

function helpBody({ columns, inner }: ViewState, room: number): string[] {
	const lines = helpLines(columns);
	return lines.slice(Math.min(inner, Math.max(0, lines.length - room)));
}

function bodyLines(state: ViewState, lines: readonly ListLine[], top: number, paint: Palette, room: number): string[] {
	if (state.page !== null && lines.length === 0) {
		const isFiltered = state.filter !== "" || state.only !== null;
		return [paint.faint(truncate(isFiltered ? "  no item matches; Esc clears the filter" : "  there is no item", state.columns))];
	}
	const visible = lines.slice(top, top + room);
	const widths = itemWidths(
		visible.flatMap((line) => (line.kind === "item" ? [line.item] : [])),
		state.columns,
	);
	return visible.map((line) => listLine(line, state, widths, paint));
}

function listLine(line: ListLine, { selected, columns }: ViewState, widths: ItemWidths, paint: Palette): string {
	switch (line.kind) {
		case "heading":
			return paint.heading(truncate(`  ${printable(line.text)}`, columns));
		case "fold": {
			const text = truncate(`${line.isSelected ? "›" : " "} ▸ ${printable(line.text)}`, columns);
			return line.isSelected ? paint.heading(text) : tone(paint, line.tone, text);
		}
		case "item":
			return itemLine(line.item, line.item.id === selected, widths, columns, paint);
		case "detail":
			return " ".repeat(detailIndent) + tone(paint, line.tone, truncate(line.text, columns - detailIndent));
	}
}

/** Columns of the items' lines; 0: there is no room for it. */
interface ItemWidths {
	readonly text: number;
	readonly remark: number;
	readonly id: number;
}

/** The text has what it needs before the state has a column, and that before the id has one. */
function itemWidths(items: readonly ItemRow[], columns: number): ItemWidths {
	const widest = (pick: (item: ItemRow) => string): number =>
		Math.max(0, ...items.map((item) => displayWidth(printable(pick(item)))));
	const room = columns - 8;
	const state = widest(({ remark }) => remark);
	const remark = state > 0 && room - state - 2 >= 24 ? state + 2 : 0;
	const text = widest((item) => item.text);
	const id = widest((item) => item.id) + 2;
	const withId = room - remark - id >= Math.min(text, 40) ? id : 0;
	return { text: Math.max(4, Math.min(text, room - remark - withId)), remark, id: withId };
}

function itemLine(item: ItemRow, isSelected: boolean, widths: ItemWidths, columns: number, paint: Palette): string {
	const before = `${isSelected ? "›" : " "} ${item.box} ${item.mark === "" ? "" : `${item.mark} `}`;
	const text = padEnd(truncate(printable(item.text), widths.text), widths.text);
	const remark = widths.remark === 0 ? "" : padEnd(`  ${printable(item.remark)}`, widths.remark);
	const id = widths.id === 0 ? "" : `  ${printable(item.id)}`;
	const plain = before + text + remark + id;
	if (displayWidth(plain) > columns) return truncate(plain, columns);
	const strong = (part: string, usual: Tone): string => {
		const painted = tone(paint, usual, part);
		return isSelected ? paint.heading(painted) : painted;
	};
	return strong(before, item.tone) + strong(text, "plain") + tone(paint, item.tone, remark) + paint.faint(id);
}

/** A prompt that is longer than its space keeps its end, where the answer is. */
function talkLines(state: ViewState, paint: Palette, room: number): string[] {
	const { lines, tone: name } = talk(state);
	const visible = lines.length <= room ? lines : [...lines.slice(0, room - 1), lines.at(-1) ?? ""];
	return filled(visible, room).map((line) => (line === "" ? line : tone(paint, name, line)));
}
