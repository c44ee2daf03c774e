import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { hpaProbe } from "../../../src/probes/hpa/hpa-probe.ts";
import { pdbProbe } from "../../../src/probes/pdb/pdb-probe.ts";
import { ask, changed, cond, deployment, minutesAgo, now, object, pod, waitingStatus } from "../objects.ts";
import { hpa, pdb } from "../passing.ts";

const target = deployment("boulder-wfe2", 2);
const able = cond("AbleToScale", "True", "SucceededGetScale");
const secondsAgo = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

function inactive(reason: string, message: string, since: string): KubeObject {
	return changed(hpa, ["status"], {
		currentReplicas: 2,
		desiredReplicas: 0,
		currentMetrics: null,
		conditions: [able, cond("ScalingActive", "False", reason, message, since)],
	});
}

describe("hpa", () => {
	const noMetrics =
		"the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API";
	const noRequest = "failed to get cpu utilization: missing request for cpu in container envoy of Pod boulder-wfe2-7d9f-0";
	const cases: readonly (readonly [string, readonly KubeObject[], string, string, RegExp])[] = [
		["H00 healthy", [hpa, ...target], "pass", "Scaling", /scales by cpu, between 2 and 5 replicas/],
		[
			"H01 no metrics server",
			[inactive("FailedGetResourceMetric", noMetrics, minutesAgo(5)), ...target],
			"fail",
			"FailedGetResourceMetric",
			/for 5 min.*no metrics returned/,
		],
		[
			"T29 a sidecar without requests",
			[inactive("FailedGetResourceMetric", noRequest, minutesAgo(5)), ...target],
			"fail",
			"FailedGetResourceMetric",
			/container envoy has no request for cpu/,
		],
		[
			"T31 without metrics for 30 s after a rollout",
			[inactive("FailedGetResourceMetric", noMetrics, secondsAgo(30)), ...target],
			"pending",
			"FailedGetResourceMetric",
			/for 30 s/,
		],
		[
			"two autoscalers of the same pods",
			[inactive("AmbiguousSelector", "pods by selector are controlled by multiple HPAs", minutesAgo(3)), ...target],
			"fail",
			"AmbiguousSelector",
			/multiple HPAs/,
		],
		[
			"invalid selector",
			[inactive("InvalidSelector", "the HPA target's scale is missing a selector", minutesAgo(3)), ...target],
			"fail",
			"InvalidSelector",
			/selector/,
		],
		[
			"H02 target scaled to zero",
			[
				inactive("ScalingDisabled", "scaling is disabled since the replica count of the target is zero", secondsAgo(1)),
				...target,
			],
			"fail",
			"ScalingDisabled",
			/scaled to zero/,
		],
		[
			"H03 pinned at its maximum",
			[
				changed(hpa, ["status", "conditions", 2], cond("ScalingLimited", "True", "TooManyReplicas", "more than the maximum")),
				...target,
			],
			"pending",
			"PinnedAtMaximum",
			/maximum of 5/,
		],
		[
			"wants fewer than its minimum, as at night",
			[changed(hpa, ["status", "conditions", 2], cond("ScalingLimited", "True", "TooFewReplicas")), ...target],
			"pass",
			"Scaling",
			/./,
		],
		["H05 no status", [changed(hpa, ["status"], {}), ...target], "pending", "NotObserved", /no status/],
		[
			"H05 status with counters alone",
			[changed(hpa, ["status"], { currentReplicas: 0, desiredReplicas: 0 }), ...target],
			"pending",
			"NotObserved",
			/has not reported/,
		],
		["H06 target that does not exist", [hpa, ...deployment("boulder-wfe", 2)], "fail", "TargetNotFound", /there is boulder-wfe/],
		[
			"H06 scale that cannot be read",
			[
				changed(hpa, ["status"], {
					currentReplicas: 0,
					conditions: [
						cond("AbleToScale", "False", "FailedGetScale", "the HPA controller was unable to get the target's current scale"),
					],
				}),
				...target,
			],
			"fail",
			"FailedGetScale",
			/unable to get/,
		],
		[
			"conditions in another order",
			[
				changed(
					hpa,
					["status", "conditions"],
					[cond("ScalingLimited", "False"), cond("ScalingActive", "False", "FailedGetResourceMetric", "x", minutesAgo(9)), able],
				),
				...target,
			],
			"fail",
			"FailedGetResourceMetric",
			/x/,
		],
		[
			"active, but without a value",
			[changed(hpa, ["status", "currentMetrics"], [{ type: "" }]), ...target],
			"pending",
			"NoMetrics",
			/not read a metric yet/,
		],
		[
			"active by one metric of two",
			[
				changed(hpa, ["spec", "metrics", 1], {
					type: "Pods",
					pods: { metric: { name: "rps" }, target: { type: "AverageValue", averageValue: "9" } },
				}),
				...target,
			],
			"pending",
			"NoMetrics",
			/no value for rps/,
		],
		[
			"no room to scale",
			[changed(hpa, ["spec", "maxReplicas"], 2), ...target],
			"fail",
			"CannotScale",
			/at least 2 and at most 2/,
		],
		[
			"target without replicas",
			[changed(hpa, ["status", "currentReplicas"], 0), ...target],
			"pending",
			"NoReplicas",
			/no replicas/,
		],
		[
			"target being deleted",
			[hpa, ...target.map((each, index) => (index === 0 ? changed(each, ["metadata", "deletionTimestamp"], now) : each))],
			"fail",
			"TargetTerminating",
			/being deleted/,
		],
	];
	it.each(cases)("%s", async (_, objects, outcome, reason, words) => {
		const found = await ask(hpaProbe, "{ name: boulder-wfe2 }", { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it("compares it with the expected target and metrics", async () => {
		const objects = [hpa, ...target];
		expect(await ask(hpaProbe, "{ name: boulder-wfe2, target: Deployment/boulder-ra-1 }", { objects })).toMatchObject({
			outcome: "fail",
			reason: "WrongTarget",
		});
		expect(await ask(hpaProbe, "{ name: boulder-wfe2, metrics: [cpu, validation_latency] }", { objects })).toMatchObject({
			outcome: "fail",
			reason: "MetricNotConfigured",
		});
	});
});

describe("pdb", () => {
	const labels = { app: "boulder-ca" };
	const pods = [pod("ca-1", { labels }), pod("ca-2", { labels })];
	const counts = (expectedPods: number, currentHealthy: number, desiredHealthy: number, disruptionsAllowed: number): KubeObject =>
		changed(pdb, ["status"], {
			observedGeneration: 1,
			expectedPods,
			currentHealthy,
			desiredHealthy,
			disruptionsAllowed,
			conditions: [cond("DisruptionAllowed", disruptionsAllowed > 0 ? "True" : "False", "InsufficientPods")],
		});
	const starting = pod("ca-2", { labels, status: waitingStatus("ContainerCreating") });
	const crashing = pod("ca-2", { labels, status: waitingStatus("CrashLoopBackOff", "", 7) });
	const cases: readonly (readonly [string, readonly KubeObject[], string, string, RegExp])[] = [
		["P00 healthy", [pdb, ...pods], "pass", "Protects", /protects 2 pods .*allows 1 disruption/],
		["P01 selects nothing, by its own count", [counts(0, 0, 0, 0), ...pods], "fail", "SelectsNothing", /protects no pods/],
		[
			"P01 selects nothing, by labels, whatever its status says",
			[pdb, pod("ra-1", { labels: { app: "boulder-ra" } })],
			"fail",
			"SelectsNothing",
			/app=boulder-ca/,
		],
		[
			"selects only pods that have ended",
			[pdb, pod("ca-1", { labels, status: { phase: "Succeeded" } })],
			"fail",
			"SelectsNothing",
			/no pod/,
		],
		["no selector", [changed(pdb, ["spec", "selector"], undefined), ...pods], "fail", "SelectsNothing", /no pod/],
		["T32 during a rollout", [counts(2, 1, 1, 0), pods[0] ?? pdb, starting], "pending", "NoDisruptionAllowed", /1 of 2 pods/],
		[
			"pods that will not come right",
			[counts(3, 1, 2, 0), pods[0] ?? pdb, crashing],
			"fail",
			"CrashLoopBackOff",
			/CrashLoopBackOff/,
		],
		[
			"maxUnavailable 0",
			[counts(2, 2, 2, 0), ...pods],
			"fail",
			"BlocksEveryDrain",
			/never allows a disruption: it requires 2 of 2/,
		],
		["one replica with minAvailable 1", [counts(1, 1, 1, 0), pods[0] ?? pdb], "fail", "BlocksEveryDrain", /1 of 1 pod/],
		["one replica with minAvailable 1, not ready", [counts(1, 0, 1, 0), starting], "fail", "BlocksEveryDrain", /./],
		["minAvailable 0", [counts(2, 2, 0, 2), ...pods], "fail", "ProtectsNothing", /every pod be evicted/],
		[
			"a disruption going on",
			[counts(3, 2, 2, 0), ...pods, pod("ca-3", { labels, status: waitingStatus("ContainerCreating") })],
			"pending",
			"NoDisruptionAllowed",
			/2 of 3/,
		],
		[
			"cannot be worked out",
			[
				changed(
					pdb,
					["status", "conditions"],
					[cond("DisruptionAllowed", "False", "SyncFailed", "found no controllers for pod")],
				),
				...pods,
			],
			"fail",
			"SyncFailed",
			/no controllers/,
		],
		[
			"a status without counts",
			[changed(pdb, ["status"], { observedGeneration: 1 }), ...pods],
			"pending",
			"NotObserved",
			/has not reported/,
		],
		[
			"never observed",
			[changed(pdb, ["status", "observedGeneration"], undefined), ...pods],
			"pending",
			"StaleGeneration",
			/has not observed/,
		],
		[
			"a second budget of the same pods",
			[
				pdb,
				object({ apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: "everything", spec: { selector: {} }, status: {} }),
				...pods,
			],
			"fail",
			"Overlaps",
			/everything also selects/,
		],
	];
	it.each(cases)("%s", async (_, objects, outcome, reason, words) => {
		const found = await ask(pdbProbe, "{ name: boulder-ca }", { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it("requires as many pods as the probe does, and those of the workload", async () => {
		expect(await ask(pdbProbe, "{ name: boulder-ca, minPods: 3 }", { objects: [pdb, ...pods] })).toMatchObject({
			outcome: "fail",
			reason: "TooFewPods",
		});
		const yaml = "{ name: boulder-ca, selects: Deployment/boulder-ca }";
		expect(await ask(pdbProbe, yaml, { objects: [pdb, ...pods] })).toMatchObject({ outcome: "fail", reason: "NotFound" });
		const other = deployment("boulder-ca", 2, { app: "boulder-ca-1" });
		const found = await ask(pdbProbe, yaml, { objects: [pdb, ...pods, ...other] });
		expect(found).toMatchObject({ outcome: "fail", reason: "LeavesOut" });
		expect(await ask(pdbProbe, yaml, { objects: [pdb, ...pods, ...deployment("boulder-ca", 0)] })).toMatchObject({
			outcome: "fail",
			reason: "SelectsNothing",
		});
	});
});
