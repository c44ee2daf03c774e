import type { SummaryRow, WrittenCompletion } from "../model/document.ts";
import { completionStands, statesStatus } from "../model/evidence/agreement.ts";
import { Failure } from "../model/failure.ts";
import type { Located } from "../model/located.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { type DerivedPhase, rollUp } from "../model/roll-up.ts";
import type { Status } from "../model/status.ts";
import { slice } from "../text/span.ts";
import { percentStyleOf, restateCompletion } from "./completion.ts";
import { recall, remember } from "./memory.ts";
import { placesOf, restateStatus } from "./restate-status.ts";
import type { Revision } from "./revision.ts";

/** A phase whose status is another one after the change than before it. */
export interface Transition {
	readonly from: Status;
	readonly to: Status;
}

/** The phases affected by a change, with their derived values before and after. */
export function transitions(revision: Revision): ReadonlyMap<PhaseId, Transition> {
	const before = new Map(rollUp(revision.before, revision.today).map((one) => [one.phase.id, one.status]));
	const moved = new Map<PhaseId, Transition>();
	for (const { phase, status } of rollUp(revision.expected, revision.today)) {
		const from = before.get(phase.id);
		if (from !== undefined && from !== status) moved.set(phase.id, { from, to: status });
	}
	return moved;
}

/**
 * Brings status and completion up to date, in the summary table and in the section, for the phases that were touched and for those
 * whose values follow from it; "all" for every phase. `unblocked`: the phase whose blockers go. `stated`: what the phases amounted to when
 * their cells were written, if not in the text before.
 */
export function restateDerived(
	revision: Revision,
	touched: ReadonlySet<PhaseId> | "all",
	unblocked: PhaseId | null = null,
	stated: ReadonlyMap<PhaseId, DerivedPhase> = new Map(),
): void {
	const moved = transitions(revision);
	const before = new Map(rollUp(revision.before, revision.today).map((one) => [one.phase.id, stated.get(one.phase.id) ?? one]));
	const derived = rollUp(revision.expected, revision.today);
	const others = derived
		.filter(({ phase, status }) => status !== before.get(phase.id)?.status)
		.flatMap((one) => placesOf(one).map(([, written]) => written));
	for (const one of derived) {
		if (touched !== "all" && !touched.has(one.phase.id) && !moved.has(one.phase.id)) continue;
		const was = before.get(one.phase.id) ?? one;
		if (one.row !== null) refuseShiftedRow(revision, one.row);
		if (statesStatus(one) || one.phase.id === unblocked) restateStatus(revision, one, was, one.phase.id === unblocked, others);
		restateProgress(revision, one, was, [...before.values()]);
	}
}

/** In a row with more cells than its table has columns, an extra pipe shifts them: the column of a cell is not known. */
export function refuseShiftedRow({ before }: Revision, row: SummaryRow): void {
	const columns = before.summary?.table.header.length ?? 0;
	if (row.cells.length <= columns) return;
	throw new Failure(
		"refused",
		`line ${before.source.lineOf(row.span.start)}: the row of Phase ${row.phase.value} has ${row.cells.length} cells, its table ${columns} columns`,
		"a pipe within a cell is written \\|; correct the row by hand first",
	);
}

function restateProgress(revision: Revision, one: DerivedPhase, was: DerivedPhase, all: readonly DerivedPhase[]): void {
	const { row, own, phase } = one;
	const cell = row?.completion;
	if (row === null || cell == null) return;
	if (completionStands(cell.value, own)) return;
	const written = slice(revision.text, cell.span);
	const before = { phase: phase.id, fact: "completion", state: `${was.own.done}/${was.own.counted}` } as const;
	const after = { ...before, state: `${own.done}/${own.counted}` };
	const known = recall(revision, after);
	const style = percentStyleOf(revision.before, all, was);
	const text = known ?? restateCompletion(revision.text, cell, own, style);
	if (completionStands(cell.value, was.own) && known === null && !comesBack(revision, cell, one, was, all, text))
		remember(revision, before, written);
	revision.rewriteCell(cell.span, text);
	revision.meanRow(row, { completion: expectedCompletion(cell, one, text) });
	revision.changes.push(`Phase ${phase.id}: ${written === "" ? "no completion" : written} → ${text}`);
}

/** Whether the cell would get its present text again if the change were undone. `text`: its text after the change. */
function comesBack(
	revision: Revision,
	cell: Located<WrittenCompletion>,
	one: DerivedPhase,
	was: DerivedPhase,
	all: readonly DerivedPhase[],
	text: string,
): boolean {
	if (one.row === null || cell.value.kind !== "progress" || cell.value.percent === null) return cell.value.kind === "progress";
	const isWhole = one.completion === 0 || one.completion === 100;
	// How it is rounded must be seen in the new text, or in other rows: 83% may be either.
	const percent = { ...cell.value.percent, value: percentIn(text) };
	const after = { ...one, row: { ...one.row, completion: { ...cell, value: { ...cell.value, percent } } } };
	const style = percentStyleOf(revision.before, all, after);
	const value = isWhole ? { ...cell.value, decimals: style.decimals } : cell.value;
	return restateCompletion(revision.text, { ...cell, value }, was.own, style) === slice(revision.text, cell.span);
}

function percentIn(text: string): number {
	return Number((/(\d+(?:[.,]\d+)?)\s*%/.exec(text)?.[1] ?? text).replace(",", "."));
}

function expectedCompletion(
	{ value, span }: Located<WrittenCompletion>,
	{ own }: DerivedPhase,
	text: string,
): Located<WrittenCompletion> {
	if (!/\d/.test(text)) return { value: { kind: "none" }, span };
	const at = <T>(to: T): { value: T; span: typeof span } => ({ value: to, span });
	const percent = percentIn(text);
	const written = value.kind === "progress" ? value : { percent: at(0), done: null, counted: null };
	return at({
		kind: "progress",
		percent: written.percent && at(percent),
		decimals: 0,
		done: written.done && at(own.done),
		counted: written.counted && at(own.counted),
	});
}
