/** When what is left may be done, if it goes on as it did. */
export type Forecast =
	| {
			readonly kind: "range";
			readonly remaining: number;
			/** Weeks from now until 10, 50 and 90 of 100 simulations are done; null: not within ten years. */
			readonly weeks: { readonly early: number; readonly middle: number; readonly late: number | null };
	  }
	| { readonly kind: "none"; readonly remaining: number; readonly why: string };

const minWeeks = 3;
const minDone = 3;
const futures = 2000;
const maxWeeks = 520;

/**
 * Draws past weeks at random, repeatedly, until the rest is done. A mean would hide how uneven they were. `weekly`: items done
 * minus items undone in each whole week. The random numbers are fixed, so that the result is reproducible.
 */
export function forecast(weekly: readonly number[], remaining: number): Forecast {
	if (remaining <= 0) return { kind: "none", remaining: 0, why: "everything is done" };
	if (weekly.length < minWeeks)
		return {
			kind: "none",
			remaining,
			why: `${weekly.length} whole weeks of progress; a forecast needs ${minWeeks}`,
		};
	const done = weekly.reduce((sum, one) => sum + one, 0);
	if (done < minDone)
		return {
			kind: "none",
			remaining,
			why: `${Math.max(done, 0)} done in ${weekly.length} weeks; a forecast needs ${minDone}`,
		};
	const random = randomNumbers();
	const needed: number[] = [];
	for (let future = 0; future < futures; future += 1) {
		let left = remaining;
		let week = 0;
		while (left > 0 && week < maxWeeks) {
			left -= weekly[Math.floor(random() * weekly.length)] ?? 0;
			week += 1;
		}
		needed.push(left > 0 ? Number.POSITIVE_INFINITY : week);
	}
	needed.sort((a, b) => a - b);
	const at = (share: number): number => needed[Math.floor(share * (futures - 1))] ?? Number.POSITIVE_INFINITY;
	if (!Number.isFinite(at(0.5))) return { kind: "none", remaining, why: "at this pace it takes more than ten years" };
	return {
		kind: "range",
		remaining,
		weeks: { early: at(0.1), middle: at(0.5), late: Number.isFinite(at(0.9)) ? at(0.9) : null },
	};
}

/** Mulberry32. */
function randomNumbers(): () => number {
	let state = 20261124;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
