import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { resourcesProbe } from "../../../src/probes/resources/resources-probe.ts";
import { ask, cond, minutesAgo, now, object, pod, waitingStatus } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

/** `outcome Reason: message > hint`. */
async function verdict(yaml: string, objects: readonly KubeObject[]): Promise<string> {
	const { outcome, reason, message, hint } = await ask(resourcesProbe, `{ ${yaml} }`, { objects });
	return `${outcome} ${reason}: ${message}${hint === null ? "" : ` > ${hint.replace("-n boulder-staging", "…")}`}`;
}

describe("by the rule of its kind", () => {
	const one = (
		apiVersion: string,
		kind: string,
		status: Fields,
		namespace: string | null = null,
		metadata: Fields = {},
	): KubeObject => object({ apiVersion, kind, name: "x", namespace, metadata, status });
	const of = (each: KubeObject, more = ""): Promise<string> =>
		verdict(`apiVersion: ${each.apiVersion}, kind: ${each.kind}${more}`, [each]);
	const ready = cond("Ready", "True");

	it.each<[string, KubeObject, string]>([
		["a node", one("v1", "Node", { conditions: [ready] }), "pass Ready: 1 Node, and it is ready"],
		[
			"a node that is not ready",
			one("v1", "Node", { conditions: [cond("Ready", "False", "KubeletNotReady", "no network")] }),
			"fail KubeletNotReady: Node x has not been ready for 30 min: no network > kubectl describe node/x",
		],
		[
			"a node of which nobody hears",
			one("v1", "Node", { conditions: [cond("Ready", "Unknown", "NodeStatusUnknown")] }),
			"pending NodeStatusUnknown: Node x has not been ready for 30 min: NodeStatusUnknown > kubectl describe node/x",
		],
		[
			"a node that has just restarted",
			one("v1", "Node", { conditions: [cond("Ready", "False", "KubeletNotReady", "", minutesAgo(1))] }),
			"pending KubeletNotReady: Node x has not been ready for 60 s: KubeletNotReady > kubectl describe node/x",
		],
		[
			"a node that is cordoned",
			{ ...one("v1", "Node", { conditions: [ready] }), spec: { unschedulable: true } },
			"pending Cordoned: Node x is parked: it is cordoned and accepts no new pods > kubectl describe node/x",
		],
		[
			"a node that an autoscaler is about to remove",
			{
				...one("v1", "Node", { conditions: [ready] }),
				spec: { taints: [{ key: "ToBeDeletedByClusterAutoscaler", effect: "NoSchedule" }] },
			},
			"pending Tainted: Node x accepts no new pods: it has the taint ToBeDeletedByClusterAutoscaler:NoSchedule > kubectl describe node/x",
		],
		[
			"a node that is out of memory",
			one("v1", "Node", { conditions: [ready, cond("MemoryPressure", "True", "KubeletHasInsufficientMemory")] }),
			"fail KubeletHasInsufficientMemory: Node x has had the condition MemoryPressure for 30 min: KubeletHasInsufficientMemory > kubectl describe node/x",
		],
		[
			"a node that somebody reserved",
			{
				...one("v1", "Node", { conditions: [ready, cond("DiskPressure", "False")] }),
				spec: { taints: [{ key: "dedicated", value: "ca", effect: "NoSchedule" }] },
			},
			"pass Ready: 1 Node, and it is ready",
		],
		[
			"a node that is to be used last",
			{
				...one("v1", "Node", { conditions: [ready] }),
				spec: { taints: [{ key: "DeletionCandidateOfClusterAutoscaler", effect: "PreferNoSchedule" }] },
			},
			"pass Ready: 1 Node, and it is ready",
		],
		[
			"an API whose server starts",
			one("apiregistration.k8s.io/v1", "APIService", {
				conditions: [cond("Available", "False", "FailedDiscoveryCheck", "", minutesAgo(1))],
			}),
			"pending FailedDiscoveryCheck: APIService x has not been available for 60 s: FailedDiscoveryCheck > kubectl describe apiservice/x",
		],
		["a node that says nothing", one("v1", "Node", {}), "pending NotReady: Node x is not ready > kubectl describe node/x"],
		[
			"an API that is served",
			one("apiregistration.k8s.io/v1", "APIService", { conditions: [cond("Available", "True")] }),
			"pass Ready: 1 APIService, and it is ready",
		],
		[
			"an API that is not",
			one("apiregistration.k8s.io/v1", "APIService", {
				conditions: [cond("Available", "False", "MissingEndpoints", "no endpoints")],
			}),
			"fail MissingEndpoints: APIService x has not been available for 30 min: no endpoints > kubectl describe apiservice/x",
		],
		["a namespace", one("v1", "Namespace", { phase: "Active" }), "pass Ready: 1 Namespace, and it is ready"],
		[
			"a namespace that is going",
			one("v1", "Namespace", { phase: "Terminating" }),
			"pending NotActive: Namespace x is Terminating, expected Active > kubectl describe namespace/x",
		],
		[
			"a namespace that says nothing",
			one("v1", "Namespace", {}),
			"pending NotActive: Namespace x is not set, expected Active > kubectl describe namespace/x",
		],
		[
			"something else of that name",
			one("example.com/v1", "Namespace", { phase: "Active" }, "boulder-staging"),
			'unknown NoRule: Namespace x exists, but nothing shows whether it works > define what is expected of a Namespace: add "expect" to the probe, such as "object.status.phase == \'Active\'"',
		],
		[
			"a custom resource",
			one("example.com/v1", "Widget", { conditions: [ready] }, "boulder-staging"),
			"pass Ready: 1 Widget in boulder-staging, and it is ready",
		],
		[
			"a custom resource that is stalled",
			one("example.com/v1", "Widget", { conditions: [ready, cond("Stalled", "True", "NoQuota")] }, "boulder-staging"),
			"fail NoQuota: Widget x has had the condition Stalled for 30 min: NoQuota > kubectl describe … widget/x",
		],
		[
			"a custom resource that is stalled without a word",
			one("example.com/v1", "Widget", { conditions: [ready, cond("Stalled", "True")] }, "boulder-staging"),
			"fail Stalled: Widget x has had the condition Stalled for 30 min > kubectl describe … widget/x",
		],
		[
			"a custom resource that is being reconciled",
			one(
				"example.com/v1",
				"Widget",
				{ conditions: [ready, cond("Reconciling", "True", "Progressing", "step 2")] },
				"boulder-staging",
			),
			"pending Progressing: Widget x has had the condition Reconciling for 30 min: step 2 > kubectl describe … widget/x",
		],
		[
			"a kind of Kubernetes that has no such rule",
			one("coordination.k8s.io/v1", "Lease", { conditions: [ready] }, "boulder-staging"),
			'unknown NoRule: Lease x exists, but nothing shows whether it works > define what is expected of a Lease: add "expect" to the probe',
		],
		[
			"a policy",
			one("networking.k8s.io/v1", "NetworkPolicy", { conditions: [ready] }, "boulder-staging"),
			"unknown NoRule: NetworkPolicy x exists, but nothing shows whether it works > define what is expected of it, or use the probe type networkpolicy",
		],
	])("%s", async (_what, each, expected) => expect(await of(each)).toBe(expected));

	it("a condition of before is not believed, one of now is", async () => {
		const widget = (observedGeneration: number): KubeObject =>
			one("example.com/v1", "Widget", { conditions: [{ ...ready, observedGeneration }] }, "boulder-staging", { generation: 2 });
		expect(await of(widget(1))).toBe(
			"pending StaleGeneration: Widget x was changed, but its condition Ready is older than the change > kubectl describe … widget/x",
		);
		expect(await of(widget(2))).toMatch(/^pass/);
		expect(
			await of(one("example.com/v1", "Widget", { conditions: [{ ...ready, observedGeneration: 1 }] }, "boulder-staging")),
		).toMatch(/^pass/);
	});

	it("a pod, by its end where it was to end", async () => {
		const ended = { phase: "Succeeded" };
		const of_ = (each: KubeObject): Promise<string> => verdict("apiVersion: v1, kind: Pod", [each]);
		expect(await of_(pod("x"))).toBe("pass Ready: 1 Pod in boulder-staging, and it is ready");
		expect(await of_(pod("x", { status: ended, spec: { restartPolicy: "Never" } }))).toMatch(/^pass/);
		expect(await of_(pod("x", { status: ended, spec: { restartPolicy: "Always" } }))).toBe(
			"fail Completed: pod x has ended and no longer serves > kubectl describe … pod/x",
		);
		expect(await of_(pod("x", { spec: { restartPolicy: "Never" }, status: waitingStatus("ContainerCreating") }))).toMatch(
			/^pending ContainerCreating: pod x has been starting/,
		);
		expect(await of_(pod("x", { status: waitingStatus("ImagePullBackOff") }))).toMatch(
			/^fail ImagePullBackOff: pod x is in ImagePullBackOff/,
		);
		const young = { phase: "Running", conditions: [cond("Ready", "True", "", "", now)] };
		expect(await of_(pod("x", { status: young }))).toBe(
			"pending NotStable: Pod x is ready, but pod x has been ready for 0 s only > verify again, or with --wait 1m",
		);
	});
});
