import type { Palette } from "../reporters/palette.ts";
import { progressBar } from "../reporters/progress-bar.ts";
import { printable } from "../text/printable.ts";
import { displayWidth, padEnd, truncate } from "../text/width.ts";
import { helpLines } from "./help.ts";
import { bodyHeight, detailIndent, height, type ListLine, listLines, phaseRows, scrolled } from "./layout.ts";
import type { ItemRow, PhaseRow, Tone } from "./page.ts";
import { selectedItem, shownItems, type ViewState } from "./view-state.ts";

export interface Drawn {
	/** As many as the terminal has rows, but for the last; none is wider than it. */
	readonly lines: readonly string[];
	/** For the next time. */
	readonly top: number;
}

/** The view as lines of a terminal. Everything from outside is escaped here. */
export function draw(state: ViewState, paint: Palette): Drawn {
	const { columns } = state;
	const list = listLines(state);
	const top = scrolled(state, list.start, list.end, list.lines.length);
	const room = bodyHeight(state);
	const phases = phaseLines(state, paint);
	const body =
		state.mode === "help" ? helpLines.map((line) => truncate(line, columns)) : bodyLines(state, list.lines, top, paint);
	const lines = [
		...headLines(state, paint),
		...phases,
		...(phases.length > 0 ? [""] : []),
		...Array.from({ length: room }, (_, index) => body[index] ?? ""),
		talkLine(state, paint),
		paint.faint(truncate(keysOf(state), columns)),
	];
	return { lines: lines.slice(0, height(state)), top };
}

function tone(paint: Palette, name: Tone, text: string): string {
	return name === "plain" ? text : paint[name](text);
}

function headLines({ page, columns }: ViewState, paint: Palette): string[] {
	if (page === null) return [paint.heading("boulder-migrate"), "", ""];
	const title = printable(page.title === null ? page.document : `${page.title} (${page.document})`);
	// Where both do not fit into a line, the time of the reading is what must not be cut.
	const reading = truncate(printable(page.reading), columns);
	const left = columns - displayWidth(reading) - 2;
	const first = left < 8 ? "" : `${paint.heading(padEnd(truncate(title, left), left))}  `;
	const [headline, source] = [page.headline, page.source].map((text) => truncate(printable(text), columns));
	return [first + paint.faint(reading), headline ?? "", paint.faint(source ?? "")];
}

/** The phases with their bars; where there are more than there is room for, those around the one of the selected item. */
function phaseLines(state: ViewState, paint: Palette): string[] {
	const phases = state.page?.phases ?? [];
	const room = phaseRows(state);
	const current = selectedItem(state)?.phase ?? null;
	const index = phases.findIndex(({ id }) => id === current);
	const from = Math.max(0, Math.min(phases.length - room, index - Math.floor(room / 2)));
	const shown = phases.slice(from, from + room);
	const widths = {
		id: Math.max(0, ...shown.map(({ id }) => displayWidth(printable(id)))),
		title: Math.min(
			Math.max(0, ...shown.map(({ title }) => displayWidth(printable(title)))),
			Math.max(8, Math.floor(state.columns * 0.35)),
		),
	};
	return shown.map((phase) => phaseLine(phase, phase.id === current, widths, state.columns, paint));
}

function phaseLine(
	phase: PhaseRow,
	isCurrent: boolean,
	widths: { readonly id: number; readonly title: number },
	columns: number,
	paint: Palette,
): string {
	const title = padEnd(truncate(printable(phase.title), widths.title), widths.title);
	const before = ` ${isCurrent ? "▸" : " "} ${padEnd(printable(phase.id), widths.id)}  ${title}  `;
	const bar = `${progressBar(phase.percent, columns < 80 ? 5 : 10)} ${String(phase.percent).padStart(3)}%`;
	const left = columns - displayWidth(before) - displayWidth(bar);
	if (left < 0) return truncate(before + bar, columns);
	const remark = left < 6 ? "" : `  ${truncate(printable(phase.remark), left - 2)}`;
	return `${isCurrent ? paint.heading(before) : before}${tone(paint, phase.tone, bar)}${paint.faint(remark)}`;
}

function bodyLines(state: ViewState, lines: readonly ListLine[], top: number, paint: Palette): string[] {
	if (state.page !== null && lines.length === 0)
		return [paint.faint(truncate(state.filter === "" ? "  there is no item" : "  no item has these words", state.columns))];
	const shown = lines.slice(top, top + bodyHeight(state));
	const widths = itemWidths(
		shown.flatMap((line) => (line.kind === "item" ? [line.item] : [])),
		state.columns,
	);
	return shown.map((line): string => {
		if (line.kind === "heading") return paint.heading(truncate(`  ${printable(line.text)}`, state.columns));
		if (line.kind === "item") return itemLine(line.item, line.item.id === state.selected, widths, state.columns, paint);
		return " ".repeat(detailIndent) + tone(paint, line.tone, truncate(line.text, state.columns - detailIndent));
	});
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
	const strong = (part: string, usual: Tone): string => (isSelected ? paint.heading(part) : tone(paint, usual, part));
	return strong(before, item.tone) + strong(text, "plain") + tone(paint, item.tone, remark) + paint.faint(id);
}

/** The line for a question, the filter, what happened, what goes on. */
function talkLine(state: ViewState, paint: Palette): string {
	const { columns, mode, filter, notice, problem, doing, asking } = state;
	const fitted = (text: string): string => truncate(printable(text), columns);
	if (mode === "confirm" && asking !== null) {
		const warning = asking.warning === null ? "" : `, although ${asking.warning}`;
		const question = `Check off ${asking.id}${warning}? y/n`;
		// The answer that is wanted must be seen, however long the id is.
		if (displayWidth(printable(question)) <= columns) return paint.caution(printable(question));
		return paint.caution(`${truncate(printable(question.slice(0, -5)), columns - 5)} y/n`);
	}
	if (mode === "filter") return `/${truncate(printable(filter), columns - 2)}█`;
	if (notice !== null) return (notice.isBad ? paint.bad : paint.good)(fitted(notice.text));
	if (problem !== null) return paint.bad(fitted(`${problem}; still watching`));
	if (doing !== null) return paint.faint(fitted(doing));
	if (filter === "") return "";
	const [shown, all] = [shownItems(state).length, state.page?.items.length ?? 0];
	return paint.faint(fitted(`filter: ${filter} (${shown} of ${all}; Esc clears)`));
}

function keysOf({ mode, columns }: ViewState): string {
	switch (mode) {
		case "confirm":
			return "y check off   any other key: leave it";
		case "filter":
			return "type words in any order   Enter keeps   Esc clears";
		case "help":
			return "any key goes back";
		case "list":
			return columns < 80
				? "↑↓ Enter  / filter  c check  ? help  q quit"
				: "↑↓ move   Enter details   / filter   c check off   r refresh   ? help   q quit";
	}
}
