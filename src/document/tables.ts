import type { TableShape } from "../model/document.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import { type ColumnName, normalised, normalisedWords, type Vocabulary } from "../model/words/vocabulary.ts";
import { insert, type TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import type { Table, TableRow } from "./blocks.ts";
import { plainText } from "./inline.ts";

/** Which of the requested columns a table has; the first of several columns with the same name counts. */
export function shapeOf<Column extends ColumnName>(
	text: string,
	table: Table,
	wanted: readonly Column[],
	vocabulary: Vocabulary,
): TableShape<Column> {
	const columns: Partial<Record<Column, number>> = {};
	const header = table.rows[0]?.cells ?? [];
	header.forEach((cell, index) => {
		const words = normalised(plainText(text, cell));
		const column = wanted.find((name) => columns[name] === undefined && normalisedWords(vocabulary.columns[name]).has(words));
		if (column !== undefined) columns[column] = index;
	});
	return { span: table.span, columns, header };
}

/** Headers of a column that numbers the rows. */
const numberColumn = /^(?:|no|nr|num|number|id|n)$/;

/**
 * The same table with its phases in the column of numbers, where the column of that name holds their titles: `| # | Phase |` above
 * `| 1 | Discovery |`. `namesPhase`: whether a text names a phase.
 */
export function withNumberColumn<Column extends "phase" | "description">(
	text: string,
	table: Table,
	shape: TableShape<Column>,
	namesPhase: (cellText: string) => boolean,
): TableShape<Column> {
	const columns: TableShape<"phase" | "description">["columns"] = shape.columns;
	const titles = columns.phase;
	const rows = table.rows.slice(1);
	if (titles === undefined || titles === 0 || rows.length < 2) return shape;
	const cellText = (row: TableRow, column: number): string => {
		const cell = row.cells[column];
		return cell === undefined ? "" : plainText(text, cell);
	};
	const isNumber = shape.header.findIndex(
		(cell, index) => index < titles && numberColumn.test(normalised(plainText(text, cell))),
	);
	if (isNumber < 0 || rows.some((row) => namesPhase(cellText(row, titles)))) return shape;
	const ids = rows.map((row) => /^(\d{1,3}[a-z]?|[A-Z]\d{0,2}|[IVX]{1,5})[.)]?$/.exec(cellText(row, isNumber))?.[1]);
	if (ids.includes(undefined) || new Set(ids).size < ids.length) return shape;
	const moved = { phase: isNumber, ...(columns.description === undefined ? { description: titles } : {}) };
	return { ...shape, columns: { ...shape.columns, ...moved } };
}

export function cellOf<Column extends string>(shape: TableShape<Column>, row: TableRow, column: Column): Span | null {
	const index = shape.columns[column];
	return index === undefined ? null : (row.cells[index] ?? null);
}

/** Rows with fewer or more cells than the header: Markdown does not mind, readers and edits do. */
export function* raggedRows(text: string, table: Table): Generator<ParseIssue> {
	const columns = table.rows[0]?.cells.length ?? 0;
	for (const row of table.rows.slice(1)) {
		const cells = row.cells.length;
		if (cells === columns) continue;
		yield { kind: "ragged-row", span: row.span, cells, columns, fix: cells < columns ? fillRow(text, row, columns) : null };
	}
}

function fillRow(text: string, row: TableRow, columns: number): TextEdit | null {
	const source = text.slice(row.span.start, row.span.end);
	// A line of plain words right below a table may not have been intended as a row.
	if (!source.includes("|")) return null;
	const missing = columns - row.cells.length;
	return insert(row.span.end, source.endsWith("|") && !source.endsWith("\\|") ? " - |".repeat(missing) : " | -".repeat(missing));
}
