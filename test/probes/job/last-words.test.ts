import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { ClusterProblem, type ProblemKind } from "../../../src/cluster/problem.ts";
import type { Item } from "../../../src/model/item.ts";
import { stateOfJob } from "../../../src/probes/job/job-state.ts";
import { lastKnown } from "../../../src/probes/job/last-known.ts";
import { item as itemWith, said } from "../attested.ts";
import { clusterOf, minutesAgo, namespace, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const event = (reason: string, minutes: number, more: Fields = {}): KubeObject =>
	object({
		apiVersion: "v1",
		kind: "Event",
		name: `${reason}-${minutes}`,
		involvedObject: { kind: "Job", name: "seed" },
		reason,
		lastTimestamp: minutesAgo(minutes),
		...more,
	});
const checked: Item = { ...itemWith(), box: { value: true, span: { start: 0, end: 1 } } };
const known = async (events: readonly KubeObject[], item: Item | null = null, byPrefix = false): Promise<string | null> => {
	const found = await lastKnown(clusterOf({ objects: events }), { namespace, name: "seed", byPrefix, item });
	return found === null ? null : `${found.failed ? "failed" : "done"} ${found.reason}: ${found.words}`;
};

describe("a Job that is gone", () => {
	it.each<[string, readonly KubeObject[], string | null]>([
		["completed by its event", [event("Completed", 5)], "done Completed: an event reports that it completed 5 min ago"],
		[
			"failed by its event",
			[event("BackoffLimitExceeded", 5, { message: "too often" })],
			"failed BackoffLimitExceeded: failed 5 min ago: too often",
		],
		["failed without words", [event("DeadlineExceeded", 5)], "failed DeadlineExceeded: failed 5 min ago: DeadlineExceeded"],
		["failed by its policy", [event("PodFailurePolicy", 5)], "failed PodFailurePolicy: failed 5 min ago: PodFailurePolicy"],
		["failed by its indexes", [event("FailedIndexes", 5)], "failed FailedIndexes: failed 5 min ago: FailedIndexes"],
		[
			"failed by too many indexes",
			[event("MaxFailedIndexesExceeded", 5)],
			"failed MaxFailedIndexesExceeded: failed 5 min ago: MaxFailedIndexesExceeded",
		],
		[
			"failed last",
			[event("Completed", 9), event("BackoffLimitExceeded", 5)],
			"failed BackoffLimitExceeded: failed 5 min ago: BackoffLimitExceeded",
		],
		[
			"completed last",
			[event("BackoffLimitExceeded", 9), event("Completed", 5)],
			"done Completed: an event reports that it completed 5 min ago",
		],
		[
			"completed at a newer kind of time",
			[event("Completed", 5, { lastTimestamp: null, eventTime: minutesAgo(7) })],
			"done Completed: an event reports that it completed 7 min ago",
		],
		["only began", [event("SuccessfulCreate", 5)], null],
		["of another name", [event("Completed", 5, { involvedObject: { kind: "Job", name: "seed-2" } })], null],
		["that was a Pod", [event("Completed", 5, { involvedObject: { kind: "Pod", name: "seed" } })], null],
		["of which nothing is said", [], null],
	])("%s", async (_what, events, wanted) => expect(await known(events)).toBe(wanted));

	it("is known by the beginning of its name, where that is asked for", async () => {
		const run = [event("Completed", 5, { involvedObject: { kind: "Job", name: "seed-2" } })];
		expect(await known(run, null, true)).toContain("completed 5 min ago");
		expect(await known([event("Completed", 5, { involvedObject: { kind: "Job", name: "reseed" } })], null, true)).toBeNull();
	});

	it("is known by the box of its item, where no event tells", async () => {
		expect(await known([], checked)).toBe("done CheckedOff: the only record is that the item was checked off");
		expect(await known([], { ...checked, evidence: [said("2026-11-01"), said("2026-11-02", "Bo", null, "ran")] })).toBe(
			"done CheckedOff: the only record is that the item was checked off (ran, 2026-11-02)",
		);
		expect(await known([], itemWith(said("2026-11-01")))).toBeNull();
		expect(await known([event("BackoffLimitExceeded", 5)], checked)).toMatch(/^failed/);
	});

	it("is not known by an error, but where its events may not be seen", async () => {
		const asked = (kind: ProblemKind, item: Item | null) =>
			lastKnown(clusterOf({ problem: new ClusterProblem(kind, "x") }), { namespace, name: "seed", byPrefix: false, item });
		for (const kind of ["forbidden", "not-recorded"] as const) {
			expect(await asked(kind, null)).toBeNull();
			expect((await asked(kind, checked))?.reason).toBe("CheckedOff");
		}
		for (const kind of ["unreachable", "timeout", "unknown-kind"] as const)
			await expect(asked(kind, checked)).rejects.toThrow(ClusterProblem);
	});
});

describe("a suspended Job", () => {
	const state = (metadata: Fields, spec: Fields = {}): string => {
		const job = object({ apiVersion: "batch/v1", kind: "Job", name: "seed", metadata, spec: { suspend: true, ...spec } });
		const { outcome, parked, words, hint } = stateOfJob(job, [], now);
		return `${parked === true ? "parked" : outcome}: ${words}${hint === undefined ? "" : " > patch"}`;
	};
	const owner = (kind: string, controller: boolean): Fields => ({
		ownerReferences: [{ apiVersion: "x/v1", kind, name: "o", uid: "u", controller }],
	});

	it.each<[string, Fields, Fields, string]>([
		["by a person", {}, {}, "parked: is suspended: it does nothing until it is resumed > patch"],
		[
			"by a queue",
			{ labels: { "kueue.x-k8s.io/queue-name": "big" } },
			{},
			"parked: is suspended by Kueue (queue big): it does nothing until it is resumed",
		],
		[
			"by another controller",
			{},
			{ managedBy: "kueue.x-k8s.io/multikueue" },
			"parked: is suspended by kueue.x-k8s.io/multikueue: it does nothing until it is resumed",
		],
		[
			"by its own controller",
			{},
			{ managedBy: "kubernetes.io/job-controller" },
			"parked: is suspended: it does nothing until it is resumed > patch",
		],
		["by its owner", owner("JobSet", true), {}, "parked: is suspended by JobSet o: it does nothing until it is resumed"],
		["of a CronJob", owner("CronJob", true), {}, "parked: is suspended: it does nothing until it is resumed > patch"],
		[
			"of an owner that does not control it",
			owner("JobSet", false),
			{},
			"parked: is suspended: it does nothing until it is resumed > patch",
		],
	])("%s", (_what, metadata, spec, wanted) => expect(state(metadata, spec)).toBe(wanted));
});
