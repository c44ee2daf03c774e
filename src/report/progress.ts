import { counts, type Item, isDone } from "../model/item.ts";
import { everyItem, type Phase } from "../model/phase.ts";
import type { Tally } from "../model/roll-up.ts";
import { isGreen, type VerdictLog } from "./verdict-log.ts";

export interface PhaseTally extends Tally {
	/** Of everything that counts in the phase, its checks included; absent where that is not known. */
	readonly every?: EveryTally;
}

export interface EveryTally extends Tally {
	/** Checked off with the proof of a verified check-off. */
	readonly verified: number;
}

/** How far the document was at some moment: a point of the burn-up. */
export interface ProgressPoint {
	/** ISO 8601, a day or an instant. */
	readonly at: string;
	/** Items of the phases' own sections that are checked off. */
	readonly done: number;
	/** Items that count: the scope, which may grow and shrink. */
	readonly counted: number;
	/** Items that count and carry the proof of a verified check-off. */
	readonly proven?: number;
	/** Done and scope of each phase, by its id. */
	readonly phases?: ReadonlyMap<string, PhaseTally>;
}

/** The last point of each day in UTC, oldest first, from points in any order. */
export function daily(points: readonly ProgressPoint[]): ProgressPoint[] {
	const sorted = [...points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
	const days = new Map<string, ProgressPoint>();
	for (const point of sorted) days.set(new Date(point.at).toISOString().slice(0, 10), point);
	return [...days].map(([day, point]) => ({ ...point, at: day }));
}

/** Everything that counts in a phase: its items and its checks. */
export function everyTally(phase: Pick<Phase, "items" | "validation" | "criterionItems">): EveryTally {
	const items = everyItem(phase).filter(counts);
	const done = items.filter(isDone);
	return { counted: items.length, done: done.length, verified: done.filter(isProven).length };
}

function isProven({ evidence }: Item): boolean {
	return evidence.some(({ proof }) => proof !== null);
}

/**
 * How many of some items were verified at the end of each day of a log, the oldest first. A recording does not count for the day on which
 * it was judged.
 */
export function verifiedByDay(
	log: VerdictLog,
	ids: readonly string[],
): readonly { readonly at: string; readonly done: number }[] {
	const days = new Map<string, number>();
	for (const run of log.runs) {
		if (run.recording) continue;
		const verdicts = ids.map((id) => run.verdictOf(id)).filter((verdict) => verdict !== null);
		// A run about a few items does not represent the whole.
		if (verdicts.length * 2 < ids.length) continue;
		days.set(new Date(run.at).toISOString().slice(0, 10), verdicts.filter(isGreen).length);
	}
	return [...days].map(([at, done]) => ({ at, done }));
}
