import { type Dependency, prerequisites } from "./dependency.ts";
import type { Blocker, StatusDocument, SummaryRow } from "./document.ts";
import { counts, type Item, isDone } from "./item.ts";
import type { Phase, PhaseId } from "./phase.ts";
import type { Status } from "./status.ts";

/** What a checklist adds up to. */
export interface Tally {
	readonly done: number;
	readonly counted: number;
}

/** What the items, dates, blockers and dependencies of a phase amount to, whatever the document's cells say. */
export interface DerivedPhase {
	readonly phase: Phase;
	readonly row: SummaryRow | null;
	readonly status: Status;
	/** Whole percent: see `percentage`. */
	readonly completion: number;
	readonly own: Tally;
	readonly validation: Tally;
	readonly blockers: readonly Blocker[];
	readonly prerequisites: readonly Dependency[];
	/** The prerequisites that keep its gate closed. */
	readonly waitsFor: readonly Dependency[];
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

/** Derives every phase, in document order. Phases in a dependency cycle, or behind one, are never complete. */
export function rollUp(document: StatusDocument): DerivedPhase[] {
	const edges = prerequisites(document.dependencies?.edges ?? []);
	const rows = new Map<PhaseId, SummaryRow>();
	for (const row of document.summary?.rows ?? []) if (!rows.has(row.phase.value)) rows.set(row.phase.value, row);
	const blockers = new Map<PhaseId, Blocker[]>();
	for (const blocker of document.blockers?.blockers ?? []) {
		blockers.set(blocker.phase, [...(blockers.get(blocker.phase) ?? []), blocker]);
	}
	const started = new Map(document.phases.map((phase) => [phase.id, hasStarted(phase, rows.get(phase.id) ?? null)]));
	const complete = completePhases(document.phases, edges);
	return document.phases.map((phase): DerivedPhase => {
		const row = rows.get(phase.id) ?? null;
		const own = tally(phase.items);
		const active = blockers.get(phase.id) ?? [];
		const wanted = (edges.get(phase.id) ?? []).filter((edge) => edge.on !== phase.id);
		return {
			phase,
			row,
			own,
			completion: percentage(own),
			validation: tally(phase.validation?.items ?? []),
			blockers: active,
			prerequisites: wanted,
			waitsFor: wanted.filter((edge) => !isSatisfied(edge, complete, started)),
			status: complete.has(phase.id)
				? "complete"
				: active.length > 0
					? "blocked"
					: started.get(phase.id)
						? "in-progress"
						: "not-started",
		};
	});
}

/** An item is done, in its own list or its validation list, or a start date is set. */
function hasStarted(phase: Phase, row: SummaryRow | null): boolean {
	return phase.items.some(isDone) || (phase.validation?.items.some(isDone) ?? false) || row?.start?.value.kind === "day";
}

/** A prerequisite that the document does not have cannot be complete: the gate stays closed. */
function isSatisfied(edge: Dependency, complete: ReadonlySet<PhaseId>, started: ReadonlyMap<PhaseId, boolean>): boolean {
	return complete.has(edge.on) || (edge.kind === "soft" && (started.get(edge.on) ?? false));
}

/** Every counted item and every validation item done, and every prerequisite, hard or soft, complete as well. */
function completePhases(phases: readonly Phase[], edges: ReadonlyMap<PhaseId, readonly Dependency[]>): ReadonlySet<PhaseId> {
	const finished = new Map(phases.map((phase) => [phase.id, allDone(phase)]));
	const complete = new Set<PhaseId>();
	// Each round settles the phases whose prerequisites are settled; what never settles hangs on a cycle or on an open phase.
	for (let grew = true; grew; ) {
		grew = false;
		for (const [id, done] of finished) {
			if (!done || complete.has(id)) continue;
			if ((edges.get(id) ?? []).some((edge) => !complete.has(edge.on))) continue;
			complete.add(id);
			grew = true;
		}
	}
	return complete;
}

/** A phase without a single counted item proves nothing, so it is not complete. */
function allDone(phase: Phase): boolean {
	const own = tally(phase.items);
	const validation = tally(phase.validation?.items ?? []);
	return own.counted > 0 && own.done === own.counted && validation.done === validation.counted;
}

/** The gate of a phase: whether its items may be worked on. */
export function isOpen(derived: DerivedPhase): boolean {
	return derived.waitsFor.length === 0;
}
