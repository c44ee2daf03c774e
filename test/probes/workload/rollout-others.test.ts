import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { cond, object, ownedBy, pod, waitingStatus } from "../objects.ts";
import { but, conditions, type Path, spec, status, verdict } from "./rollouts.ts";

describe("a StatefulSet", () => {
	const owner = object({
		apiVersion: "apps/v1",
		kind: "StatefulSet",
		name: "sa",
		metadata: { generation: 1 },
		spec: { replicas: 2 },
		status: {
			observedGeneration: 1,
			replicas: 2,
			readyReplicas: 2,
			updatedReplicas: 2,
			availableReplicas: 2,
			updateRevision: "sa-b",
		},
	});
	const of = (revision: string, index: number): KubeObject =>
		pod(`sa-${index}`, { labels: { "controller-revision-hash": revision }, metadata: ownedBy(owner) });
	const set = [owner, of("sa-b", 0), of("sa-b", 1)];
	const half = [owner, of("sa-b", 0), of("sa-a", 1)];
	const strategy = (type: string, partition?: number): readonly [Path, unknown] => [
		["spec", "updateStrategy"],
		{ type, rollingUpdate: { partition } },
	];

	it.each<[string, readonly KubeObject[], string]>([
		["rolled out", set, "pass RolledOut: is rolled out: 2 of 2 replicas ready, for 30 min"],
		["one pod of which is old", half, "pending RollingOut: has 1 pod of an old revision (sa-1) > …"],
		[
			"whose pods are updated when they are deleted",
			but(half, strategy("OnDelete")),
			"pending HeldByOnDelete: has 1 pod of an old revision, which stays until it is deleted (OnDelete) > kubectl delete -n boulder-staging pod/sa-1",
		],
		[
			"whose pods are all old",
			but([owner, of("sa-a", 0), of("sa-a", 1)], strategy("OnDelete")),
			"pending HeldByOnDelete: has 2 pods of an old revision, which stay until they are deleted (OnDelete) > kubectl delete -n boulder-staging pod/sa-0",
		],
		[
			"held back",
			but(half, strategy("RollingUpdate", 1)),
			"pending HeldByPartition: has 1 pod of an old revision, held by the partition 1 > …",
		],
		["not held back", but(set, strategy("RollingUpdate", 1)), "pass RolledOut: is rolled out: 2 of 2 replicas ready, for 30 min"],
		["getting ready", but(set, status("readyReplicas", 1)), "pending RollingOut: has 1 of 2 replicas ready > …"],
		["getting updated", but(set, status("updatedReplicas", 1)), "pending RollingOut: has 1 of 2 replicas updated > …"],
		["getting available", but(set, status("availableReplicas", 1)), "pending RollingOut: has 1 of 2 replicas available > …"],
		[
			"without a revision",
			but(set, status("updateRevision", undefined)),
			"pending RollingOut: has 2 pods of an old revision (sa-0) > …",
		],
		[
			"of one, unless it says how many",
			but(set.slice(0, 2), spec("replicas", undefined)),
			"pass RolledOut: is rolled out: 1 of 1 replicas ready, for 30 min",
		],
	])("%s", async (_what, objects, expected) => expect(await verdict("StatefulSet", objects)).toBe(expected));

	it("is stuck on a broken pod of the revision before, and only on such a one", async () => {
		const broken = half.map((one) =>
			one.metadata.name === "sa-1" ? { ...one, status: waitingStatus("ImagePullBackOff") } : one,
		);
		expect(await verdict("StatefulSet", but(broken, status("readyReplicas", 1)))).toBe(
			"fail ImagePullBackOff: has 1 of 2 replicas ready: pod sa-1 is in ImagePullBackOff: container main; it is of an old revision and blocks the update > kubectl delete -n boulder-staging pod/sa-1",
		);
		const starting = half.map((one) =>
			one.metadata.name === "sa-1" ? { ...one, status: waitingStatus("ContainerCreating") } : one,
		);
		expect(await verdict("StatefulSet", but(starting, status("readyReplicas", 1)))).toMatch(
			/^pending .*has been starting .* > kubectl describe/,
		);
	});
});

describe("a DaemonSet", () => {
	const counters = {
		desiredNumberScheduled: 2,
		currentNumberScheduled: 2,
		updatedNumberScheduled: 2,
		numberReady: 2,
		numberAvailable: 2,
	};
	const owner = object({
		apiVersion: "apps/v1",
		kind: "DaemonSet",
		name: "sa",
		metadata: { generation: 1 },
		spec: {},
		status: { observedGeneration: 1, ...counters },
	});
	const set = [owner, pod("sa-x", { metadata: ownedBy(owner) }), pod("sa-y", { metadata: ownedBy(owner) })];
	const onDelete: readonly [Path, unknown] = [["spec", "updateStrategy"], { type: "OnDelete" }];

	it.each<[string, readonly KubeObject[], string]>([
		["rolled out", set, "pass RolledOut: is rolled out: 2 of 2 replicas ready, for 30 min"],
		[
			"that fits no node",
			but(set, status("desiredNumberScheduled", 0)),
			"fail NothingScheduled: runs on no node: no node matches its selector and tolerations > …",
		],
		[
			"on one node of two",
			but(set, status("currentNumberScheduled", 1)),
			"pending RollingOut: has 1 of 2 replicas scheduled > …",
		],
		["getting updated", but(set, status("updatedNumberScheduled", 1)), "pending RollingOut: has 1 of 2 replicas updated > …"],
		[
			"whose pods are updated when they are deleted",
			but(set, status("updatedNumberScheduled", 1), onDelete),
			"pending HeldByOnDelete: has 1 of 2 replicas updated; old pods stay until they are deleted (OnDelete) > …",
		],
		[
			"that is updated, whatever its strategy",
			but(set, onDelete),
			"pass RolledOut: is rolled out: 2 of 2 replicas ready, for 30 min",
		],
		[
			"getting ready, whatever its strategy",
			but(set, status("numberReady", 1), onDelete),
			"pending RollingOut: has 1 of 2 replicas ready > …",
		],
		["getting available", but(set, status("numberAvailable", 1)), "pending RollingOut: has 1 of 2 replicas available > …"],
	])("%s", async (_what, objects, expected) => expect(await verdict("DaemonSet", objects)).toBe(expected));
});

describe("a ReplicaSet", () => {
	const owner = object({
		apiVersion: "apps/v1",
		kind: "ReplicaSet",
		name: "sa",
		metadata: { generation: 1 },
		spec: { replicas: 1 },
		status: { observedGeneration: 1, replicas: 1, readyReplicas: 1, availableReplicas: 1 },
	});
	const set = [owner, pod("sa-x", { metadata: ownedBy(owner) })];

	it.each<[string, readonly KubeObject[], string]>([
		["rolled out", set, "pass RolledOut: is rolled out: 1 of 1 replicas ready, for 30 min"],
		[
			"without a word on how many",
			but(set, spec("replicas", undefined)),
			"pass RolledOut: is rolled out: 1 of 1 replicas ready, for 30 min",
		],
		["getting ready", but(set, status("readyReplicas", 0)), "pending RollingOut: has 0 of 1 replicas ready > …"],
		["getting available", but(set, status("availableReplicas", 0)), "pending RollingOut: has 0 of 1 replicas available > …"],
		[
			"refused its pods",
			but(set, conditions(cond("ReplicaFailure", "True", "FailedCreate", "exceeded quota"))),
			"fail FailedCreate: cannot create its pods: exceeded quota > …",
		],
		[
			"refused its pods, nobody says why",
			but(set, conditions(cond("ReplicaFailure", "True"))),
			"fail ReplicaFailure: cannot create its pods:  > …",
		],
		[
			"no longer refused",
			but(set, conditions(cond("ReplicaFailure", "False"))),
			"pass RolledOut: is rolled out: 1 of 1 replicas ready, for 30 min",
		],
	])("%s", async (_what, objects, expected) => expect(await verdict("ReplicaSet", objects)).toBe(expected));
});
