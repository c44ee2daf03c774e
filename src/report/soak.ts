import { describeDuration } from "../model/duration.ts";
import { clusterKey } from "./cluster-key.ts";
import { isGreen, type RecordedRun, type VerdictLog } from "./verdict-log.ts";
import type { Verification } from "./verification.ts";

/** For how long something must have been green without a break: `greenFor` of a probe, or `gate --soak`. */
export interface SoakRequirement {
	/** Milliseconds. */
	readonly duration: number;
	/** The maximum time without a run, in milliseconds: the state in between is not known. */
	readonly maxGap: number;
}

/** A daily run may be two hours late. Where less than two days are asked for, half of that: one run alone shows no duration. */
export function usualGap(duration: number): number {
	return Math.min(26 * 3_600_000, duration / 2);
}

/** Why something has not been green for long enough. */
export interface SoakShortfall {
	/** CamelCase and stable. */
	readonly reason: "NotGreenLongEnough" | "NotGreenThroughout" | "GapInRuns";
	readonly message: string;
}

/**
 * The runs of a log that asked the same clusters about the same document. A run that learned no uid is known by the name of its context:
 * that something was not green there counts, and that it was does not, since another cluster may have that name.
 */
export function runsOf(log: VerdictLog, clusters: Verification["clusters"], path: string | null): readonly RecordedRun[] {
	const key = clusterKey(clusters);
	const byName = clusterKey(clusters.map((one) => ({ ...one, uid: null })));
	return log.runs
		.filter(({ document }) => path === null || isSameDocument(document, path))
		.flatMap((run) => (run.cluster === key ? run : run.cluster === byName ? withoutGreen(run) : []));
}

function withoutGreen(run: RecordedRun): RecordedRun {
	const { at, from, runs, widestGap, cluster, clusters, recording, document, version, digests } = run;
	return {
		...{ at, from, runs, widestGap, cluster, clusters, recording, document, version, digests },
		verdictOf: (id) => {
			const verdict = run.verdictOf(id);
			return verdict === null || isGreen(verdict) ? null : verdict;
		},
		reasonOf: (id) => run.reasonOf(id),
	};
}

/** Where `deploy` mounts the document, under a name that may differ outside. */
const mounted = "/document/";

/**
 * Whether a run was about this document. A log has its name as it was called then: from a folder above, or in another checkout, of which
 * the last folder is the same.
 */
function isSameDocument(recorded: string, path: string): boolean {
	if (recorded.startsWith(mounted)) return true;
	const parts = (name: string): string[] => name.split(/[\\/]/).filter((part) => part !== "" && part !== "." && part !== "..");
	const [was, is] = [parts(recorded), parts(path)];
	const compared = /^(?:[\\/]|[A-Za-z]:)/.test(recorded) ? was.slice(-2) : was;
	return is.slice(-compared.length).join("/") === compared.join("/");
}

/**
 * Whether an item or criterion, which is green now, was green in every run of the required time; null if it was. `runs` are those of the
 * same clusters, the oldest first; `now` is when the clusters were read, which for a recording is not the present.
 */
export function soakShortfall(
	id: string,
	runs: readonly RecordedRun[],
	now: number,
	{ duration, maxGap }: SoakRequirement,
): SoakShortfall | null {
	const streak = new Streak(maxGap);
	for (const run of runs) {
		const verdict = run.verdictOf(id);
		if (verdict === null) continue;
		if (isGreen(verdict)) streak.addGreen(run);
		else streak.addOther(run.at, run.reasonOf(id) ?? verdict.outcome);
	}
	const end = Math.max(now, streak.end ?? now);
	streak.addGreen({ from: end, at: end, widestGap: 0 });
	const { since, gap, lastOther } = streak;
	const held = end - (since ?? end);
	if (held >= duration) return null;
	const long = `green for ${describeDuration(held)} of the required ${describeDuration(duration)}`;
	if (gap !== null)
		return {
			reason: "GapInRuns",
			message: `${long}: no run from ${minute(gap.from)} to ${minute(gap.to)}, and at most ${describeDuration(maxGap)} may pass between two`,
		};
	if (lastOther !== null && end - lastOther.at <= duration)
		return { reason: "NotGreenThroughout", message: `${long}: not green at ${minute(lastOther.at)} (${lastOther.reason})` };
	return { reason: "NotGreenLongEnough", message: `${long}: the log has no earlier run that observed it` };
}

/** How long the runs that observed something were green without a break, up to the last one. */
class Streak {
	readonly #maxGap: number;
	since: number | null = null;
	/** When it was green last. */
	end: number | null = null;
	/** What broke the streak: too long a time without a run, or a run that was not green. */
	gap: { readonly from: number; readonly to: number } | null = null;
	lastOther: { readonly at: number; readonly reason: string } | null = null;

	constructor(maxGap: number) {
		this.#maxGap = maxGap;
	}

	addGreen({ from, at, widestGap }: Pick<RecordedRun, "from" | "at" | "widestGap">): void {
		if (this.since !== null && this.end !== null && from - this.end > this.#maxGap) this.#breakOff(this.end, from);
		this.since ??= from;
		// Equal runs that were too far apart prove only the last of them.
		if (widestGap > this.#maxGap) this.#breakOff(at - widestGap, at);
		this.end = Math.max(this.end ?? at, at);
	}

	addOther(at: number, reason: string): void {
		this.since = null;
		this.gap = null;
		this.lastOther = { at, reason };
	}

	#breakOff(from: number, to: number): void {
		this.gap = { from, to };
		this.since = to;
	}
}

function minute(milliseconds: number): string {
	const instant = new Date(milliseconds).toISOString();
	return `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`;
}
