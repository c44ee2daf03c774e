import { recordsCheckOff } from "../model/check-off-words.ts";
import type { Day, SettableDate } from "../model/date.ts";
import type { StatusDocument, SummaryRow } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { everyItem } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { usualWord } from "../model/words/vocabulary.ts";
import { slice } from "../text/span.ts";
import { refuseShiftedRow } from "./derived-cells.ts";
import { recordsStart } from "./history-words.ts";
import type { Revision } from "./revision.ts";

export type DateColumn = "start" | "target";

/** Writes a date cell. Returns its new value; null if it is unchanged. */
export function setDate(revision: Revision, id: PhaseId, column: DateColumn, date: SettableDate): string | null {
	const row = revision.row(id);
	const cell = row?.[column];
	if (row == null || cell == null) throw noCell(revision, id, column);
	if (cell.value.kind === date.kind && (cell.value.kind !== "day" || (date.kind === "day" && cell.value.day === date.day)))
		return null;
	const undecided = revision.before.vocabulary.undecided[0] ?? "TBD";
	const text = date.kind === "day" ? date.day : date.kind === "none" ? "-" : undecided;
	write(revision, row, column, date, text);
	return text;
}

/** What is missing: the table, the column, or the row. */
function noCell({ before }: Revision, id: PhaseId, column: DateColumn): Failure {
	const { summary, source, vocabulary } = before;
	const name = usualWord(vocabulary.columns[column]);
	if (summary === null)
		return new Failure(
			"refused",
			`the document has no summary table, so Phase ${id} has no ${column} date`,
			"run it with --create, or add a table with the columns Phase, Status, Start Date and Target Date",
		);
	const line = source.lineOf(summary.table.span.start);
	if (summary.table.columns[column] === undefined)
		return new Failure(
			"refused",
			`the summary table in line ${line} has no column for the ${column} date`,
			`run it with --create, or add a column "${name}"`,
		);
	return new Failure(
		"refused",
		`the summary table in line ${line} has no cell for the ${column} date of Phase ${id}`,
		`add a row for Phase ${id} with a cell in each column`,
	);
}

/** The start date is the day of a phase's first check-off, and is never overwritten. */
export function setFirstStart(revision: Revision, id: PhaseId, day: Day): void {
	const row = revision.row(id);
	const kind = row?.start?.value.kind;
	if (row === null || (kind !== "none" && kind !== "undecided")) return;
	write(revision, row, "start", { kind: "day", day }, day);
}

/**
 * Removes the start date that a check-off set, once everything is unchecked again: then there was no first check-off.
 * Conditions: nothing of the phase is done; every check-off in the review history is from the start date, which is today or in the
 * history; and the history has no entry that the date was set by hand. A phase with a longer history keeps its start date.
 */
export function dropUndoneStart(revision: Revision, id: PhaseId, today: Day): void {
	const row = revision.row(id);
	const start = row?.start?.value;
	if (row === null || start?.kind !== "day") return;
	if (everyItem(revision.phase(id)).some((item) => item.box.value)) return;
	const reviews = (revision.before.history?.rows ?? []).filter((review) => review.phases.includes(id));
	if (reviews.some(({ change }) => change !== null && recordsStart(change.value))) return;
	const days = reviews.flatMap(({ change, date }) =>
		change !== null && recordsCheckOff(change.value) && date.value.kind === "day" ? [date.value.day] : [],
	);
	if (days.some((day) => day !== start.day)) return;
	if (start.day !== today && days.length === 0) return;
	const undated = undatedStart(revision.before);
	write(revision, row, "start", undated.value, undated.text);
}

/** As the phases that have no start date write it, where they agree; `-` otherwise. */
function undatedStart(document: StatusDocument): { readonly text: string; readonly value: SettableDate } {
	const found = new Map<string, SettableDate>();
	for (const { start } of document.summary?.rows ?? []) {
		if (start === null) continue;
		const { value, span } = start;
		if (value.kind === "none" || value.kind === "undecided") found.set(slice(document.source.text, span), value);
	}
	const only = [...found][0];
	return found.size === 1 && only !== undefined ? { text: only[0], value: only[1] } : { text: "-", value: { kind: "none" } };
}

function write(revision: Revision, row: SummaryRow, column: DateColumn, value: SettableDate, text: string): void {
	const cell = row[column];
	if (cell === null) return;
	const written = slice(revision.text, cell.span);
	const comment = /\s*<!--.*/.exec(written)?.[0] ?? "";
	refuseShiftedRow(revision, row);
	// In the first cell of a row without a leading pipe a hyphen would begin a list; use a dash.
	const isLineStart = /(?:^|[\r\n])[ \t]*$/.test(revision.text.slice(Math.max(0, cell.span.start - 200), cell.span.start));
	const content = isLineStart ? text.replace(/^-(?![\w-])/, "–") : text;
	revision.rewriteCell(cell.span, content + comment);
	revision.meanRow(row, { [column]: { value, span: cell.span } });
	revision.changes.push(
		`Phase ${row.phase.value}, ${column} date: ${written === "" ? "none" : written} → ${text === "" ? "none" : text}`,
	);
}
