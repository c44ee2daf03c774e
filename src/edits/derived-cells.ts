import type { SummaryRow, WrittenCompletion } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase.ts";
import { type DerivedPhase, rollUp } from "../model/roll-up.ts";
import type { Status, WrittenStatus } from "../model/status.ts";
import { type Vocabulary, writtenAs } from "../model/vocabulary.ts";
import { slice } from "../text/span.ts";
import { agrees, restateCompletion } from "./completion.ts";
import type { Revision } from "./revision.ts";
import { remark, restate } from "./status.ts";

/** A phase whose status is another one after the change than before it. */
export interface Transition {
	readonly from: Status;
	readonly to: Status;
}

/** The phases that a change moves: what they amount to before and after. */
export function transitions(revision: Revision): ReadonlyMap<PhaseId, Transition> {
	const before = new Map(rollUp(revision.before).map((one) => [one.phase.id, one.status]));
	const moved = new Map<PhaseId, Transition>();
	for (const { phase, status } of rollUp(revision.meant)) {
		const from = before.get(phase.id);
		if (from !== undefined && from !== status) moved.set(phase.id, { from, to: status });
	}
	return moved;
}

/**
 * Brings status and completion up to date, in the summary table and in the section, for the phases that were touched and for those
 * whose values follow from it; "all" for every phase. `unblocked`: the phase whose blockers go.
 */
export function restateDerived(
	revision: Revision,
	touched: ReadonlySet<PhaseId> | "all",
	unblocked: PhaseId | null = null,
): void {
	const moved = transitions(revision);
	for (const one of rollUp(revision.meant)) {
		if (touched !== "all" && !touched.has(one.phase.id) && !moved.has(one.phase.id)) continue;
		if (one.row !== null) refuseShiftedRow(revision, one.row);
		restateStatus(revision, one, one.phase.id === unblocked);
		restateProgress(revision, one);
	}
}

/** In a row with more cells than its table has columns, a pipe too many shifts them: what stands where is a guess. */
export function refuseShiftedRow({ before }: Revision, row: SummaryRow): void {
	const columns = before.summary?.table.header.length ?? 0;
	if (row.cells.length <= columns) return;
	throw new Failure(
		"refused",
		`line ${before.source.lineOf(row.span.start)}: the row of Phase ${row.phase.value} has ${row.cells.length} cells, its table ${columns} columns`,
		"a pipe within a cell is written \\|; mend the row by hand first",
	);
}

function restateStatus(revision: Revision, one: DerivedPhase, unblocked: boolean): void {
	const { vocabulary } = revision.before;
	const name = `Phase ${one.phase.id}`;
	const label = writtenAs(vocabulary, one.status);
	const shown = `${label.mark} ${label.word}`.trim();
	// Who wrote "Blocked" without listing what blocks it knows something that the boxes do not: validate asks for it.
	const claims = (written: WrittenStatus): boolean => !unblocked && written.status === "blocked" && one.blockers.length === 0;
	const { row } = one;
	const inTable = row?.status;
	let told = false;
	if (row !== null && inTable != null && !claims(inTable)) {
		const raw = rewritten(inTable, one.status, vocabulary);
		if (raw !== null) {
			revision.rewriteCell(inTable.span, raw);
			revision.meanRow(row, { status: { ...inTable, raw, status: one.status } });
			revision.changes.push(`${name}: ${inTable.raw === "" ? "no status" : inTable.raw} → ${shown}`);
			told = true;
		}
	}
	const inHeading = one.phase.status;
	if (inHeading === null || claims(inHeading)) return;
	const raw = rewritten(inHeading, one.status, vocabulary);
	if (raw === null) return;
	revision.rewrite(inHeading.span, raw);
	revision.meanPhase(one.phase.id, { status: { ...inHeading, raw, status: one.status } });
	if (!told) revision.changes.push(`${name}, section: ${inHeading.raw} → ${shown}`);
}

/** Null where the status is right, mark and word. */
function rewritten(written: WrittenStatus, status: Status, vocabulary: Vocabulary): string | null {
	if (written.status !== status) return restate(written, status, vocabulary);
	if (written.markMeans === null || written.markMeans === status) return null;
	return remark(written, status, vocabulary);
}

function restateProgress(revision: Revision, one: DerivedPhase): void {
	const { row } = one;
	const cell = row?.completion;
	if (row === null || cell == null || agrees(cell.value, one.own)) return;
	const text = restateCompletion(revision.text, cell, one.own);
	revision.rewriteCell(cell.span, text);
	revision.meanRow(row, { completion: meantCompletion(cell, one) });
	const said = slice(revision.text, cell.span);
	revision.changes.push(`Phase ${one.phase.id}: ${said === "" ? "no completion" : said} → ${text}`);
}

function meantCompletion({ value, span }: Fact<WrittenCompletion>, { completion, own }: DerivedPhase): Fact<WrittenCompletion> {
	const at = <T>(to: T): { value: T; span: typeof span } => ({ value: to, span });
	const written = value.kind === "progress" ? value : { percent: at(0), done: null, counted: null };
	return at({
		kind: "progress",
		percent: written.percent && at(completion),
		done: written.done && at(own.done),
		counted: written.counted && at(own.counted),
	});
}
