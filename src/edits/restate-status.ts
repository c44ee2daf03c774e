import { contradicts } from "../model/evidence/agreement.ts";
import { percentageOf, statusOfPercentage, withPercentage } from "../model/percent-status.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import type { WrittenStatus } from "../model/status.ts";
import { type Memory, recall, remember } from "./memory.ts";
import type { Revision } from "./revision.ts";
import { labelOf, recount, remark, restate, undoes } from "./status.ts";

/**
 * Writes the derived status of a phase in every place with a different one: the row, the section, the heading. Unknown words
 * stay, and so does "Blocked" without a listed blocker. `was`: the phase before the change. `unblocked`: its blockers are removed.
 */
export function restateStatus(revision: Revision, one: DerivedPhase, was: DerivedPhase, unblocked: boolean): void {
	const { row, phase } = one;
	let reported = false;
	const places: readonly (readonly [Memory["fact"], WrittenStatus | null | undefined])[] = [
		["status", row?.status],
		["section", phase.status],
		["heading", phase.headingStatus],
	];
	for (const [fact, written] of places) {
		if (written == null) continue;
		const raw = rewritten(revision, written, one, was, fact, unblocked);
		if (raw === null) continue;
		const isPercentage = percentageOf(written) !== null;
		const status = isPercentage ? statusOfPercentage(one.completion) : one.status;
		const expected = { ...written, raw, status: raw === "" ? null : status };
		if (fact === "status" && row !== null) {
			revision.rewriteCell(written.span, raw);
			revision.meanRow(row, { status: expected });
		} else {
			revision.rewrite(written.span, raw);
			revision.meanPhase(phase.id, fact === "heading" ? { headingStatus: expected } : { status: expected });
		}
		if (!reported)
			revision.changes.push(
				`Phase ${phase.id}${fact === "status" ? "" : `, ${fact}`}: ${written.raw === "" ? "no status" : written.raw} → ${raw}`,
			);
		reported = true;
	}
}

/** Null where the text stays as it is. */
function rewritten(
	revision: Revision,
	written: WrittenStatus,
	one: DerivedPhase,
	was: DerivedPhase,
	fact: Memory["fact"],
	unblocked: boolean,
): string | null {
	const { before } = revision;
	// A word that is not understood is its author's; an empty cell has none.
	if (written.status === null && written.raw !== "") return null;
	const claims = !unblocked && written.status === "blocked" && one.blockers.length === 0;
	if (claims) return null;
	const percentage = percentageOf(written);
	if (percentage !== null) {
		const isDue = contradicts(written, one) || (was.own.counted > 0 && percentage === was.completion);
		return !isDue || percentage === one.completion ? null : withPercentage(written, one.completion);
	}
	const isRight = written.status === one.status && !contradicts(written, one);
	if (isRight) {
		const marked =
			written.markMeans === null || written.markMeans === one.status
				? written.raw
				: remark(written, labelOf(before, one.status, [written]));
		const counted = recount(marked, was.own, one);
		return counted === written.raw ? null : counted;
	}
	const memory = { phase: one.phase.id, fact } as const;
	const known = recall(revision, { ...memory, state: one.status });
	if (known !== null) return known;
	const label = labelOf(before, one.status, [written]);
	const stood = written.raw === "" || written.status === was.status;
	if (stood && !undoes(written, label, labelOf(before, was.status, [written], label.word)))
		remember(revision, { ...memory, state: was.status }, written.raw);
	return recount(restate(written, label), was.own, one);
}
