import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { autoscaler, deployment, statefulSet } from "../../../cluster/control-plane/manifests.ts";
import { simulateCpu } from "../../../cluster/servers/metrics-api.ts";
import { applied, awaiting, deletedAndHeld, inTurn, leaving, patched, patchedStatus } from "../making.ts";
import { after, all, always, cond, is, number, podReady, present, status } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ hpa: { name: sa } }";
const container = (name: string, cpu: string | null) => ({
	name,
	image: `registry.invalid/${name}:1`,
	...(cpu === null ? {} : { resources: { requests: { cpu } } }),
});
const target = (namespace: string, usage: string | null = "50m", containers = [container("main", "100m")]): Manifest =>
	deployment(namespace, "sa", { podSpec: { containers }, annotations: usage === null ? {} : { [simulateCpu]: usage } });
const of =
	(spec: object = {}, usage: string | null = "50m") =>
	(namespace: string): Manifest[] => [target(namespace, usage), autoscaler(namespace, "sa", spec)];
const hpa = (...conditions: object[]) => status("HorizontalPodAutoscaler", "sa", { conditions });
const active = all(
	hpa(cond("ScalingActive", "True")),
	status("HorizontalPodAutoscaler", "sa", { currentMetrics: present }),
	number("Pod", 1, podReady),
);
const inactive = (reason: string) => hpa(cond("ScalingActive", "False", reason));
/** Longer than a rollout may leave it without metrics. */
const long = 61;
const cpu = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } };
const external = {
	type: "External",
	external: { metric: { name: "queue_length" }, target: { type: "AverageValue", averageValue: "5" } },
};

export const autoscalers: Family = {
	title: "HorizontalPodAutoscalers",
	rows: [
		{
			id: "H01",
			state: "no metrics of its pods, for longer than a minute",
			want: "fail",
			probe,
			make: of({}, null),
			reached: after(long, inactive("FailedGetResourceMetric")),
		},
		{
			id: "H07",
			state: "a container without requests, for longer than a minute",
			want: "fail",
			probe,
			make: (namespace) => [
				target(namespace, "50m", [container("main", "100m"), container("proxy", null)]),
				autoscaler(namespace, "sa"),
			],
			reached: after(long, inactive("FailedGetResourceMetric")),
		},
		{
			id: "H14",
			state: "an external metric that no API serves, for longer than a minute",
			want: "fail",
			probe,
			make: of({ metrics: [external] }),
			reached: after(long, inactive("FailedGetExternalMetric")),
		},
		{ id: "H00", state: "healthy", want: "pass", probe, make: of(), reached: active },
		{
			id: "H02",
			state: "switched off: its target has 0 replicas",
			want: "not-green",
			probe,
			make: of(),
			before: active,
			change: patched("Deployment", "sa", { spec: { replicas: 0 } }),
			reached: inactive("ScalingDisabled"),
		},
		{
			id: "H03",
			state: "pinned at its maximum",
			want: "not-green",
			probe,
			make: of({ maxReplicas: 2 }, "900m"),
			reached: all(
				hpa(cond("ScalingLimited", "True", "TooManyReplicas")),
				status("HorizontalPodAutoscaler", "sa", { currentReplicas: 2 }),
			),
		},
		{
			id: "H05",
			state: "no controller has seen it",
			want: "pending",
			probe,
			plane: "halted",
			change: applied(of()),
			reached: is("HorizontalPodAutoscaler", "sa", {}),
		},
		{
			id: "H06",
			state: "its target does not exist",
			want: "fail",
			probe,
			make: (namespace) => [autoscaler(namespace, "sa")],
			reached: hpa(cond("AbleToScale", "False", "FailedGetScale")),
		},
		{
			id: "H08",
			state: "no metrics of its pods yet",
			want: "pending",
			probe,
			make: of({}, null),
			reached: inactive("FailedGetResourceMetric"),
		},
		{
			id: "H09",
			state: "at least as many as at most: no room to scale",
			want: "not-green",
			probe,
			make: of({ minReplicas: 1, maxReplicas: 1 }),
			reached: active,
		},
		{
			id: "H10",
			state: "scales another target than is asked for",
			want: "fail",
			probe: "{ hpa: { name: sa, target: Deployment/ra } }",
			make: of(),
			reached: active,
		},
		{
			id: "H11",
			state: "scales by the metric that is asked for",
			want: "pass",
			probe: "{ hpa: { name: sa, target: Deployment/sa, metrics: [cpu] } }",
			make: of(),
			reached: active,
		},
		{
			id: "H12",
			state: "does not scale by memory",
			want: "fail",
			probe: "{ hpa: { name: sa, metrics: [memory] } }",
			make: of(),
			reached: active,
		},
		{
			id: "H13",
			state: "being deleted",
			want: "not-green",
			probe,
			make: of(),
			before: active,
			change: deletedAndHeld("HorizontalPodAutoscaler", "sa"),
			reached: leaving("HorizontalPodAutoscaler", "sa"),
		},
		{
			id: "H15",
			state: "its target is being deleted",
			want: "not-green",
			probe,
			make: of(),
			before: active,
			change: deletedAndHeld("Deployment", "sa"),
			reached: leaving("Deployment", "sa"),
		},
		{
			id: "H16",
			state: "one of two metrics has no value",
			want: "not-green",
			probe,
			make: of({ metrics: [cpu, external] }),
			reached: after(4, hpa(cond("AbleToScale", "True"), cond("ScalingActive", "True"))),
		},
		{
			id: "H17",
			state: "of a StatefulSet",
			want: "pass",
			probe,
			make: (namespace) => [
				statefulSet(namespace, "sa", {
					podSpec: { containers: [container("main", "100m")] },
					annotations: { [simulateCpu]: "50m" },
				}),
				autoscaler(namespace, "sa", { scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name: "sa" } }),
			],
			reached: active,
		},
		{ id: "H18", state: "does not exist", want: "fail", probe, make: (namespace) => [target(namespace)], reached: always },
		{
			id: "H19",
			state: "the name of its target misspelt, changed when it was healthy",
			want: "fail",
			probe,
			make: of(),
			before: active,
			change: patched("HorizontalPodAutoscaler", "sa", {
				spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "as" } },
			}),
			reached: hpa(cond("AbleToScale", "False", "FailedGetScale")),
		},
		{
			id: "H20",
			state: "a second one scales the same target",
			want: "not-green",
			probe,
			make: (namespace) => [...of()(namespace), { ...autoscaler(namespace, "sa"), metadata: { name: "twin", namespace } }],
			reached: inactive("AmbiguousSelector"),
		},
		{
			id: "H21",
			state: "has scaled up, and has room left",
			want: "pass",
			probe,
			make: of({ maxReplicas: 10 }, "50m"),
			before: active,
			change: inTurn(patched("Deployment", "sa", { spec: { replicas: 2 } }), awaiting(number("Pod", 2, podReady))),
			reached: all(hpa(cond("ScalingActive", "True")), status("HorizontalPodAutoscaler", "sa", { currentReplicas: 2 })),
		},
		{
			id: "H22",
			state: "its status is of another generation",
			want: "pending",
			probe,
			plane: "bare",
			make: of(),
			change: inTurn(
				patchedStatus("HorizontalPodAutoscaler", "sa", {
					observedGeneration: 0,
					currentReplicas: 1,
					desiredReplicas: 1,
					currentMetrics: [],
					conditions: [],
				}),
			),
			reached: is("HorizontalPodAutoscaler", "sa", {}),
		},
	],
};
