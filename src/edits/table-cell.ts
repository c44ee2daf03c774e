import { replace, type TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { displayWidth } from "../text/width.ts";

/** The cells of a column that its form is judged by, the header first. */
export type TableColumn = readonly Span[];

type Rows = readonly { readonly cells: readonly Span[] }[];

/** A table by its cells: the summary, or the review history. */
export interface Cells {
	readonly table: { readonly header: readonly Span[] };
	readonly rows: Rows;
}

export function columnsOf(header: readonly Span[], rows: Rows): TableColumn[] {
	return header.map((cell, index) => [cell, ...rows.map((row) => row.cells[index])].filter((one) => one !== undefined));
}

/**
 * Replaces the content of one of a table's cells. In an aligned column the new text takes as much room as the others where it fits; anywhere else the
 * white space around it stays as it is.
 */
export function replaceCell(text: string, cells: Cells, content: Span, replacement: string): TextEdit {
	const { row, column, columns } = judgedTable(text, cells);
	const edges = roomOf(text, content);
	const [ownRow, ownColumn] = [row.get(content.start), column.get(content.start) ?? -1];
	// Decided by the other rows where there are any, so that undoing an edit gives the old bytes back.
	const others = columns.map(({ total, byRow }) => {
		const own = ownRow === undefined || cells.rows.length === 1 ? undefined : byRow[ownRow];
		return own === undefined ? total : minus(total, own);
	});
	const header = cells.table.header[ownColumn];
	const own = others[ownColumn];
	if (header === undefined || own === undefined || !isAligned(own, others)) return replace(text, content, replacement);
	const leading = displayWidth(text.slice(edges.start, content.start));
	const room = widthOf(text, roomOf(text, header)) - leading - displayWidth(replacement);
	const padding = " ".repeat(Math.max(room, 1));
	return replace(text, { start: content.start, end: edges.end }, replacement + padding);
}

/**
 * The width of a column that is kept aligned, else null. Most of its cells must be as wide as its header, and some must be padded
 * to that width: texts of equal length may be a coincidence, and then the table's other columns decide.
 */
export function alignedWidth(text: string, column: TableColumn, table: readonly TableColumn[]): number | null {
	const header = column[0];
	if (header === undefined) return null;
	const judged = table.map((one) => judge(text, one));
	return isAligned(judge(text, column), judged) ? widthOf(text, roomOf(text, header)) : null;
}

function isAligned(own: Judged, all: readonly Judged[]): boolean {
	if (own.equal <= own.other) return false;
	if (own.padded > 0) return true;
	const sum = (pick: (one: Judged) => number): number => all.reduce((total, one) => total + pick(one), 0);
	const against = sum((one) => one.other);
	return against === 0 || sum((one) => one.padded) > against;
}

interface JudgedTable {
	/** Index of the row, and of the column, of a cell that starts at an offset. */
	readonly row: ReadonlyMap<number, number>;
	readonly column: ReadonlyMap<number, number>;
	readonly columns: readonly { readonly total: Judged; readonly byRow: readonly (Judged | undefined)[] }[];
}

const judgedTables = new WeakMap<Rows, JudgedTable & { readonly text: string }>();

/** Judged once for all cells that are replaced: a table of thousands of rows may need them all. */
function judgedTable(text: string, { table, rows }: Cells): JudgedTable {
	const known = judgedTables.get(rows);
	if (known !== undefined && known.text === text) return known;
	const row = new Map<number, number>();
	const column = new Map<number, number>();
	rows.forEach(({ cells }, index) => {
		cells.forEach((cell, at) => {
			row.set(cell.start, index);
			column.set(cell.start, at);
		});
	});
	const all = columnsOf(table.header, rows);
	const columns = table.header.map((header, at) => {
		const byRow = rows.map(({ cells }) => {
			const cell = cells[at];
			return cell === undefined ? undefined : judge(text, [header, cell]);
		});
		return { total: judge(text, all[at] ?? []), byRow };
	});
	const judged = { text, row, column, columns };
	judgedTables.set(rows, judged);
	return judged;
}

function minus(total: Judged, one: Judged): Judged {
	return { equal: total.equal - one.equal, padded: total.padded - one.padded, other: total.other - one.other };
}

interface Judged {
	/** Cells as wide as the header; of these, the ones that more than one space of padding makes so; cells of other widths. */
	readonly equal: number;
	readonly padded: number;
	readonly other: number;
}

function judge(text: string, [header, ...cells]: TableColumn): Judged {
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
