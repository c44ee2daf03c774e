import { itemStatuses, statusWording } from "../model/item-status.ts";
import { printable } from "../text/printable.ts";
import { displayWidth, padEnd, truncate, wrapHard } from "../text/width.ts";
import { keyTable, statusKeys } from "./keys.ts";
import type { ItemRow, PhaseRow, Tone } from "./page.ts";
import { talk } from "./talk.ts";
import { isFolded, type ViewState, visibleItems } from "./view-state.ts";

/** A line of the list, not painted yet. */
export type ListLine =
	| { readonly kind: "heading"; readonly text: string }
	| { readonly kind: "fold"; readonly text: string; readonly tone: Tone; readonly isSelected: boolean }
	| { readonly kind: "item"; readonly item: ItemRow }
	| { readonly kind: "detail"; readonly text: string; readonly tone: Tone };

/** How many lines each part of the screen has, from the top. */
export interface Regions {
	/** Title, headline and cluster. */
	readonly head: number;
	readonly phases: number;
	/** The filters by status, or an empty line. */
	readonly filters: number;
	readonly body: number;
	/** The prompt, the notice, the progress. */
	readonly talk: number;
	readonly keys: number;
}

/** The last row of the terminal stays empty: what is written into it may scroll everything. */
export function height({ rows }: Pick<ViewState, "rows">): number {
	return Math.max(4, rows - 1);
}

/** A prompt is displayed in full, and the selected line stays visible; without enough space, phases and filters are cut first. */
export function regions(state: ViewState): Regions {
	const all = height(state);
	const talkLines = Math.max(1, Math.min(talk(state).lines.length, Math.max(1, Math.floor(all / 2))));
	let left = all - 1 - talkLines - 1;
	const take = (wanted: number): number => {
		const taken = Math.max(0, Math.min(wanted, left));
		left -= taken;
		return taken;
	};
	const source = state.page === null || state.page.source === "" ? 0 : 1;
	const head = take(1 + headlineLines(state).length + source);
	const filters = take(state.page === null ? 0 : Math.max(1, filterLines(state).length));
	// At most a third, so that there is room for the items.
	const phases = take(Math.min(state.page?.phases.length ?? 0, Math.floor(all / 3)));
	return { head, filters, phases, body: 1 + left, talk: talkLines, keys: 1 };
}

/** The sentence on the whole: on two lines where one is too short and the terminal is not. */
export function headlineLines({ page, columns, rows }: Pick<ViewState, "page" | "columns" | "rows">): readonly string[] {
	if (page === null) return [""];
	const lines = wrapHard(printable(page.headline), columns);
	if (lines.length === 1) return lines;
	const [first = "", ...rest] = lines;
	return rows < 24 ? [truncate(printable(page.headline), columns)] : [first, truncate(rest.join(" "), columns)];
}

/** The filters that find something, each with its key and how many it finds; at most two lines. */
export function filterLines({ page, columns, only }: Pick<ViewState, "page" | "columns" | "only">): readonly string[] {
	const found = itemStatuses.flatMap((status) => {
		const number = page?.items.filter((item) => item.status === status).length ?? 0;
		if (number === 0 && status !== only) return [];
		const text = `${statusKeys[status]} ${number} ${statusWording[status].word}`;
		return [status === only ? `[${text}]` : text];
	});
	const lines: string[] = [];
	for (const one of found) {
		const longer = lines.length === 0 ? `  ${one}` : `${lines.at(-1)}   ${one}`;
		if (lines.length === 0 || displayWidth(longer) <= columns) lines.splice(-1, 1, longer);
		else lines.push(`  ${one}`);
	}
	return lines.slice(0, 2).map((line) => truncate(line, columns));
}

/** The details of an item, wrapped; what is longer than a line is broken, so that nothing of it is lost. */
export function detailLines(item: ItemRow, columns: number): readonly { readonly text: string; readonly tone: Tone }[] {
	const width = Math.max(10, columns - detailIndent);
	return item.details.flatMap(({ text, tone }) => wrapHard(printable(text), width).map((line) => ({ text: line, tone })));
}

export const detailIndent = 6;

/** The list as lines, with where the selected item begins and ends. */
export function listLines(state: ViewState): {
	readonly lines: readonly ListLine[];
	readonly start: number;
	readonly end: number;
} {
	const lines: ListLine[] = [];
	let start = 0;
	let end = 0;
	let heading: string | null = null;
	let foldedPhase: string | null = null;
	const items = visibleItems(state);
	for (const item of items) {
		if (isFolded(state, item.phase)) {
			if (foldedPhase !== item.phase) lines.push(foldLine(state, item.phase, items));
			foldedPhase = item.phase;
			if (item.id === state.selected) [start, end] = [lines.length - 1, lines.length];
			continue;
		}
		if (item.heading !== heading) lines.push({ kind: "heading", text: item.heading });
		heading = item.heading;
		if (item.id === state.selected) start = lines.length;
		lines.push({ kind: "item", item });
		if (state.expanded.has(item.id))
			for (const { text, tone } of detailLines(item, state.columns)) lines.push({ kind: "detail", text, tone });
		if (item.id === state.selected) end = lines.length;
	}
	return { lines, start, end };
}

/** `▸ Phase 2: Service Splitting   33 items: 1 regressed, 18 failing`. */
function foldLine(state: ViewState, id: string, items: readonly ItemRow[]): ListLine {
	const phase: Pick<PhaseRow, "title"> | undefined = state.page?.phases.find((one) => one.id === id);
	const own = items.filter((item) => item.phase === id);
	const problems = itemStatuses.flatMap((status) => {
		const number = own.filter((item) => item.status === status && item.isProblem).length;
		return number === 0 ? [] : [`${number} ${statusWording[status].word}`];
	});
	const isSelected = own.some((item) => item.id === state.selected);
	const counted = `${own.length} ${own.length === 1 ? "item" : "items"}`;
	return {
		kind: "fold",
		text: `Phase ${id}: ${phase?.title ?? ""}   ${[counted, ...problems].join(", ")}`,
		tone: problems.length > 0 ? "bad" : "plain",
		isSelected,
	};
}

/** The first line to show so that the selected item is seen, moved as little as that takes. */
export function scrolled(state: ViewState, start: number, end: number, total: number): number {
	const room = regions(state).body;
	if (end - start > room) return start + Math.min(state.inner, end - start - room);
	// With its heading, where it is the first below it.
	const from = start === 1 ? 0 : start;
	const top = Math.min(state.top, Math.max(0, total - room));
	if (from < top && end - from <= room) return from;
	return Math.max(Math.min(top, start), end - room);
}

/** The help in the width of the terminal: text that does not fit next to its keys continues below. */
export function helpLines(columns: number): readonly string[] {
	const width = Math.min(20, Math.floor(columns / 3));
	return keyTable.flatMap(({ keys, does }) => {
		const left = wrapHard(keys, width);
		const right = wrapHard(does, Math.max(8, columns - width - 4));
		return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
			truncate(`  ${padEnd(left[index] ?? "", width)}  ${right[index] ?? ""}`.trimEnd(), columns),
		);
	});
}
