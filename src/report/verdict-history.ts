import { groupBy } from "../model/group-by.ts";
import type { State } from "../model/verdict.ts";
import { isGreen, type RecordedRun, type RecordedVerdict, type VerdictLog } from "./verdict-log.ts";
import type { ItemOutcome } from "./verdict-record.ts";

/** The result of `history --verdicts`: the shape of its JSON (schemas/verdict-history.schema.json). */
export interface VerdictHistory {
	readonly schemaVersion: 1;
	readonly log: string;
	/** Lines of the log that were left out: cut off or conflict markers, and runs dated in the future. */
	readonly leftOut: number;
	/** One entry for each cluster, or set of clusters, that runs asked; the one that was asked last comes first. */
	readonly clusters: readonly ClusterHistory[];
}

export interface ClusterHistory {
	readonly contexts: readonly string[];
	/** Of the namespace kube-system; null where it could not be read. */
	readonly uids: readonly (string | null)[];
	readonly runs: number;
	/** When the clusters were read first and last, by the log. */
	readonly from: string;
	readonly to: string;
	/** Versions of the tool and digests of the probes file under which the runs were made, as far as they changed: the newest last. */
	readonly changes: readonly JudgeChange[];
	/** Every item and criterion that one of the runs observed; what is red comes first, then what flapped most. */
	readonly items: readonly ItemHistory[];
}

/** From here on the runs were judged by another version or other probes. */
export interface JudgeChange {
	readonly at: string;
	readonly version: string;
	readonly probes: string | null;
}

export interface ItemHistory {
	readonly id: string;
	/** The state in the last run that observed it. Null for a success criterion, which has no checkbox. */
	readonly state: State | null;
	readonly outcome: ItemOutcome;
	readonly reason: string | null;
	/** Whether its probe passes, according to the newest run. */
	readonly green: boolean;
	/** The newest run did not observe it: this is from an earlier one. */
	readonly observed: boolean;
	readonly lastObserved: string;
	/** Since when every run that observed it had the same result as the last one: green, or the same outcome. */
	readonly since: string;
	/** The longest time without an observation since then, in seconds. */
	readonly widestGap: number;
	/** How many runs observed it. */
	readonly runs: number;
	/** How many times it stopped being green. */
	readonly flaps: number;
	/** When it first regressed, or failed after it had been green; for a criterion, when it first failed. Null: never. */
	readonly firstRed: string | null;
	readonly lastRed: string | null;
}

export function verdictHistory(log: VerdictLog, file: string): VerdictHistory {
	const groups = groupBy(log.runs, ({ cluster }) => cluster);
	const clusters = [...groups.values()].flatMap((runs) => clusterHistory(runs, log.ids));
	clusters.sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : 0));
	return { schemaVersion: 1, log: file, leftOut: log.unreadable + log.future, clusters };
}

function clusterHistory(runs: readonly RecordedRun[], ids: readonly string[]): ClusterHistory[] {
	const newest = runs.at(-1);
	if (newest === undefined) return [];
	// A line that for several runs is sorted by its last one.
	const oldest = runs.reduce((first, { from }) => Math.min(first, from), newest.from);
	const changes: JudgeChange[] = [];
	for (const { from, version, digests } of runs) {
		const last = changes.at(-1);
		if (last?.version !== version || last.probes !== digests.probes)
			changes.push({ at: instant(from), version, probes: digests.probes });
	}
	const items = ids.flatMap((id) => itemHistory(id, runs) ?? []);
	items.sort((a, b) => urgency(b) - urgency(a) || b.flaps - a.flaps || (a.id < b.id ? -1 : 1));
	return [
		{
			contexts: newest.clusters.map(({ context }) => context),
			uids: newest.clusters.map(({ uid }) => uid),
			runs: runs.reduce((sum, run) => sum + run.runs, 0),
			from: instant(oldest),
			to: instant(newest.at),
			changes,
			items,
		},
	];
}

function urgency({ observed, green, outcome, firstRed }: ItemHistory): number {
	if (outcome === "fail" && firstRed !== null) return 4;
	if (!observed) return 3;
	if (outcome === "unknown") return 2;
	return green ? 0 : 1;
}

/** The history of one item with the same clusters; null if no run observed it. `runs`: the oldest first. */
function itemHistory(id: string, runs: readonly RecordedRun[]): ItemHistory | null {
	let last: { readonly run: RecordedRun; readonly verdict: RecordedVerdict } | null = null;
	let [since, widestGap, observations, flaps] = [0, 0, 0, 0];
	let wasGreen = false;
	let firstRed: number | null = null;
	let lastRed: number | null = null;
	for (const run of runs) {
		const verdict = run.verdictOf(id);
		if (verdict === null) continue;
		const green = isGreen(verdict);
		if (last === null || !isSame(last.verdict, verdict)) {
			since = run.from;
			widestGap = run.widestGap;
		} else widestGap = Math.max(widestGap, run.widestGap, run.from - last.run.at);
		const stops = verdict.outcome === "fail" || (verdict.outcome === "pending" && !green);
		if (last !== null && isGreen(last.verdict) && stops) flaps += 1;
		if (verdict.outcome === "fail" && (wasGreen || verdict.state === "regressed" || verdict.state === null)) {
			firstRed ??= run.from;
			lastRed = run.at;
		}
		wasGreen ||= green;
		observations += run.runs;
		last = { run, verdict };
	}
	if (last === null) return null;
	const { run, verdict } = last;
	const observed = run === runs.at(-1);
	return {
		id,
		state: verdict.state,
		outcome: verdict.outcome,
		reason: run.reasonOf(id),
		green: observed && isGreen(verdict),
		observed,
		lastObserved: instant(run.at),
		since: instant(since),
		widestGap: Math.round(widestGap / 1000),
		runs: observations,
		flaps,
		firstRed: firstRed === null ? null : instant(firstRed),
		lastRed: lastRed === null ? null : instant(lastRed),
	};
}

/** Both green, or neither and with the same outcome. */
function isSame(one: RecordedVerdict, other: RecordedVerdict): boolean {
	if (isGreen(one) || isGreen(other)) return isGreen(one) === isGreen(other);
	return one.outcome === other.outcome;
}

function instant(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}
