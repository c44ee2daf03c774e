import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { ClusterProblem, type ProblemKind } from "../../../src/cluster/problem.ts";
import { scaledBy } from "../../../src/probes/workload/scaled-by.ts";
import { clusterOf, cond, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const workload = (metadata: Fields = {}, kind = "Deployment"): KubeObject =>
	object({ apiVersion: "apps/v1", kind, name: "web", metadata });
const said = async (objects: readonly KubeObject[], of = workload()): Promise<string | null> => {
	const found = await scaledBy(clusterOf({ objects }), of);
	return found === null ? null : `${found.setsZero ? "parks" : "starts"}: ${found.words}`;
};
const scaledObject = (spec: Fields, conditions: readonly Fields[], metadata: Fields = {}): KubeObject =>
	object({
		apiVersion: "keda.sh/v1alpha1",
		kind: "ScaledObject",
		name: "so",
		metadata,
		spec: { scaleTargetRef: { name: "web" }, ...spec },
		status: { conditions },
	});
const autoscaler = (spec: Fields): KubeObject =>
	object({
		apiVersion: "autoscaling/v2",
		kind: "HorizontalPodAutoscaler",
		name: "hpa",
		spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, ...spec },
	});
const rollout = (reference: Fields): KubeObject =>
	object({ apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "ro", spec: { workloadRef: reference } });

const ready = [cond("Ready", "True"), cond("Active", "False")];
const parked = "parks: is parked: KEDA has scaled it to zero because there is no work";

describe("a workload of no replicas, by KEDA", () => {
	it.each<[string, KubeObject, string | null]>([
		["is parked while there is no work", scaledObject({}, ready), parked],
		["is parked with a floor of zero", scaledObject({ minReplicaCount: 0 }, ready), parked],
		["is parked at its idle count", scaledObject({ minReplicaCount: 2, idleReplicaCount: 0 }, ready), parked],
		[
			"is to run at its floor",
			scaledObject({ minReplicaCount: 1 }, ready),
			"starts: is scaled to zero, but KEDA requires at least 1",
		],
		[
			"is to run at its idle count",
			scaledObject({ minReplicaCount: 3, idleReplicaCount: 1 }, ready),
			"starts: is scaled to zero, but KEDA requires at least 1",
		],
		[
			"is about to start",
			scaledObject({}, [cond("Ready", "True"), cond("Active", "True")]),
			"starts: is scaled to zero, and KEDA is about to start it",
		],
		[
			"is not started by what is not ready",
			scaledObject({}, [cond("Ready", "False")]),
			"starts: is scaled to zero, and its ScaledObject is not ready to start it",
		],
		[
			"is not started by what says nothing",
			scaledObject({}, []),
			"starts: is scaled to zero, and its ScaledObject is not ready to start it",
		],
		[
			"is paused",
			scaledObject({ minReplicaCount: 1 }, [cond("Paused", "True")]),
			"parks: is parked: it is scaled to zero, and its ScaledObject is paused",
		],
		[
			"is held at zero",
			scaledObject({ minReplicaCount: 1 }, [], { annotations: { "autoscaling.keda.sh/paused-replicas": "0" } }),
			"parks: is parked: KEDA keeps it at zero replicas, as its ScaledObject is paused",
		],
		[
			"is held at one",
			scaledObject({ minReplicaCount: 1 }, [], { annotations: { "autoscaling.keda.sh/paused-replicas": "1" } }),
			"starts: is scaled to zero, but KEDA requires at least 1",
		],
		["is not scaled for another", scaledObject({ scaleTargetRef: { name: "db" } }, ready), null],
		["is not scaled for another kind", scaledObject({ scaleTargetRef: { name: "web", kind: "StatefulSet" } }, ready), null],
	])("%s", async (_what, scaler, wanted) => expect(await said([scaler])).toBe(wanted));
});

describe("a workload of no replicas", () => {
	it.each<[string, KubeObject, string | null]>([
		[
			"is scaled by its autoscaler",
			autoscaler({ minReplicas: 0 }),
			"parks: is parked: its HorizontalPodAutoscaler has scaled it to zero (minReplicas 0)",
		],
		["is not scaled by one that asks for more", autoscaler({ minReplicas: 1 }), null],
		["is not scaled by one that asks for one", autoscaler({}), null],
		[
			"is not scaled by the autoscaler of another",
			autoscaler({ minReplicas: 0, scaleTargetRef: { kind: "Deployment", name: "db" } }),
			null,
		],
		[
			"is run by a Rollout",
			rollout({ kind: "Deployment", name: "web" }),
			"parks: is parked: Rollout ro runs its pods, and has scaled it to zero",
		],
		["is not run by the Rollout of another", rollout({ kind: "Deployment", name: "db" }), null],
	])("%s", async (_what, scaler, wanted) => expect(await said([scaler])).toBe(wanted));

	it.each<[string, string | null]>([
		["downscaler/original-replicas", "kube-downscaler"],
		["kube-green.stratio.com/sleep", "kube-green"],
		["serving.knative.dev/service", "Knative"],
		["autoscaling.knative.dev/class", "Knative"],
		["sablier.enable", "Sablier"],
		["sablier.group", "Sablier"],
		["x-downscaler/original-replicas", null],
		["downscaler/original-replicas-x", null],
		["x.serving.knative.dev/service", null],
		["x.kube-green.stratio.com/sleep", null],
		["sablier.enabled", null],
		["my-sablier.enable", null],
	])("with the mark %s is scaled by %s", async (mark, who) => {
		const wanted = who === null ? null : `parks: is parked: ${who} has scaled it to zero`;
		expect(await said([], workload({ annotations: { a: "b", [mark]: "1" } }))).toBe(wanted);
		expect(await said([], workload({ labels: { [mark]: "1" } }))).toBe(wanted);
	});

	it("is scaled by whoever is asked first", async () => {
		const all = [rollout({ kind: "Deployment", name: "web" }), autoscaler({ minReplicas: 0 }), scaledObject({}, ready)];
		expect(await said(all)).toBe(parked);
		expect(await said(all.slice(0, 2))).toContain("HorizontalPodAutoscaler");
		expect(await said([scaledObject({ scaleTargetRef: { name: "db" } }, ready), scaledObject({}, ready)])).toBe(parked);
	});

	it("is excused by nothing that cannot be seen, and by no error", async () => {
		const asked = (kind: ProblemKind) => scaledBy(clusterOf({ problem: new ClusterProblem(kind, "x") }), workload());
		for (const kind of ["unknown-kind", "forbidden", "not-recorded"] as const) expect(await asked(kind)).toBeNull();
		await expect(asked("unreachable")).rejects.toThrow(ClusterProblem);
	});
});
