import { contradicts } from "../model/evidence/agreement.ts";
import { percentageOf, statusOfPercentage, withPercentage } from "../model/percent-status.ts";
import { type DerivedPhase, rollUp } from "../model/roll-up.ts";
import type { Status, WrittenStatus } from "../model/status.ts";
import { isRemembered, type Memory, recall, remember } from "./memory.ts";
import type { Revision } from "./revision.ts";
import { labelOf, recount, remark, restate, undoes } from "./status.ts";

/**
 * Writes the derived status of a phase in every place with a different one: the row, the section, the heading. Unknown words
 * stay, and so does "Blocked" without a listed blocker. `was`: the phase before the change. `unblocked`: its blockers are removed.
 * `others`: the statuses of other phases that this change rewrites.
 */
export function restateStatus(
	revision: Revision,
	derived: DerivedPhase,
	was: DerivedPhase,
	unblocked: boolean,
	others: readonly WrittenStatus[],
): void {
	const one = unblocked ? { ...derived, status: statusBehindBlock(revision, derived) } : derived;
	const { row, phase } = one;
	let reported = false;
	for (const [fact, written] of placesOf(one)) {
		const raw = rewritten(revision, written, one, was, fact, unblocked, others);
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

/**
 * The status of a phase that is unblocked. If no item determines it, it is the one that the block replaced, or else that of the start date.
 */
function statusBehindBlock(revision: Revision, { status, phase, row, blockers }: DerivedPhase): Status {
	if (status !== "blocked" || blockers.length > 0) return status;
	const facts = ["status", "section", "heading"] as const;
	const known = (["in-progress", "not-started"] as const).find((state) =>
		facts.some((fact) => isRemembered(revision, { phase: phase.id, fact, state })),
	);
	const start = row?.start?.value;
	return known ?? (start?.kind === "day" && start.day <= revision.today ? "in-progress" : "not-started");
}

/** Where the status of a phase is written. */
export function placesOf({ row, phase }: DerivedPhase): readonly (readonly [Memory["fact"], WrittenStatus])[] {
	const places = [
		["status", row?.status],
		["section", phase.status],
		["heading", phase.headingStatus],
	] as const;
	return places.flatMap(([fact, written]) => (written == null ? [] : [[fact, written] as const]));
}

/**
 * Remembers the words of the phases in an older version that are gone, unless the current document still shows how to write them. Two
 * changes that were made separately may each depend on the words that the other one replaces.
 */
export function rememberVersion(revision: Revision, version: readonly DerivedPhase[]): void {
	const now = new Map(rollUp(revision.expected, revision.today).map((one) => [one.phase.id, one]));
	const changed = version.flatMap((was) => {
		const one = now.get(was.phase.id);
		if (one === undefined || one.status === was.status) return [];
		const places = new Map(placesOf(one));
		return placesOf(was).flatMap(([fact, written]) => {
			const is = places.get(fact);
			return is === undefined || is.raw === written.raw || written.status !== was.status
				? []
				: [{ memory: { phase: was.phase.id, fact, state: was.status }, written, is, status: one.status, stood: was.status }];
		});
	});
	const others = changed.map(({ is }) => is);
	for (const { memory, written, is, status, stood } of changed) {
		const label = labelOf(revision.expected, status, [is]);
		if (!undoes(written, label, labelOf(revision.expected, stood, [is], label.word, others)))
			remember(revision, memory, written.raw);
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
	others: readonly WrittenStatus[],
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
	// Without items, the status before the block is not known.
	const isOnlyWritten = one.own.counted === 0 && one.status === "blocked";
	if ((stood && isOnlyWritten) || (stood && !undoes(written, label, labelOf(before, was.status, [written], label.word, others))))
		remember(revision, { ...memory, state: was.status }, written.raw);
	return recount(restate(written, label), was.own, one);
}
