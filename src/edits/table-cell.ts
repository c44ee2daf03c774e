import { replace, type TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { displayWidth } from "../text/width.ts";

/** A cell with the other rows' cells of its column, and the table's columns: they tell whether the column is kept aligned. */
export interface CellPlace {
	readonly content: Span;
	readonly column: Column;
	readonly table: readonly Column[];
}

/** The cells of a column that its form is judged by, the header first. */
export type Column = readonly Span[];

type Rows = readonly { readonly cells: readonly Span[] }[];

export function cellPlace(table: { readonly header: readonly Span[] }, rows: Rows, content: Span): CellPlace {
	const isIt = (cell: Span): boolean => cell.start === content.start && cell.end === content.end;
	const own = rows.find((row) => row.cells.some(isIt));
	const others = rows.filter((row) => row !== own);
	// Decided by the other rows where there are any, so that undoing an edit gives the old bytes back.
	const columns = columnsOf(table.header, others.length > 0 ? others : rows);
	return { content, column: columns[own?.cells.findIndex(isIt) ?? -1] ?? [], table: columns };
}

export function columnsOf(header: readonly Span[], rows: Rows): Column[] {
	return header.map((cell, index) => [cell, ...rows.map((row) => row.cells[index])].filter((one) => one !== undefined));
}

/**
 * Replaces a cell's content. In an aligned column the new text takes as much room as the others where it fits; anywhere else the
 * white space around it stays as it is.
 */
export function replaceCell(text: string, { content, column, table }: CellPlace, replacement: string): TextEdit {
	const edges = roomOf(text, content);
	const wanted = alignedWidth(text, column, table);
	if (wanted === null) return replace(text, content, replacement);
	const leading = displayWidth(text.slice(edges.start, content.start));
	const room = wanted - leading - displayWidth(replacement);
	const padding = " ".repeat(Math.max(room, 1));
	return replace(text, { start: content.start, end: edges.end }, replacement + padding);
}

/**
 * The width of a column that is kept aligned, else null. Most of its cells must be as wide as its header, and some must be padded to be
 * so: that the texts are equally long by chance says nothing, and then the table's other columns are asked.
 */
export function alignedWidth(text: string, column: Column, table: readonly Column[]): number | null {
	const header = column[0];
	if (header === undefined) return null;
	const own = judge(text, column);
	if (own.equal <= own.other) return null;
	if (own.padded === 0) {
		const all = table.map((one) => judge(text, one));
		const sum = (pick: (one: Judged) => number): number => all.reduce((total, one) => total + pick(one), 0);
		const against = sum((one) => one.other);
		if (against > 0 && sum((one) => one.padded) <= against) return null;
	}
	return widthOf(text, roomOf(text, header));
}

interface Judged {
	/** Cells as wide as the header; of these, the ones that more than one space of padding makes so; cells of other widths. */
	readonly equal: number;
	readonly padded: number;
	readonly other: number;
}

function judge(text: string, [header, ...cells]: Column): Judged {
	if (header === undefined) return { equal: 0, padded: 0, other: 0 };
	const wanted = widthOf(text, roomOf(text, header));
	const equal = cells.filter((cell) => widthOf(text, roomOf(text, cell)) === wanted);
	const isPadded = (cell: Span): boolean => {
		const { start, end } = roomOf(text, cell);
		return cell.start - start > 1 || end - cell.end > 1;
	};
	return { equal: equal.length, padded: equal.filter(isPadded).length, other: cells.length - equal.length };
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
