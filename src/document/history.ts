import { type HistoryColumn, historyColumns, type Review, type ReviewHistory } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import type { Irregularity } from "../model/irregularity.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import { slice } from "../text/span.ts";
import type { Table } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { phasesIn } from "./phase-references.ts";
import { dateOf } from "./summary.ts";
import { cellOf, shapeOf } from "./tables.ts";

/** Reads a table as the review history; null if it has no date column, or neither a reviewer nor a change column. */
export function readHistory(
	text: string,
	table: Table,
	vocabulary: Vocabulary,
	note: (found: Irregularity) => void,
): ReviewHistory | null {
	const shape = shapeOf(text, table, historyColumns, vocabulary);
	const { date: dates, reviewer, change } = shape.columns;
	if (dates === undefined || (reviewer === undefined && change === undefined)) return null;
	const rows: Review[] = [];
	for (const row of table.rows.slice(1)) {
		const cell = (column: HistoryColumn): Fact<string> | null => {
			const span = cellOf(shape, row, column);
			return span === null ? null : { value: plainText(text, span), span };
		};
		const date = dateOf(text, cellOf(shape, row, "date"), vocabulary);
		if (date === null) {
			note({ kind: "unreadable-row", span: row.span, table: "history", text: slice(text, row.span) });
			continue;
		}
		const reviewer = cell("reviewer");
		const phase = cell("phase");
		const undated = date.value.kind === "undecided" || date.value.kind === "none";
		rows.push({
			span: row.span,
			cells: row.cells,
			date,
			reviewer,
			phase,
			phases: phase === null ? [] : phasesIn(phase.value, vocabulary),
			change: cell("change"),
			placeholder: undated && (reviewer === null || /^[-\u2013\u2014]*$/.test(reviewer.value)),
		});
	}
	return { table: shape, rows };
}
