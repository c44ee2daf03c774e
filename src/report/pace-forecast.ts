import { type Day, dayOf } from "../model/date.ts";
import { forecast } from "./forecast.ts";

/** What was checked off between two looks at a document, less what was unchecked. */
export interface ProgressChange {
	/** Seconds since 1970. */
	readonly seconds: number;
	readonly done: number;
	/** Of these, what a probe confirmed. */
	readonly verified: number;
}

/** The days by which 10, 50 and 90 of 100 simulations are done; null if there is no forecast. */
export interface DayForecast {
	readonly remaining: number;
	readonly early: Day | null;
	readonly middle: Day | null;
	readonly late: Day | null;
	readonly why: string | null;
}

export interface PaceForecast {
	/** What it counts: verified check-offs, where there are enough of them, else every check-off. */
	readonly basis: "verified" | "checked";
	/** How many whole weeks it is extrapolated from. */
	readonly weeks: number;
	readonly forecast: DayForecast;
}

const week = 7 * 24 * 3600;
/** Fewer verified check-offs than these do not make a pace. */
const minVerified = 3;

/** When something may be done, at the pace of its past weeks. `counted`: items in scope; `done` and `verified`: of those, now. `now`: seconds. */
export function paceForecast(
	changes: readonly ProgressChange[],
	{ counted, done, verified }: { readonly counted: number; readonly done: number; readonly verified: number },
	now: number,
): PaceForecast {
	const proven = changes.reduce((sum, one) => sum + Math.max(0, one.verified), 0);
	const basis = proven >= minVerified ? "verified" : "checked";
	const of = (one: ProgressChange): number => (basis === "verified" ? one.verified : one.done);
	const first = changes.find((one) => of(one) > 0)?.seconds;
	const weeks = first === undefined ? 0 : Math.max(0, Math.floor((now - first) / week));
	const weekly = Array.from({ length: weeks }, (_, index) => {
		const end = now - (weeks - index - 1) * week;
		return changes.reduce((sum, one) => (one.seconds > end - week && one.seconds <= end ? sum + of(one) : sum), 0);
	});
	const found = forecast(weekly, counted - (basis === "verified" ? verified : done));
	return { basis, weeks, forecast: inDays(found, now) };
}

/** A forecast in weeks from `now` (seconds) as days. */
export function inDays(found: ReturnType<typeof forecast>, now: number): DayForecast {
	const { remaining } = found;
	if (found.kind === "none") return { remaining, early: null, middle: null, late: null, why: found.why };
	const { early, middle, late } = found.weeks;
	const after = (weeks: number): Day => dayOf(new Date((now + weeks * week) * 1000));
	return { remaining, early: after(early), middle: after(middle), late: late === null ? null : after(late), why: null };
}
