import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { hpaProbe } from "../../../src/probes/hpa/hpa-probe.ts";
import { jobProbe } from "../../../src/probes/job/job-probe.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import { ask, changed, cond, object } from "../objects.ts";
import { hpa } from "../passing.ts";

type Fields = Readonly<Record<string, unknown>>;

const idle = (kind: string, metadata: Fields = {}): KubeObject =>
	object({
		apiVersion: "apps/v1",
		kind,
		name: "q",
		metadata: { generation: 1, ...metadata },
		spec: { replicas: 0 },
		status: { observedGeneration: 1, replicas: 0 },
	});
const scaledObject = (spec: Fields, conditions: readonly Fields[], metadata: Fields = {}): KubeObject =>
	object({ apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", name: "q", metadata, spec, status: { conditions } });
const target = (kind?: string): Fields => ({ scaleTargetRef: { name: "q", ...(kind === undefined ? {} : { kind }) } });
const quiet = [cond("Ready", "True"), cond("Active", "False", "ScalerNotActive"), cond("Paused", "False", "Paused")];
const rollout = object({
	apiVersion: "argoproj.io/v1alpha1",
	kind: "Rollout",
	name: "q",
	spec: { workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "q" } },
});
const autoscaler = (minReplicas: number): KubeObject =>
	object({
		apiVersion: "autoscaling/v2",
		kind: "HorizontalPodAutoscaler",
		name: "q",
		spec: { minReplicas, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "q" } },
	});

describe("a workload of zero replicas", () => {
	it.each<[string, string, readonly KubeObject[], string]>([
		["by KEDA, as there is nothing to do", "Deployment", [idle("Deployment"), scaledObject(target(), quiet)], "parked"],
		[
			"by KEDA, a StatefulSet",
			"StatefulSet",
			[idle("StatefulSet"), scaledObject({ ...target("StatefulSet"), minReplicaCount: 0 }, quiet)],
			"parked",
		],
		[
			"by KEDA, while idle",
			"Deployment",
			[idle("Deployment"), scaledObject({ ...target(), minReplicaCount: 3, idleReplicaCount: 0 }, quiet)],
			"parked",
		],
		[
			"by a pause of KEDA",
			"Deployment",
			[
				idle("Deployment"),
				scaledObject({ ...target(), minReplicaCount: 3 }, quiet, { annotations: { "autoscaling.keda.sh/paused-replicas": "0" } }),
			],
			"parked",
		],
		["by its autoscaler", "Deployment", [idle("Deployment"), autoscaler(0)], "parked"],
		["by a Rollout that runs its pods", "Deployment", [idle("Deployment"), rollout], "parked"],
		["at night", "Deployment", [idle("Deployment", { annotations: { "downscaler/original-replicas": "3" } })], "parked"],
		["by hand", "Deployment", [idle("Deployment")], "fail"],
		["by hand, beside an autoscaler that wants two", "Deployment", [idle("Deployment"), autoscaler(2)], "fail"],
		[
			"beside a ScaledObject of another",
			"Deployment",
			[idle("Deployment"), scaledObject({ scaleTargetRef: { name: "other" } }, quiet)],
			"fail",
		],
		[
			"beside a ScaledObject of another kind",
			"Deployment",
			[idle("Deployment"), scaledObject(target("StatefulSet"), quiet)],
			"fail",
		],
		[
			"against what KEDA wants",
			"Deployment",
			[idle("Deployment"), scaledObject({ ...target(), minReplicaCount: 2 }, quiet)],
			"pending",
		],
		[
			"for a moment more",
			"Deployment",
			[idle("Deployment"), scaledObject(target(), [cond("Ready", "True"), cond("Active", "True")])],
			"pending",
		],
		[
			"by KEDA, which does not work",
			"Deployment",
			[idle("Deployment"), scaledObject(target(), [cond("Ready", "False")])],
			"pending",
		],
	])("%s", async (_, kind, objects, wanted) => {
		const found = await ask(workloadProbe, `{ kind: ${kind}, name: q }`, { objects });
		expect(found.reason).toBe("ScaledToZero");
		expect(found.parked === true ? "parked" : found.outcome, found.message).toBe(wanted);
		if (wanted === "parked") expect(found.message).toMatch(/is parked: /);
		// Whoever scales it would undo this.
		if (wanted !== "fail") expect(found.hint).not.toContain("kubectl scale");
		else expect(found.hint).toBe("kubectl scale -n boulder-staging deployment/q --replicas=1");
	});

	it("is distinguished from one that may not be read", async () => {
		const objects = [idle("Deployment"), scaledObject(target(), quiet)];
		expect(await ask(workloadProbe, "{ kind: Deployment, name: q }", { objects, forbidden: ["ScaledObject"] })).toMatchObject({
			outcome: "fail",
			reason: "ScaledToZero",
		});
	});
});

it("an autoscaler whose target KEDA has scaled to zero is parked, one scaled by hand is not", async () => {
	const off = changed(
		hpa,
		["status", "conditions"],
		[cond("AbleToScale", "True"), cond("ScalingActive", "False", "ScalingDisabled")],
	);
	const deployment = object({ apiVersion: "apps/v1", kind: "Deployment", name: "boulder-wfe2", spec: { replicas: 0 } });
	const yaml = `{ name: ${hpa.metadata.name} }`;
	expect(await ask(hpaProbe, yaml, { objects: [off, deployment] })).toMatchObject({ outcome: "fail", reason: "ScalingDisabled" });
	const owner = [{ apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", name: "wfe", uid: "u", controller: true }];
	expect(
		await ask(hpaProbe, yaml, { objects: [changed(off, ["metadata", "ownerReferences"], owner), deployment] }),
	).toMatchObject({
		outcome: "pending",
		reason: "ScaledToZero",
		parked: true,
	});
});

it("a suspended Job is parked, and no hint resumes what a queue holds back", async () => {
	const job = (labels: Fields): KubeObject =>
		object({
			apiVersion: "batch/v1",
			kind: "Job",
			name: "q",
			metadata: { labels },
			spec: { suspend: true },
			status: { conditions: [cond("Suspended", "True")] },
		});
	const own = await ask(jobProbe, "{ name: q }", { objects: [job({})] });
	expect(own).toMatchObject({ outcome: "pending", reason: "Suspended", parked: true });
	expect(own.hint).toContain('{"spec":{"suspend":false}}');
	const queued = await ask(jobProbe, "{ name: q }", { objects: [job({ "kueue.x-k8s.io/queue-name": "night" })] });
	expect(queued).toMatchObject({ outcome: "pending", parked: true });
	expect(queued.message).toContain("by Kueue (queue night)");
	expect(queued.hint).not.toContain("suspend");
});
