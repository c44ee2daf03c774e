import { replace, type TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { displayWidth } from "../text/width.ts";

/** The cells of a column that its form is judged by, the header first. */
export type Column = readonly Span[];

type Rows = readonly { readonly cells: readonly Span[] }[];

/** A table by its cells: the summary, or the review history. */
export interface Cells {
	readonly table: { readonly header: readonly Span[] };
	readonly rows: Rows;
}

export function columnsOf(header: readonly Span[], rows: Rows): Column[] {
	return header.map((cell, index) => [cell, ...rows.map((row) => row.cells[index])].filter((one) => one !== undefined));
}

/**
 * Replaces the content of one of a table's cells. In an aligned column the new text takes as much room as the others where it fits; anywhere else the
 * white space around it stays as it is.
 */
export function replaceCell(text: string, { table, rows }: Cells, content: Span, replacement: string): TextEdit {
	const isIt = (cell: Span): boolean => cell.start === content.start;
	const own = rows.find((row) => row.cells.some(isIt));
	const others = rows.filter((row) => row !== own);
	// Decided by the other rows where there are any, so that undoing an edit gives the old bytes back.
	const columns = columnsOf(table.header, others.length > 0 ? others : rows);
	const edges = roomOf(text, content);
	const wanted = alignedWidth(text, columns[own?.cells.findIndex(isIt) ?? -1] ?? [], columns);
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
	while (isPadding(text.charCodeAt(start - 1))) start -= 1;
	while (isPadding(text.charCodeAt(end))) end += 1;
	return { start, end };
}

function widthOf(text: string, room: Span): number {
	return displayWidth(text.slice(room.start, room.end));
}

function isPadding(code: number): boolean {
	return code === 0x20 || code === 0x09;
}
