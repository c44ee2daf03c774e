import { readDate, type WrittenDate } from "../model/date.ts";
import {
	type Summary,
	type SummaryColumn,
	type SummaryRow,
	summaryColumns,
	type TableShape,
	type WrittenCompletion,
} from "../model/document.ts";
import type { Located } from "../model/located.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { normalised, normalisedWords, type Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice } from "../text/span.ts";
import type { Table, TableRow } from "./blocks.ts";
import { cellText, plainText } from "./inline.ts";
import { phaseOfCell } from "./phase-references.ts";
import { readStatus } from "./status-words.ts";
import { cellOf, shapeOf, withNumberColumn } from "./tables.ts";

/** A table with the heading above it, before it is known what it is about. */
export interface PlacedTable {
	readonly table: Table;
	readonly heading: string;
}

/** A table that may be the summary, and how well it fits. */
interface Fit {
	readonly placed: PlacedTable;
	readonly shape: TableShape<SummaryColumn>;
	readonly points: number;
	readonly reason: string;
}

/** Columns of tables about something else: metrics, issues, audits, risks, tests. */
const otherSubjects =
	/^(?:metrics?|kpis?|slos?|slis?|issues?|bugs?|tickets?|defects?|incidents?|findings?|audits?|auditor|severity|tests?|test case|alerts?|questions?|decisions?|action items?|risks?|mitigation|impact|probability|likelihood|resolution|fix|gap)$/;
/** Columns that count only if a phase has several rows. */
const perhapsOther =
	/^(?:measure|checks?|actions?|requirements?|service|component|file|endpoint|task|item|deliverable|artifact|review|reviewer|reviewed by|version|environment|feature|change|problem|no|id|nr|)$/;

/**
 * The summary of the phases: the best-matching table, not the first. Never a table with the same two columns about something
 * else (issues by phase, service levels). `phases`: those with a section; empty if only the table lists them.
 */
export function bestSummary(
	text: string,
	tables: readonly PlacedTable[],
	phases: ReadonlySet<PhaseId>,
	vocabulary: Vocabulary,
): { readonly best: PlacedTable; readonly reason: string; readonly others: readonly PlacedTable[] } | null {
	const fits = tables
		.flatMap((placed) => fitOf(text, placed, phases, vocabulary) ?? [])
		.sort((a, b) => b.points - a.points || a.placed.table.span.start - b.placed.table.span.start);
	const [best, ...others] = fits;
	if (best === undefined) return null;
	return {
		best: best.placed,
		reason: best.reason,
		// As good a summary as the one that is taken, so that a reader may look at the wrong one.
		others: others.filter(({ points }) => points >= best.points - 1).map(({ placed }) => placed),
	};
}

function fitOf(text: string, placed: PlacedTable, phases: ReadonlySet<PhaseId>, vocabulary: Vocabulary): Fit | null {
	const { table, heading } = placed;
	const shape = summaryShape(text, table, vocabulary);
	if (shape.columns.phase === undefined || shape.columns.status === undefined) return null;
	const rows = table.rows.slice(1);
	const named = rows.flatMap((row) => {
		const cell = cellOf(shape, row, "phase");
		return cell === null ? [] : (phaseOfCell(plainText(text, cell), vocabulary)?.phase ?? []);
	});
	const distinct = new Set(named);
	const known = [...distinct].filter((phase) => phases.has(phase));
	const ours = new Set(Object.values(shape.columns));
	const strange = (pattern: RegExp): number =>
		shape.header.filter((cell, index) => !ours.has(index) && pattern.test(normalised(plainText(text, cell)))).length;
	const foreign = strange(otherSubjects);
	const isCalled = callsSummary(heading, vocabulary);
	const repeats = named.length - distinct.size;
	if (rows.length > 0 && named.length * 2 < rows.length) return null;
	if (phases.size > 0 && rows.length > 0 && known.length === 0) return null;
	// The same phase in several rows, or a column that shows another subject: its rows are not phases.
	if (foreign > 0 && (!isCalled || repeats > 0)) return null;
	if (!isCalled && repeats > 0 && strange(perhapsOther) > 0) return null;
	if (!isCalled && repeats > 1 && repeats * 4 > named.length) return null;
	const coverage = phases.size === 0 ? (distinct.size > 0 ? 1 : 0) : known.length / phases.size;
	const facts = (["completion", "start", "target", "description"] as const).filter((name) => shape.columns[name] !== undefined);
	const points = (isCalled ? 3 : 0) + 4 * coverage + facts.length / 2 + (repeats === 0 ? 1 : 0) - 2 * foreign;
	const where = heading === "" ? "a table above the first heading" : `the table under "${heading}"`;
	const rowsOf = phases.size === 0 ? `${distinct.size} phases` : `${known.length} of ${phases.size} phases`;
	return { placed, shape, points, reason: `${where} has a row for ${rowsOf}, and the columns ${columnsIn(text, shape)}` };
}

function summaryShape(text: string, table: Table, vocabulary: Vocabulary): TableShape<SummaryColumn> {
	const shape = withPercentages(text, table, shapeOf(text, table, summaryColumns, vocabulary), vocabulary);
	return withNumberColumn(text, table, shape, (cellText) => phaseOfCell(cellText, vocabulary) !== null);
}

/** Of several columns that may be the completion, such as `Done` and `Progress`, the one with the most percentages. */
function withPercentages(
	text: string,
	{ rows }: Table,
	shape: TableShape<SummaryColumn>,
	vocabulary: Vocabulary,
): TableShape<SummaryColumn> {
	const first = shape.columns.completion;
	if (first === undefined) return shape;
	const called = normalisedWords(vocabulary.columns.completion);
	const others = shape.header.flatMap((cell, index) =>
		index > first && called.has(normalised(plainText(text, cell))) ? [index] : [],
	);
	if (others.length === 0) return shape;
	const percentages = (column: number): number =>
		rows.slice(1).filter(({ cells }) => {
			const cell = cells[column];
			return cell !== undefined && slice(text, cell).includes("%");
		}).length;
	const best = others.reduce((known, one) => (percentages(one) > percentages(known) ? one : known), first);
	return { ...shape, columns: { ...shape.columns, completion: best } };
}

/** Whether the whole numbers of the completion column count items: another column counts all of them, or those that are left. */
function countsItems(text: string, { header, columns }: TableShape<SummaryColumn>): boolean {
	const own = header[columns.completion ?? -1];
	return (
		own !== undefined &&
		!/%|percent/i.test(plainText(text, own)) &&
		header.some((cell) =>
			/^(?:(?:total )?(?:tasks?|items?)|total|count|open|remaining|left|todo|to do)$/.test(normalised(plainText(text, cell))),
		)
	);
}

function columnsIn(text: string, shape: TableShape<SummaryColumn>): string {
	return summaryColumns
		.flatMap((name) => {
			const cell = shape.header[shape.columns[name] ?? -1];
			return cell === undefined ? [] : [plainText(text, cell)];
		})
		.join(", ");
}

function callsSummary(heading: string, vocabulary: Vocabulary): boolean {
	const words = ` ${normalised(heading)} `;
	if (/ (?:status|summary|overview|progress|dashboard|tracker|at a glance) /.test(words)) return true;
	return vocabulary.sections.summary.some((known) => words.includes(` ${normalised(known)} `));
}

/** Reads a table as the summary of phases. `note` receives rows that match no phase. */
export function readSummary(
	text: string,
	table: Table,
	reason: string,
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): Summary {
	const shape = summaryShape(text, table, vocabulary);
	const rows: SummaryRow[] = [];
	const counted = countsItems(text, shape);
	for (const row of table.rows.slice(1)) {
		const cell = (column: SummaryColumn): Span | null => cellOf(shape, row, column);
		const phaseCell = cell("phase");
		const named = phaseCell === null ? null : phaseOfCell(plainText(text, phaseCell), vocabulary);
		if (phaseCell === null || named === null) {
			// A row with too few cells is a finding of its own; totals are about all phases.
			if (!isBlankRow(text, row) && row.cells.length >= shape.header.length && !isTotal(text, phaseCell))
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
			completion: completionOf(text, cell("completion"), counted),
		});
	}
	return { table: shape, rows, reason };
}

/** A title may have a column of its own or follow the phase's number. */
function readDescription(text: string, cell: Span | null, phaseCell: Span, rest: string): Located<string> | null {
	if (cell !== null) return { value: cellText(text, cell), span: cell };
	return rest === "" ? null : { value: rest, span: phaseCell };
}

export function dateOf(text: string, cell: Span | null, vocabulary: Vocabulary): Located<WrittenDate> | null {
	return cell === null ? null : { value: readDate(plainText(text, cell), vocabulary.undecided), span: cell };
}

/** Allowed text next to the figures of a completion cell: anything else is a unit of its author. */
const besideFigures = /^(?:items?|tasks?|done|completed?|checked|checks?|boxes|of|[^0-9A-Za-z\u00c0-\ud7ff~?])*$/i;

/** `counted`: a number alone is a count. */
function completionOf(text: string, cell: Span | null, counted: boolean): Located<WrittenCompletion> | null {
	if (cell === null) return null;
	const raw = slice(text, cell);
	const plain = plainText(text, cell);
	if (/^[-\u2013\u2014]*$/.test(plain) || /^\(?(?:tbd|n\/a)\)?$/i.test(plain)) return { value: { kind: "none" }, span: cell };
	const number = (match: RegExpExecArray | null, group: number): Located<number> | null => {
		const digits = match?.[group];
		if (match === null || digits === undefined) return null;
		const start = cell.start + match.index + match[0].indexOf(digits, group === 2 ? (match[1] ?? "").length : 0);
		return { value: Number(digits.replace(",", ".")), span: { start, end: start + digits.length } };
	};
	const fraction = /(\d{1,6})\s*(?:\/|of)\s*(\d{1,6})/.exec(raw);
	const percentage = /(\d{1,4}(?:[.,]\d+)?)\s*%/.exec(raw) ?? (fraction === null && !counted ? /^(\d{1,3})$/.exec(raw) : null);
	const percent = number(percentage, 1);
	const rest = plain.replace(/\d{1,6}\s*(?:\/|of)\s*\d{1,6}/, "").replace(/\d{1,4}(?:[.,]\d+)?\s*%?/, "");
	if ((percent === null && fraction === null) || !besideFigures.test(rest) || (percent?.value ?? 0) > 100)
		return { value: { kind: "other", text: plain }, span: cell };
	const decimals = /[.,](\d+)/.exec(percentage?.[1] ?? "")?.[1]?.length ?? 0;
	return {
		value: { kind: "progress", percent, decimals, done: number(fraction, 1), counted: number(fraction, 2) },
		span: cell,
	};
}

function isBlankRow(text: string, row: TableRow): boolean {
	// Dots hold the place of further rows.
	return row.cells.every((cell) => /^(?:\s|\.{2,}|…)*$/.test(slice(text, cell)));
}

function isTotal(text: string, cell: Span | null): boolean {
	return cell !== null && /^(?:total|overall|sum|all(?: phases)?|gesamt|итого|合计|合計|합계)\b/i.test(plainText(text, cell));
}
