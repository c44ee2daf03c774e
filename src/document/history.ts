import { type HistoryColumn, historyColumns, type Review, type ReviewHistory, type ReviewRows } from "../model/document.ts";
import type { Located } from "../model/located.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import { normalised, type Vocabulary } from "../model/words/vocabulary.ts";
import { slice } from "../text/span.ts";
import type { Table, TableRow } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { phasesIn } from "./phase-references.ts";
import { dateOf, type PlacedTable } from "./summary.ts";
import { cellOf, shapeOf } from "./tables.ts";

/** Columns of tables about the versions of something, or about reviews of something else. */
const otherSubjects = /^(?:versions?|revision|rev|releases?|v|ver|severity|findings?|incident)$/;

/** Words next to the name of a section that do not change its meaning: `Phase Review History`, and not `Security Reviews`. */
const neutral =
	/^(?:phases?|status|progress|project|migration|plan|document|history|log|reviews?|updates?|weekly|the|of|and|review|change|changes)$/;

/**
 * The table that is the review history: under such a heading, with a date and a column for what changed. Never a table of
 * other reviews, or of the versions of a document.
 */
export function bestHistory(
	text: string,
	tables: readonly PlacedTable[],
	vocabulary: Vocabulary,
): { readonly best: PlacedTable; readonly reason: string; readonly others: readonly PlacedTable[] } | null {
	const fits = tables.flatMap((placed) => {
		const points = fitOf(text, placed, vocabulary);
		return points === null ? [] : [{ placed, points }];
	});
	fits.sort((a, b) => b.points - a.points || a.placed.table.span.start - b.placed.table.span.start);
	const [best, ...others] = fits;
	if (best === undefined) return null;
	return {
		best: best.placed,
		reason: `the table under "${best.placed.heading}" has a date and a column for what changed`,
		others: others.filter(({ points }) => points >= best.points).map(({ placed }) => placed),
	};
}

function fitOf(text: string, { table, heading }: PlacedTable, vocabulary: Vocabulary): number | null {
	const shape = shapeOf(text, table, historyColumns, vocabulary);
	if (shape.columns.date === undefined || shape.columns.change === undefined) return null;
	const name = nameOf(heading, vocabulary);
	if (name === null) return null;
	const used = new Set(Object.values(shape.columns));
	const isOther = shape.header.some((cell, index) => !used.has(index) && otherSubjects.test(normalised(plainText(text, cell))));
	if (isOther) return null;
	const { phase, reviewer } = shape.columns;
	return (name === 0 ? 2 : 0) + (phase === undefined ? 0 : 2) + (reviewer === undefined ? 0 : 1);
}

/** Which of the names of a review history a heading has; null for none. */
function nameOf(heading: string, vocabulary: Vocabulary): number | null {
	const words = ` ${normalised(heading)} `;
	const at = vocabulary.sections.history.findIndex((known) => {
		const name = ` ${normalised(known)} `;
		if (!words.includes(name)) return false;
		return words
			.replace(name, " ")
			.split(" ")
			.every((word) => word === "" || /^\d+$/.test(word) || neutral.test(word));
	});
	return at < 0 ? null : at;
}

/** Reads a table as the review history. `note` receives rows without a date. */
export function readHistory(
	text: string,
	table: Table,
	reason: string,
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): ReviewHistory {
	const shape = shapeOf(text, table, historyColumns, vocabulary);
	const rows: Review[] = [];
	for (const row of table.rows.slice(1)) {
		const review = readRow(text, shape, row, vocabulary);
		if (review === null) note({ kind: "unreadable-row", span: row.span, table: "history", text: slice(text, row.span) });
		else rows.push(review);
	}
	return { table: shape, rows, reason };
}

/** The rows of the same table. */
export function reviewRows(text: string, table: Table, vocabulary: Vocabulary): ReviewRows {
	const shape = shapeOf(text, table, historyColumns, vocabulary);
	const rows = table.rows.slice(1);
	let lines: readonly string[] | null = null;
	return {
		lines: () => {
			lines ??= rows.map(({ span }) => slice(text, span));
			return lines;
		},
		read: (index) => {
			const row = rows[index];
			return row === undefined ? null : readRow(text, shape, row, vocabulary);
		},
	};
}

/** Null for a row without a date. */
function readRow(text: string, shape: ReviewHistory["table"], row: TableRow, vocabulary: Vocabulary): Review | null {
	const cell = (column: HistoryColumn): Located<string> | null => {
		const span = cellOf(shape, row, column);
		return span === null ? null : { value: plainText(text, span), span };
	};
	const date = dateOf(text, cellOf(shape, row, "date"), vocabulary);
	if (date === null) return null;
	const reviewer = cell("reviewer");
	const phase = cell("phase");
	const undated = date.value.kind === "undecided" || date.value.kind === "none";
	return {
		span: row.span,
		cells: row.cells,
		date,
		reviewer,
		phase,
		phases: phase === null ? [] : phasesIn(phase.value, vocabulary),
		change: cell("change"),
		placeholder: undated && (reviewer === null || /^[-\u2013\u2014]*$/.test(reviewer.value)),
	};
}
