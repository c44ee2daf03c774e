import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { stateOfJob } from "../../../src/probes/job/job-state.ts";
import { changed, cond, failedStatus, minutesAgo, now, object, ownedBy, pod, waitingStatus } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

function job(status: Fields = {}, spec: Fields = {}): KubeObject {
	return object({
		apiVersion: "batch/v1",
		kind: "Job",
		name: "seed",
		spec: { completions: 1, ...spec },
		status: { startTime: minutesAgo(20), ...status },
	});
}

const by = (conditions: readonly unknown[], status: Fields = {}, spec: Fields = {}): KubeObject =>
	job({ conditions, ...status }, spec);
const complete = cond("Complete", "True", "", "", minutesAgo(10));
const own = (name: string, minutes: number, status: Fields): KubeObject =>
	pod(name, { metadata: { ...ownedBy(job()), creationTimestamp: minutesAgo(minutes) }, status });

function said(one: KubeObject, ...pods: KubeObject[]): string {
	const { outcome, reason, words, hint } = stateOfJob(one, pods, now);
	return `${outcome} ${reason}: ${words}${hint === undefined ? "" : ` > ${hint?.replace("-n boulder-staging", "…")}`}`;
}

const resume = `kubectl patch … job/seed --type=merge -p '{"spec":{"suspend":false}}'`;

describe("a Job", () => {
	it.each<[string, KubeObject, string]>([
		["is complete", by([complete]), "pass Complete: completed 10 min ago"],
		["is complete, and does not say since when", by([{ type: "Complete", status: "True" }]), "pass Complete: completed"],
		["is not complete", by([cond("Complete", "False")]), "pending NotStarted: has had no pod for 20 min"],
		[
			"is complete, and suspended",
			by([complete], {}, { suspend: true }),
			`pending Suspended: is Complete, but is suspended > ${resume}`,
		],
		[
			"is complete, and suspended by its condition",
			by([complete, cond("Suspended", "True")]),
			`pending Suspended: is Complete, but is suspended > ${resume}`,
		],
		[
			"is complete, and was resumed before",
			by([complete, cond("Suspended", "False", "", "", minutesAgo(15))]),
			"pass Complete: completed 10 min ago",
		],
		[
			"was resumed since",
			by([complete, cond("Suspended", "False", "", "", minutesAgo(5))]),
			"pending Resumed: is Complete, but was resumed since",
		],
		["was started since", by([complete], { startTime: minutesAgo(5) }), "pending Resumed: is Complete, but was resumed since"],
		["was started in the same moment", by([complete], { startTime: minutesAgo(10) }), "pass Complete: completed 10 min ago"],
		[
			"says that it is complete while pods run",
			by([complete], { active: 1 }),
			"pending Running: is Complete, but still has active pods",
		],
		[
			"says that it is complete while pods are ready",
			by([complete], { ready: 1 }),
			"pending Running: is Complete, but still has active pods",
		],
		[
			"says that it is complete, and counts no numbers",
			by([complete], { active: "0" }),
			"pending Running: is Complete, but still has active pods",
		],
		[
			"waits for one pod to end",
			by([complete], { terminating: 1 }),
			"pending PodsTerminating: is Complete, but 1 pod of it still ends",
		],
		[
			"waits for two pods to end",
			by([complete], { terminating: 2 }),
			"pending PodsTerminating: is Complete, but 2 pods of it still end",
		],
		[
			"waits for an unknown number to end",
			by([complete], { terminating: "x" }),
			"pending PodsTerminating: is Complete, but 1 pod of it still end",
		],
		[
			"was to run nothing",
			by([complete], {}, { completions: 0 }),
			"fail RanNothing: is complete but ran nothing: its completions are 0",
		],
		[
			"has failed",
			by([complete, cond("Failed", "True", "BackoffLimitExceeded", "too often")]),
			"fail Failed: has failed (BackoffLimitExceeded: too often)",
		],
		["has failed, and says no more", by([cond("Failed", "True")]), "fail Failed: has failed"],
		["has failed for a reason", by([cond("Failed", "True", "DeadlineExceeded")]), "fail Failed: has failed (DeadlineExceeded)"],
		["is failing", by([cond("FailureTarget", "True", "PodFailurePolicy")]), "fail Failing: is failing (PodFailurePolicy)"],
		[
			"is not failing",
			by([cond("FailureTarget", "False"), cond("Failed", "Unknown")]),
			"pending NotStarted: has had no pod for 20 min",
		],
		[
			"is suspended",
			job({}, { suspend: true }),
			`pending Suspended: is suspended: it does nothing until it is resumed > ${resume}`,
		],
		[
			"is suspended by its condition",
			by([cond("Suspended", "True")]),
			`pending Suspended: is suspended: it does nothing until it is resumed > ${resume}`,
		],
		["is parked", job({}, { parallelism: 0 }), "pending Parked: is parked: its parallelism is 0, so it starts no pod"],
		[
			"is finishing",
			by([cond("SuccessCriteriaMet", "True")]),
			"pending Finishing: has met its success criteria, and its last pods are ending",
		],
		["has not begun", job({ startTime: undefined }), "pending NotStarted: has had no pod for 60 min"],
	])("%s", (_what, one, expected) => expect(said(one)).toBe(expected));

	it("that has failed reports its newest failed pod", () => {
		const failed = by([cond("Failed", "True", "BackoffLimitExceeded")]);
		const pods = [own("a", 9, failedStatus(1)), own("c", 3, failedStatus(3)), own("b", 6, failedStatus(2))];
		expect(said(failed, ...pods)).toBe(
			"fail Failed: has failed (BackoffLimitExceeded); pod c has failed: container main exited with code 3 > kubectl logs … pod/c -c main",
		);
		const others = [
			pod("stranger", { status: failedStatus(9), metadata: { creationTimestamp: minutesAgo(1) } }),
			own("d", 2, { phase: "Succeeded" }),
			changed(own("e", 1, failedStatus(5)), ["metadata", "deletionTimestamp"], now),
		];
		expect(said(failed, ...others, ...pods)).toContain("; pod c has failed");
		expect(said(failed, ...others)).toBe("fail Failed: has failed (BackoffLimitExceeded)");
		expect(said(failed, own("f", 1, { conditions: [cond("Ready", "True")] }))).toBe(
			"fail Failed: has failed (BackoffLimitExceeded)",
		);
	});

	it("that runs reports the state of its pods", () => {
		const ready = { phase: "Running", conditions: [cond("Ready", "True")] };
		expect(said(job(), own("a", 5, ready))).toBe("pending Running: has been running for 20 min, with 1 active pod");
		expect(said(job(), own("a", 5, ready), own("b", 4, ready))).toBe(
			"pending Running: has been running for 20 min, with 2 active pods",
		);
		expect(said(job(), own("a", 5, waitingStatus("ContainerCreating")))).toBe(
			"pending Running: has been running for 20 min: pod a has been starting for 30 min: container main > kubectl describe … pod/a",
		);
		expect(said(job(), own("a", 5, waitingStatus("CrashLoopBackOff", "", 2)))).toMatch(/^pending Running: .*CrashLoopBackOff/);
		expect(said(job(), own("a", 5, waitingStatus("ContainerCreating")), own("b", 9, waitingStatus("ImagePullBackOff")))).toBe(
			"fail ImagePullBackOff: has been running for 20 min, and cannot go on: pod b is in ImagePullBackOff: container main > kubectl describe … pod/b",
		);
		expect(said(job(), own("a", 5, failedStatus(4)), own("b", 9, failedStatus(5)))).toBe(
			"pending Retrying: has been running for 20 min, and will try again: pod a has failed: container main exited with code 4 > kubectl logs … pod/a -c main",
		);
		expect(said(job(), own("a", 5, { phase: "Succeeded" }))).toBe("pending NotStarted: has had no pod for 20 min");
		expect(said(job(), pod("stranger", { status: ready }))).toBe("pending NotStarted: has had no pod for 20 min");
	});
});
