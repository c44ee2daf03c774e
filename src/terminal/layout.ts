import { printable } from "../text/printable.ts";
import { displayWidth, truncate, wrap } from "../text/width.ts";
import type { ItemRow, Tone } from "./page.ts";
import { shownItems, type ViewState } from "./view-state.ts";

/** A line of the list, not painted yet. */
export type ListLine =
	| { readonly kind: "heading"; readonly text: string }
	| { readonly kind: "item"; readonly item: ItemRow }
	| { readonly kind: "detail"; readonly text: string; readonly tone: Tone };

/** The last row of the terminal stays empty: what is written into it may scroll everything. */
export function height({ rows }: Pick<ViewState, "rows">): number {
	return Math.max(4, rows - 1);
}

/** Rows for the phases: at most a third, so that there is room for the items. */
export function phaseRows(state: Pick<ViewState, "page" | "rows">): number {
	return Math.min(state.page?.phases.length ?? 0, Math.floor(height(state) / 3));
}

/** Title, headline and cluster above; a blank line below the phases; two lines at the end. */
export function bodyHeight(state: Pick<ViewState, "page" | "rows">): number {
	const phases = phaseRows(state);
	return Math.max(1, height(state) - 3 - (phases > 0 ? phases + 1 : 0) - 2);
}

/** The details of an item, wrapped; what is longer than a line is broken, so that nothing of it is lost. */
export function detailLines(item: ItemRow, columns: number): readonly { readonly text: string; readonly tone: Tone }[] {
	const width = Math.max(10, columns - detailIndent);
	return item.details.flatMap(({ text, tone }) =>
		wrap(printable(text), width)
			.flatMap((line) => broken(line, width))
			.map((line) => ({ text: line, tone })),
	);
}

export const detailIndent = 6;

/** A word that is longer than a line, in pieces. */
function broken(line: string, width: number): string[] {
	const pieces: string[] = [];
	let rest = line;
	while (displayWidth(rest) > width) {
		// One more, for the ellipsis that takes its place.
		const piece = truncate(rest, width + 1).slice(0, -1) || (rest[0] ?? "");
		pieces.push(piece);
		rest = rest.slice(piece.length);
	}
	return [...pieces, rest];
}

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
	for (const item of shownItems(state)) {
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

/** The first line to show so that the selected item is seen, moved as little as that takes. */
export function scrolled(state: ViewState, start: number, end: number, total: number): number {
	const room = bodyHeight(state);
	if (end - start > room) return start + Math.min(state.inner, end - start - room);
	// With its heading, where it is the first below it.
	const from = start === 1 ? 0 : start;
	const top = Math.min(state.top, Math.max(0, total - room));
	if (from < top && end - from <= room) return from;
	return Math.max(Math.min(top, start), end - room);
}
