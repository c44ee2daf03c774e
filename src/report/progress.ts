import type { Tally } from "../model/roll-up.ts";

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
	readonly phases?: ReadonlyMap<string, Tally>;
}

/** The last point of each day in UTC, oldest first, whatever order they come in. */
export function daily(points: readonly ProgressPoint[]): ProgressPoint[] {
	const sorted = [...points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
	const days = new Map<string, ProgressPoint>();
	for (const point of sorted) days.set(new Date(point.at).toISOString().slice(0, 10), point);
	return [...days].map(([day, point]) => ({ ...point, at: day }));
}
