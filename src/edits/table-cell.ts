import { replace, type TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { displayWidth } from "../text/width.ts";

/** A cell with the others of its column, header first: they tell whether the column is kept aligned. */
export interface CellPlace {
	readonly content: Span;
	readonly column: readonly Span[];
}

export function cellPlace(
	table: { readonly header: readonly Span[] },
	rows: readonly { readonly cells: readonly Span[] }[],
	content: Span,
): CellPlace {
	const index =
		rows
			.map((row) => row.cells.findIndex((cell) => cell.start === content.start && cell.end === content.end))
			.find((at) => at >= 0) ?? -1;
	return { content, column: [table.header[index], ...rows.map((row) => row.cells[index])].filter((cell) => cell !== undefined) };
}

/**
 * Replaces a cell's content. In an aligned column the new text takes as much room as the others where it fits; anywhere else the
 * white space around it stays as it is. Decided by the column, not by the cell, so that undoing an edit gives the old bytes back.
 */
export function replaceCell(text: string, { content, column }: CellPlace, replacement: string): TextEdit {
	const edges = roomOf(text, content);
	const trailing = { start: content.end, end: edges.end };
	const wanted = alignedWidth(text, column, content);
	if (wanted === null) return replace(text, content, replacement);
	const leading = displayWidth(text.slice(edges.start, content.start));
	const room = wanted - leading - displayWidth(replacement);
	const padding = " ".repeat(Math.max(room, 1));
	return replace(text, { start: content.start, end: trailing.end }, replacement + padding);
}

/** The width of a column, header first, that is kept aligned; null of any other. `content`, where given, is the cell to be changed. */
export function alignedWidth(text: string, column: readonly Span[], content: Span | null): number | null {
	const header = column[0];
	if (header === undefined) return null;
	const others = column.slice(1).filter((cell) => cell.start !== content?.start);
	const like = others.length > 0 || content === null ? others : [content];
	const wanted = widthOf(text, roomOf(text, header));
	return like.filter((cell) => widthOf(text, roomOf(text, cell)) === wanted).length * 2 > like.length ? wanted : null;
}

/** From pipe to pipe, or to the end of the line. */
export function roomOf(text: string, content: Span): Span {
	let { start, end } = content;
	while (start > 0 && isPadding(text.charCodeAt(start - 1))) start -= 1;
	while (end < text.length && isPadding(text.charCodeAt(end))) end += 1;
	return { start, end };
}

function widthOf(text: string, room: Span): number {
	return displayWidth(text.slice(room.start, room.end));
}

function isPadding(code: number): boolean {
	return code === 0x20 || code === 0x09;
}
