import type { Day } from "./date.ts";
import { type Dependency, prerequisites } from "./dependency.ts";
import type { Blocker, StatusDocument, SummaryRow } from "./document.ts";
import { groupBy } from "./group-by.ts";
import { counts, type Item, isDone } from "./item.ts";
import { daysLate } from "./owners.ts";
import type { Phase } from "./phase.ts";
import type { PhaseId } from "./phase-id.ts";
import type { Status } from "./status.ts";

/** What a checklist adds up to. */
export interface Tally {
	readonly done: number;
	readonly counted: number;
}

/** The values derived from the items, dates, blockers and dependencies of a phase. */
export interface DerivedPhase {
	readonly phase: Phase;
	readonly row: SummaryRow | null;
	readonly status: Status;
	/**
	 * Where the status comes from: from the items, dates and blockers, or, where the phase has none of them, from its author. `closed` is
	 * always the author's.
	 */
	readonly basis: "derived" | "written";
	/** Whole percent: see `percentage`. Of a phase without items, what its author wrote. */
	readonly completion: number;
	readonly own: Tally;
	readonly validation: Tally;
	/** Success criteria with a checkbox. */
	readonly criteria: Tally;
	readonly blockers: readonly Blocker[];
	readonly prerequisites: readonly Dependency[];
	/** The prerequisites that keep its gate closed. */
	readonly waitsFor: readonly Dependency[];
	/** Whole days since its target date, while it is not complete; null where it is not late. */
	readonly overdueDays: number | null;
	/** The day for which all this was derived. */
	readonly asOf: Day;
}

/** floor(100 × done / counted), but at least 1 if any is done; so 100 only if all are. Nothing to count is 0 (org-mode's rule). */
export function percentage({ done, counted }: Tally): number {
	if (counted === 0 || done === 0) return 0;
	return Math.max(1, Math.floor((100 * done) / counted));
}

export function tally(items: readonly Item[]): Tally {
	const counted = items.filter(counts);
	return { done: counted.filter(isDone).length, counted: counted.length };
}

/**
 * Derives every phase, in document order. Phases in a dependency cycle, or behind one, are never complete. `today`: a start date that is
 * later is only planned.
 */
export function rollUp(document: StatusDocument, today: Day): DerivedPhase[] {
	const edges = prerequisites(document.dependencies?.edges ?? []);
	const rows = new Map<PhaseId, SummaryRow>();
	for (const row of document.summary?.rows ?? []) if (!rows.has(row.phase.value)) rows.set(row.phase.value, row);
	const blockers = groupBy(document.blockers?.blockers ?? [], ({ phase }) => phase);
	const claims = document.phases.map((phase) => claimOf(phase, rows.get(phase.id) ?? null, today));
	const started = new Map(
		claims.map((claim) => [
			claim.phase.id,
			claim.started || claim.closed || claim.written === "complete" || claim.written === "in-progress",
		]),
	);
	const complete = completePhases(claims, edges, new Set(blockers.keys()));
	return claims.map((claim): DerivedPhase => {
		const { phase, row, own, validation, criteria } = claim;
		const active = blockers.get(phase.id) ?? [];
		const wanted = (edges.get(phase.id) ?? []).filter((edge) => edge.on !== phase.id);
		const status = statusOf(claim, complete.has(phase.id), active.length > 0);
		return {
			phase,
			row,
			own,
			completion: own.counted > 0 ? percentage(own) : writtenCompletion(row, status),
			validation,
			criteria,
			blockers: active,
			prerequisites: wanted,
			waitsFor: wanted.filter((edge) => !isSatisfied(edge, complete, started)),
			status,
			basis: isWritten(claim, status) ? "written" : "derived",
			overdueDays: row?.target?.value.kind === "day" ? daysLate(row.target.value.day, isSettled(status), today) : null,
			asOf: today,
		};
	});
}

/** Nothing of it is expected any more. */
function isSettled(status: Status): boolean {
	return status === "complete" || status === "closed";
}

/** The input for the derived status of a phase, and what its author wrote if there is none. */
interface Claim {
	readonly phase: Phase;
	readonly row: SummaryRow | null;
	readonly own: Tally;
	readonly validation: Tally;
	readonly criteria: Tally;
	readonly closed: boolean;
	/** The author's status of a phase without items: nothing is derived for it. */
	readonly written: Status | null;
	readonly started: boolean;
}

function claimOf(phase: Phase, row: SummaryRow | null, today: Day): Claim {
	const own = tally(phase.items);
	const validation = tally(phase.validation?.items ?? []);
	const criteria = tally(phase.criterionItems);
	const written = [row?.status?.status, phase.status?.status, phase.headingStatus?.status];
	const start = row?.start?.value;
	return {
		phase,
		row,
		own,
		validation,
		criteria,
		closed: written.includes("closed"),
		written: own.counted === 0 ? (written.find((status) => status != null) ?? null) : null,
		// An item is done, in any of its lists, or a start date is set that is not in the future.
		started:
			[phase.items, phase.validation?.items ?? [], phase.criterionItems].some((items) => items.some(isDone)) ||
			(start?.kind === "day" && start.day <= today),
	};
}

function statusOf(claim: Claim, complete: boolean, hasBlocker: boolean): Status {
	if (claim.closed) return "closed";
	if (complete) return "complete";
	if (hasBlocker) return "blocked";
	if (claim.written !== null) return claim.written === "complete" ? "in-progress" : claim.written;
	return claim.started ? "in-progress" : "not-started";
}

/** A blocker next to the author's "Complete" is a finding; only the author knows which of the two is right. */
function isWritten(claim: Claim, status: Status): boolean {
	const { closed, written } = claim;
	if (closed || hasNothing(claim)) return closed || status === "not-started";
	return written !== null && (status === written || (written === "complete" && status === "blocked"));
}

/** Neither a status nor a checkbox nor a start date: there is nothing to derive a status from. */
function hasNothing({ own, validation, criteria, written, started }: Claim): boolean {
	return own.counted + validation.counted + criteria.counted === 0 && written === null && !started;
}

function writtenCompletion(row: SummaryRow | null, status: Status): number {
	const written = row?.completion?.value;
	if (written?.kind === "progress" && written.percent !== null) return Math.floor(written.percent.value);
	return status === "complete" ? 100 : 0;
}

/** A prerequisite that the document does not have cannot be complete: the gate stays closed. */
function isSatisfied(edge: Dependency, complete: ReadonlySet<PhaseId>, started: ReadonlyMap<PhaseId, boolean>): boolean {
	return complete.has(edge.on) || (edge.kind === "soft" && (started.get(edge.on) ?? false));
}

/** Every counted item, validation item and criterion done, and every prerequisite, hard or soft, complete or closed as well. */
function completePhases(
	claims: readonly Claim[],
	edges: ReadonlyMap<PhaseId, readonly Dependency[]>,
	blocked: ReadonlySet<PhaseId>,
): ReadonlySet<PhaseId> {
	// Without items, a listed blocker or an open check speaks against the author's "Complete".
	const stands = (claim: Claim): boolean =>
		claim.closed || (claim.written === "complete" && !blocked.has(claim.phase.id) && checksDone(claim));
	const complete = new Set(claims.flatMap((claim) => (stands(claim) ? [claim.phase.id] : [])));
	const finished = claims.filter((claim) => !claim.closed && allDone(claim));
	// Each round settles the phases whose prerequisites are settled; what never settles hangs on a cycle or on an open phase.
	for (let grew = true; grew; ) {
		grew = false;
		for (const { phase } of finished) {
			if (complete.has(phase.id)) continue;
			if ((edges.get(phase.id) ?? []).some((edge) => !complete.has(edge.on))) continue;
			complete.add(phase.id);
			grew = true;
		}
	}
	return complete;
}

/** A phase without a single item that counts proves nothing, so it is not derived to be complete. */
function allDone(claim: Claim): boolean {
	return claim.own.counted > 0 && claim.own.done === claim.own.counted && checksDone(claim);
}

/** The validation list and the success criteria with a checkbox. */
function checksDone({ validation, criteria }: Claim): boolean {
	return validation.done === validation.counted && criteria.done === criteria.counted;
}

/** The gate of a phase: whether its items may be worked on. */
export function isOpen(derived: DerivedPhase): boolean {
	return derived.waitsFor.length === 0;
}
