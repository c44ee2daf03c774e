import { describe, expect, it } from "vitest";
import { diagnosePod, hasEnded, isReady } from "../../../src/probes/shared/pods.ts";
import { unstable } from "../../../src/probes/workload/restarts.ts";
import { changed, cond, failedStatus, minutesAgo, now, pod, waitingStatus } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const secondsAgo = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();
const scheduled = cond("PodScheduled", "True");
const unready = cond("Ready", "False", "ContainersNotReady", "containers with unready status: [main]", minutesAgo(3));
const container = (fields: Fields): Fields => ({ name: "main", ready: false, restartCount: 0, ...fields });

/** The status of a pod that is not ready, by its containers. */
const with_ = (containers: readonly Fields[], more: Fields = {}): Fields => ({
	phase: "Running",
	conditions: [scheduled, unready],
	containerStatuses: containers,
	...more,
});

/** `permanent? reason: message > command`. */
function told(status: Fields, more: { readonly spec?: Fields; readonly metadata?: Fields } = {}): string | null {
	const issue = diagnosePod(pod("sa-1", { status, ...more }), now);
	if (issue === null) return null;
	const where = "-n boulder-staging pod/sa-1";
	return `${issue.permanent ? "permanent " : ""}${issue.reason}: ${issue.message} > ${issue.next?.replace(where, "…")}`;
}

describe("a pod that is not ready", () => {
	const crash = (fields: Fields): Fields =>
		container({ state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } }, ...fields });
	const ended = (exitCode: number, reason = "Error", message = ""): Fields => ({ terminated: { exitCode, reason, message } });

	it.each<[string, Fields, string]>([
		[
			"crashes",
			with_([crash({ restartCount: 5, lastState: ended(1) })]),
			"permanent CrashLoopBackOff: pod sa-1 is in CrashLoopBackOff: container main exited with code 1, restarted 5 times > kubectl logs … -c main --previous",
		],
		[
			"has crashed once, out of memory",
			with_([crash({ restartCount: 1, lastState: ended(137, "OOMKilled") })]),
			"permanent CrashLoopBackOff: pod sa-1 is in CrashLoopBackOff: container main exited with code 137 (OOMKilled), restarted 1 time > kubectl logs … -c main --previous",
		],
		[
			"crashes, and does not tell how",
			with_([crash({ restartCount: 2 })]),
			"permanent CrashLoopBackOff: pod sa-1 is in CrashLoopBackOff: container main, restarted 2 times > kubectl logs … -c main --previous",
		],
		[
			"crashes before its first container",
			with_([], {
				initContainerStatuses: [{ ...crash({ restartCount: 2, lastState: ended(2, "Error", "no table") }), name: "migrate" }],
			}),
			"permanent CrashLoopBackOff: pod sa-1 is in CrashLoopBackOff: init container migrate exited with code 2 (no table), restarted 2 times > kubectl logs … -c migrate --previous",
		],
		[
			"has no image",
			waitingStatus("ImagePullBackOff", 'Back-off pulling image "sa:9"'),
			'permanent ImagePullBackOff: pod sa-1 is in ImagePullBackOff: container main: Back-off pulling image "sa:9" > kubectl describe …',
		],
		[
			"has failed to pull once",
			waitingStatus("ErrImagePull", "timeout"),
			"ErrImagePull: pod sa-1 is in ErrImagePull: container main: timeout > kubectl describe …",
		],
		[
			"names an image that is none",
			waitingStatus("InvalidImageName"),
			"permanent InvalidImageName: pod sa-1 is in InvalidImageName: container main > kubectl describe …",
		],
		[
			"may not pull",
			waitingStatus("ErrImageNeverPull"),
			"permanent ErrImageNeverPull: pod sa-1 is in ErrImageNeverPull: container main > kubectl describe …",
		],
		[
			"lacks a Secret",
			waitingStatus("CreateContainerConfigError", 'secret "db" not found'),
			'permanent CreateContainerConfigError: pod sa-1 is in CreateContainerConfigError: container main: secret "db" not found > kubectl describe …',
		],
		[
			"cannot be made",
			waitingStatus("CreateContainerError"),
			"permanent CreateContainerError: pod sa-1 is in CreateContainerError: container main > kubectl describe …",
		],
		[
			"cannot be run",
			waitingStatus("RunContainerError"),
			"permanent RunContainerError: pod sa-1 is in RunContainerError: container main > kubectl describe …",
		],
		[
			"is being made",
			waitingStatus("ContainerCreating"),
			"ContainerCreating: pod sa-1 has been starting for 30 min: container main > kubectl describe …",
		],
		[
			"waits for its init containers",
			waitingStatus("PodInitializing"),
			"PodInitializing: pod sa-1 has been starting for 30 min: container main > kubectl describe …",
		],
		[
			"has a container that ended",
			with_([container({ state: ended(3, "Error", "bad flag") })]),
			"ContainerEnded: pod sa-1 is not ready: container main exited with code 3 (bad flag) > kubectl logs … -c main",
		],
		[
			"has an init container that failed",
			with_([container({})], { initContainerStatuses: [{ ...container({ state: ended(1) }), name: "migrate" }] }),
			"ContainerEnded: pod sa-1 is not ready: init container migrate exited with code 1 > kubectl logs … -c migrate",
		],
		[
			"has an init container that is done",
			with_([container({})], { initContainerStatuses: [{ ...container({ state: ended(0, "Completed") }), name: "migrate" }] }),
			"NotReady: pod sa-1 has not been ready for 3 min: the readiness of main fails > kubectl describe …",
		],
		[
			"fails its probe, one container of two",
			with_([container({}), { name: "proxy", ready: true }]),
			"NotReady: pod sa-1 has not been ready for 3 min: the readiness of main fails > kubectl describe …",
		],
		[
			"says nothing of its containers",
			with_([{ name: "main", ready: true }]),
			"ContainersNotReady: pod sa-1 has not been ready for 3 min: containers with unready status: [main] > kubectl describe …",
		],
		[
			"says nothing at all",
			{ phase: "Running", containerStatuses: [{ name: "main", ready: true }] },
			"NotReady: pod sa-1 has not been ready for 60 min: its Ready condition is not True > kubectl describe …",
		],
		[
			"was not looked at by its kubelet",
			{ phase: "Pending" },
			"NotStarted: pod sa-1 has not been started for 60 min: the kubelet of its node has not reported on it > kubectl describe …",
		],
		[
			"has no node",
			{
				phase: "Pending",
				conditions: [cond("PodScheduled", "False", "Unschedulable", "0/3 nodes are available", minutesAgo(7))],
			},
			"Unschedulable: pod sa-1 waits for a node for 7 min: 0/3 nodes are available > kubectl describe …",
		],
		[
			"has no node, and nobody says why",
			{ phase: "Pending", conditions: [cond("PodScheduled", "False", "SchedulingGated")] },
			"SchedulingGated: pod sa-1 waits for a node for 30 min: SchedulingGated > kubectl describe …",
		],
		[
			"has failed",
			failedStatus(2),
			"permanent Failed: pod sa-1 has failed: container main exited with code 2 > kubectl logs … -c main",
		],
		[
			"has failed, as a whole",
			{ phase: "Failed", message: "no disk" },
			"permanent Failed: pod sa-1 has failed: no disk > kubectl describe …",
		],
		["has failed without a word", { phase: "Failed" }, "permanent Failed: pod sa-1 has failed: Failed > kubectl describe …"],
		[
			"was not taken by its node",
			{ phase: "Failed", reason: "UnexpectedAdmissionError" },
			"permanent UnexpectedAdmissionError: pod sa-1 has failed: UnexpectedAdmissionError > kubectl describe …",
		],
		[
			"was evicted",
			{ ...failedStatus(137), reason: "Evicted", message: "low on memory" },
			"permanent Evicted: pod sa-1 has failed: Evicted: low on memory > kubectl describe …",
		],
		[
			"was on a node that went down",
			{ ...failedStatus(137), reason: "NodeShutdown" },
			"permanent NodeShutdown: pod sa-1 has failed: NodeShutdown > kubectl describe …",
		],
		[
			"made room for others",
			{ ...failedStatus(137), reason: "Preempting" },
			"permanent Preempting: pod sa-1 has failed: Preempting > kubectl describe …",
		],
		[
			"took too long",
			{ ...failedStatus(137), reason: "DeadlineExceeded" },
			"permanent DeadlineExceeded: pod sa-1 has failed: DeadlineExceeded > kubectl describe …",
		],
		["has ended", { phase: "Succeeded" }, "permanent Completed: pod sa-1 has ended and no longer serves > kubectl describe …"],
	])("reports why: it %s", (_what, status, expected) => expect(told(status)).toBe(expected));

	it("reports that it is ending, or which gate is not met", () => {
		expect(told(with_([container({})]), { metadata: { deletionTimestamp: now } })).toBe(
			"Terminating: pod sa-1 is being deleted > kubectl describe …",
		);
		const gates = { readinessGates: [{ conditionType: "in-pool" }, { conditionType: "warm" }] };
		const conditions = [scheduled, cond("Ready", "False", "ReadinessGatesNotReady"), cond("warm", "True")];
		expect(told(with_([{ name: "main", ready: true }], { conditions }), { spec: gates })).toBe(
			"ReadinessGatesNotReady: pod sa-1 has not been ready for 30 min: its readiness gate in-pool is not met > kubectl describe …",
		);
	});

	it("has no issue once it is", () => expect(diagnosePod(pod("sa-1"), now)).toBeNull());
});

describe("a pod", () => {
	it.each<[string, Fields, boolean, boolean]>([
		["with its condition", { phase: "Running", conditions: [cond("Ready", "True")] }, true, false],
		["with ready containers alone", { phase: "Running", containerStatuses: [{ name: "main", ready: true }] }, false, false],
		["with a condition of before it failed", { phase: "Failed", conditions: [cond("Ready", "True")] }, false, true],
		["that has succeeded", { phase: "Succeeded", conditions: [cond("Ready", "False", "PodCompleted")] }, false, true],
		["of which nobody knows", { phase: "Running", conditions: [cond("Ready", "Unknown")] }, false, false],
	])("%s", (_what, status, ready, over) => {
		const one = pod("sa-1", { status });
		expect([isReady(one), hasEnded(one)]).toEqual([ready, over]);
		expect(isReady(changed(one, ["metadata", "deletionTimestamp"], now))).toBe(false);
	});
});

describe("a ready pod is believed", () => {
	const since = (ready: string, containers: readonly Fields[] = []): ReturnType<typeof pod> =>
		pod("sa-1", {
			status: { phase: "Running", conditions: [cond("Ready", "True", "", "", ready)], containerStatuses: containers },
		});
	const restarted = (running: number, previous: number | null, restarts = 1): Fields => {
		const finishedAt = secondsAgo(running + 1);
		const startedAt = previous === null ? undefined : secondsAgo(running + 1 + previous);
		return {
			name: "main",
			restartCount: restarts,
			state: { running: { startedAt: secondsAgo(running) } },
			lastState: { terminated: { exitCode: 7, finishedAt, startedAt } },
		};
	};
	const old = minutesAgo(50);

	it.each<[string, ReturnType<typeof pod>, string | null]>([
		["after a while", since(secondsAgo(10)), null],
		["not before", since(secondsAgo(9)), "pod sa-1 has been ready for 9 s only"],
		[
			"by its condition, if that does not tell since when",
			pod("sa-1", { status: { conditions: [{ type: "Ready", status: "True" }] } }),
			null,
		],
		["when it outlived its previous run", since(old, [restarted(70, 60)]), null],
		[
			"not before it did",
			since(old, [restarted(69, 60, 2)]),
			"container main of pod sa-1 restarted 2 times, and runs for 69 s only (exit code 7 before)",
		],
		[
			"not before it ran for a while",
			since(old, [restarted(9, null)]),
			"container main of pod sa-1 restarted 1 time, and runs for 9 s only (exit code 7 before)",
		],
		["when it ran for a while, if nobody knows of before", since(old, [restarted(10, null)]), null],
		["after ten minutes, however long it ran before", since(old, [restarted(600, 7200)]), null],
		[
			"not before these",
			since(old, [restarted(599, 7200)]),
			"container main of pod sa-1 restarted 1 time, and runs for 10 min only (exit code 7 before)",
		],
		["if what is said to have ended never restarted", since(old, [restarted(1, 60, 0)]), null],
		["if it restarted long ago, and nothing is said to have ended", since(old, [{ ...restarted(60, 60), lastState: {} }]), null],
	])("%s", (_what, one, why) => expect(unstable(one, 10_000, now)).toBe(why));

	it("regardless of its init containers", () => {
		const one = since(old);
		const init = changed(one, ["status", "initContainerStatuses"], [restarted(1, 60)]);
		expect(unstable(init, 10_000, now)).toBeNull();
	});
});
