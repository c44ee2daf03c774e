import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { autoscaler, deployment, job } from "../../../cluster/control-plane/manifests.ts";
import { simulateCpu } from "../../../cluster/servers/metrics-api.ts";
import { pods } from "../making.ts";
import { all, cond, is, number, podReady, present, status, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const deployments = "{ resources: { apiVersion: apps/v1, kind: Deployment } }";
const available = (name: string) => status("Deployment", name, { availableReplicas: 1, conditions: [cond("Available", "True")] });
const rules = (namespace: string): Manifest => ({
	apiVersion: "policy/v1",
	kind: "PodDisruptionBudget",
	metadata: { name: "sa", namespace },
	spec: { maxUnavailable: 1, selector: { matchLabels: { app: "sa" } } },
});

export const rulesOfKinds: Family = {
	title: "Objects judged by the rule of their kind",
	rows: [
		{
			id: "K40",
			state: "two Deployments, both rolled out",
			want: "pass",
			probe: "{ resources: { apiVersion: apps/v1, kind: Deployment, exactly: 2 } }",
			make: (namespace) => [deployment(namespace, "sa"), deployment(namespace, "ra")],
			reached: all(available("sa"), available("ra")),
		},
		{
			id: "K41",
			state: "two Deployments, one crashes",
			want: "fail",
			probe: deployments,
			make: (namespace) => [deployment(namespace, "sa"), deployment(namespace, "ra", { annotations: pods("crash-loop") })],
			reached: all(available("sa"), number("Pod", 1, waitsFor("CrashLoopBackOff"))),
		},
		{
			id: "K42",
			state: "two Deployments, one scaled to zero",
			want: "not-green",
			probe: deployments,
			make: (namespace) => [deployment(namespace, "sa"), deployment(namespace, "ra", { replicas: 0 })],
			reached: all(available("sa"), is("Deployment", "ra", { status: { observedGeneration: 1 } })),
		},
		{
			id: "K43",
			state: "Job complete, by the rule of its kind",
			want: "pass",
			probe: "{ resources: { apiVersion: batch/v1, kind: Job } }",
			make: (namespace) => [job(namespace, "init")],
			reached: status("Job", "init", { conditions: [cond("Complete", "True")] }),
		},
		{
			id: "K44",
			state: "Job running, by the rule of its kind",
			want: "pending",
			probe: "{ resources: { apiVersion: batch/v1, kind: Job } }",
			make: (namespace) => [job(namespace, "init", { annotations: pods("run") })],
			reached: number("Pod", 1, podReady),
		},
		{
			id: "K45",
			state: "Job with nothing to do, by the rule of its kind",
			want: "not-green",
			probe: "{ resources: { apiVersion: batch/v1, kind: Job } }",
			make: (namespace) => [job(namespace, "init", { spec: { completions: 0 } })],
			reached: status("Job", "init", { conditions: [cond("Complete", "True")] }),
		},
		{
			id: "K46",
			state: "autoscaler healthy, by the rule of its kind",
			want: "not-red",
			probe: "{ resources: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler } }",
			make: (namespace) => [
				deployment(namespace, "sa", {
					podSpec: { containers: [{ name: "main", image: "m", resources: { requests: { cpu: "100m" } } }] },
					annotations: { [simulateCpu]: "50m" },
				}),
				autoscaler(namespace, "sa"),
			],
			reached: status("HorizontalPodAutoscaler", "sa", { conditions: [cond("ScalingActive", "True")], currentMetrics: present }),
		},
		{
			id: "K47",
			state: "autoscaler without a target, by the rule of its kind",
			want: "not-green",
			probe: "{ resources: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler } }",
			make: (namespace) => [autoscaler(namespace, "sa")],
			reached: status("HorizontalPodAutoscaler", "sa", { conditions: [cond("AbleToScale", "False")] }),
		},
		{
			id: "K48",
			state: "budget that selects nothing, by the rule of its kind",
			want: "not-green",
			probe: "{ resources: { apiVersion: policy/v1, kind: PodDisruptionBudget } }",
			make: (namespace) => [rules(namespace)],
			reached: status("PodDisruptionBudget", "sa", { expectedPods: 0, observedGeneration: 1 }),
		},
		{
			id: "K49",
			state: "budget that protects, by the rule of its kind",
			want: "not-red",
			probe: "{ resources: { apiVersion: policy/v1, kind: PodDisruptionBudget } }",
			make: (namespace) => [deployment(namespace, "sa", { replicas: 3 }), rules(namespace)],
			reached: all(number("Pod", 3, podReady), status("PodDisruptionBudget", "sa", { currentHealthy: 3 })),
		},
		{
			id: "K50",
			state: "Service that leads nowhere, by the rule of its kind",
			want: "not-green",
			probe: "{ resources: { apiVersion: v1, kind: Service } }",
			make: (namespace) => [
				{
					apiVersion: "v1",
					kind: "Service",
					metadata: { name: "sa", namespace },
					spec: { selector: { app: "as" }, ports: [{ port: 80 }] },
				},
			],
			reached: number("EndpointSlice", 1),
		},
	],
};
