import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listAt, numberAt } from "../../../src/cluster/objects/object.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import { changed } from "../objects.ts";
import {
	asJson,
	askOf,
	paths,
	type Recorded,
	recorded,
	withChanged,
	withCondition,
	withMetadata,
	withStatus,
} from "../recorded.ts";

const workloads = [
	["Deployment", "sa", "D44", ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"], ["Available"]],
	["StatefulSet", "db", "S00", ["readyReplicas", "updatedReplicas", "availableReplicas"], []],
	["DaemonSet", "agent", "E00", ["currentNumberScheduled", "updatedNumberScheduled", "numberReady", "numberAvailable"], []],
	["ReplicaSet", "rs", "R00", ["readyReplicas", "availableReplicas"], []],
] as const;

describe.each(workloads)("a %s as the cluster gave it", (kind, name, row, counters, conditions) => {
	const world = recorded(row);
	const yaml = `{ kind: ${kind}, name: ${name} }`;
	const judge = (made: Recorded) => askOf(made, workloadProbe, yaml);
	const notGreen = async (made: Recorded): Promise<void> => {
		const found = await judge(made);
		expect(found.outcome, found.message).toMatch(/^(fail|pending)$/);
	};

	it("passes", async () => {
		const found = await judge(world);
		expect(found, found.message).toMatchObject({ outcome: "pass", reason: "RolledOut", hint: null });
	});

	it.each(counters.slice(1))("does not pass with one less %s", async (counter) => {
		await notGreen(
			withChanged(world, kind, (object) => withStatus(object, { [counter]: (numberAt(object, "status", counter) ?? 0) - 1 })),
		);
		await notGreen(withChanged(world, kind, (object) => withStatus(object, { [counter]: undefined })));
	});

	it.each(conditions)("does not pass without %s", async (type) => {
		for (const status of ["False", "Unknown", ""])
			await notGreen(withChanged(world, kind, (object) => withCondition(object, type, status)));
	});

	it("does not pass without its status, if its controller is behind, or if it is being deleted", async () => {
		for (const status of [undefined, null, {}, [], "", 3])
			await notGreen(withChanged(world, kind, (object) => ({ ...object, status })));
		await notGreen(
			withChanged(world, kind, (object) => withMetadata(object, { generation: (object.metadata.generation ?? 0) + 1 })),
		);
		await notGreen(withChanged(world, kind, (object) => withMetadata(object, { deletionTimestamp: world.observedAt })));
	});

	it("does not pass by pods that are another's, unready, ended, being deleted, or gone", async () => {
		await notGreen(withChanged(world, "Pod", () => null));
		await notGreen(withChanged(world, "Pod", (pod) => withMetadata(pod, { ownerReferences: [] })));
		await notGreen(
			withChanged(world, "Pod", (pod) =>
				withMetadata(pod, { ownerReferences: pod.metadata.ownerReferences?.map((owner) => ({ ...owner, uid: "another" })) }),
			),
		);
		await notGreen(withChanged(world, "Pod", (pod) => withCondition(pod, "Ready", "False")));
		await notGreen(withChanged(world, "Pod", (pod) => withCondition(pod, "Ready", "Unknown")));
		await notGreen(withChanged(world, "Pod", (pod) => withStatus(pod, { phase: "Failed" })));
		await notGreen(withChanged(world, "Pod", (pod) => withMetadata(pod, { deletionTimestamp: world.observedAt })));
		await notGreen(withChanged(world, "Pod", (pod) => ({ ...pod, status: undefined })));
	});

	it("does not pass where another object has its name now", async () => {
		await notGreen(withChanged(world, kind, (object) => withMetadata(object, { uid: "another" })));
	});

	it("does not pass while a container restarts", async () => {
		const since = new Date(Date.parse(world.observedAt) - 3_000).toISOString();
		await notGreen(
			withChanged(world, "Pod", (pod) => {
				const [status, ...others] = listAt(pod, "status", "containerStatuses");
				const restarted = {
					...Object(status),
					restartCount: 3,
					state: { running: { startedAt: since } },
					lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: since, finishedAt: since } },
				};
				return withStatus(pod, { containerStatuses: [restarted, ...others] });
			}),
		);
	});

	it("never throws, with any value in a field, and never prints undefined", async () => {
		const places = paths(world.objects);
		const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, "True", "", 0, -1, null, [], {}));
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...places), anything, async (path, to) => {
				const found = await judge({ ...world, objects: asJson(changed(world.objects, path, to)) });
				expect(found.message).not.toMatch(/undefined|NaN|\[object/);
			}),
			{ numRuns: 500 },
		);
	});

	it("never passes if no pod has a status, with any other content", async () => {
		const bare = world.objects.map((object) => (object.kind === "Pod" ? { ...object, status: undefined } : object));
		const places = paths(bare).filter(([index]) => bare[Number(index)]?.kind !== "Pod");
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue(), async (path, to) => {
				expect((await judge({ ...world, objects: asJson(changed(bare, path, to)) })).outcome).not.toBe("pass");
			}),
			{ numRuns: 200 },
		);
	});
});

describe("a Deployment", () => {
	const yaml = "{ kind: Deployment, name: sa }";
	const judge = (made: Recorded) => askOf(made, workloadProbe, yaml);

	it("waits for a pod of the old revision that does not end", async () => {
		const found = await judge(recorded("D48"));
		expect(found).toMatchObject({ outcome: "pending", reason: "OldReplicas" });
		expect(found.message).toMatch(/^Deployment sa is rolled out, but 1 pod of an old revision has not ended yet: sa-/);
	});

	it("is not red for its old pods that crash while the new ones start", async () => {
		const found = await judge(recorded("D57"));
		expect(found, found.message).toMatchObject({ outcome: "pending", reason: "RollingOut" });
		expect(found.message).not.toContain("CrashLoopBackOff");
	});

	it("is not red by an exceeded deadline once what was undone is ready again", async () => {
		const late = (made: Recorded) =>
			withChanged(made, "Deployment", (object) =>
				withStatus(withCondition(object, "Progressing", "False", "ProgressDeadlineExceeded"), { replicas: 2 }),
			);
		expect(await judge(late(recorded("D44")))).toMatchObject({ outcome: "pending" });
		const unready = withChanged(late(recorded("D44")), "Pod", (pod) =>
			withMetadata(withCondition(pod, "Ready", "False"), { creationTimestamp: "2019-01-01T00:00:00Z" }),
		);
		expect(await judge(unready)).toMatchObject({ outcome: "fail", reason: "ProgressDeadlineExceeded" });
	});

	it("distinguishes unobserved changes from earlier ones", async () => {
		const unseen = withChanged(recorded("D44"), "Deployment", (object) => ({ ...object, status: {} }));
		expect((await judge(unseen)).message).toBe("Deployment sa has no status yet: its controller has not processed it");
	});

	it("names the readiness gate that is not met, and the pod that no kubelet has started", async () => {
		const gated = withChanged(
			withChanged(recorded("D44"), "Deployment", (object) => withStatus(object, { readyReplicas: 0 })),
			"Pod",
			(pod) => ({
				...withCondition(pod, "Ready", "False", "ReadinessGatesNotReady"),
				spec: { ...Object(pod.spec), readinessGates: [{ conditionType: "example.com/in-pool" }] },
			}),
		);
		expect((await judge(gated)).message).toContain("its readiness gate example.com/in-pool is not met");
		const unstarted = withChanged(recorded("D44"), "Pod", (pod) => ({ ...pod, status: { phase: "Pending" } }));
		expect((await judge(unstarted)).message).toContain("the kubelet of its node has not reported on it");
	});
});

describe("a StatefulSet that is stuck on a broken pod of the revision before", () => {
	it("is red, and reports which pod to delete", async () => {
		const found = await askOf(recorded("S07"), workloadProbe, "{ kind: StatefulSet, name: db }");
		expect(found).toMatchObject({ outcome: "fail", hint: "kubectl delete -n boulder-staging pod/db-1" });
		expect(found.message).toContain("it is of an old revision and blocks the update");
	});
});
