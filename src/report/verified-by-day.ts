import { isGreen, type VerdictLog } from "./verdict-log.ts";

/** How many of some items were verified at the end of each day of a log, the oldest first. A recording says nothing of the day it was judged on. */
export function verifiedByDay(
	log: VerdictLog,
	ids: readonly string[],
): readonly { readonly at: string; readonly done: number }[] {
	const days = new Map<string, number>();
	for (const run of log.runs) {
		if (run.recording) continue;
		const verdicts = ids.map((id) => run.verdictOf(id)).filter((verdict) => verdict !== null);
		// A run about a few items says nothing of the whole.
		if (verdicts.length * 2 < ids.length) continue;
		days.set(new Date(run.at).toISOString().slice(0, 10), verdicts.filter(isGreen).length);
	}
	return [...days].map(([at, done]) => ({ at, done }));
}
