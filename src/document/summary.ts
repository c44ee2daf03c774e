import { readDate, type WrittenDate } from "../model/date.ts";
import { type Summary, type SummaryColumn, type SummaryRow, summaryColumns, type WrittenCompletion } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import type { Irregularity } from "../model/irregularity.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import { type Span, slice } from "../text/span.ts";
import type { Table, TableRow } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { phaseOfCell } from "./phase-references.ts";
import { readStatus } from "./status-words.ts";
import { cellOf, shapeOf } from "./tables.ts";

/** Reads a table as the summary of phases; null if it has no Phase or no Status column. */
export function readSummary(
	text: string,
	table: Table,
	vocabulary: Vocabulary,
	note: (found: Irregularity) => void,
): Summary | null {
	const shape = shapeOf(text, table, summaryColumns, vocabulary);
	if (shape.columns.phase === undefined || shape.columns.status === undefined) return null;
	const rows: SummaryRow[] = [];
	for (const row of table.rows.slice(1)) {
		const cell = (column: SummaryColumn): Span | null => cellOf(shape, row, column);
		const phaseCell = cell("phase");
		const named = phaseCell === null ? null : phaseOfCell(plainText(text, phaseCell), vocabulary);
		if (phaseCell === null || named === null) {
			// A row of too few cells is a finding by itself.
			if (!isBlankRow(text, row) && row.cells.length >= shape.header.length)
				note({ kind: "unreadable-row", span: row.span, table: "summary", text: slice(text, row.span) });
			continue;
		}
		const statusCell = cell("status");
		rows.push({
			span: row.span,
			cells: row.cells,
			phase: { value: named.phase, span: phaseCell },
			description: readDescription(text, cell("description"), phaseCell, named.rest),
			status: statusCell === null ? null : readStatus(text, statusCell, vocabulary),
			start: dateOf(text, cell("start"), vocabulary),
			target: dateOf(text, cell("target"), vocabulary),
			completion: completionOf(text, cell("completion")),
		});
	}
	return { table: shape, rows };
}

/** A title may have a column of its own or follow the phase's number. */
function readDescription(text: string, cell: Span | null, phaseCell: Span, rest: string): Fact<string> | null {
	if (cell !== null) return { value: plainText(text, cell), span: cell };
	return rest === "" ? null : { value: rest, span: phaseCell };
}

export function dateOf(text: string, cell: Span | null, vocabulary: Vocabulary): Fact<WrittenDate> | null {
	return cell === null ? null : { value: readDate(plainText(text, cell), vocabulary.undecided), span: cell };
}

function completionOf(text: string, cell: Span | null): Fact<WrittenCompletion> | null {
	if (cell === null) return null;
	const raw = slice(text, cell);
	const shown = plainText(text, cell);
	if (/^[-\u2013\u2014]*$/.test(shown) || /^\(?(?:tbd|n\/a)\)?$/i.test(shown)) return { value: { kind: "none" }, span: cell };
	const number = (match: RegExpExecArray | null, group: number): Fact<number> | null => {
		const digits = match?.[group];
		if (match === null || digits === undefined) return null;
		const start = cell.start + match.index + match[0].indexOf(digits, group === 2 ? (match[1] ?? "").length : 0);
		return { value: Number(digits.replace(",", ".")), span: { start, end: start + digits.length } };
	};
	const fraction = /(\d{1,6})\s*(?:\/|of)\s*(\d{1,6})/.exec(raw);
	const percent = number(/(\d{1,4}(?:[.,]\d+)?)\s*%/.exec(raw) ?? (fraction === null ? /^(\d{1,3})$/.exec(raw) : null), 1);
	if (percent === null && fraction === null) return { value: { kind: "unreadable", text: shown }, span: cell };
	return { value: { kind: "progress", percent, done: number(fraction, 1), counted: number(fraction, 2) }, span: cell };
}

function isBlankRow(text: string, row: TableRow): boolean {
	return row.cells.every((cell) => slice(text, cell).trim() === "");
}
