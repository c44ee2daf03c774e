import { describe } from "vitest";
import { judgeCases } from "./cases.ts";
import { app, containers, custom, day, type Fields, type KubeObject, minutesAgo, no, object, yes } from "./worlds.ts";

const asksRuns = "{ cronjob: { name: backup } }";
function cronJob(spec: Fields, status: Fields, created = 400 * day): KubeObject {
	return object({
		apiVersion: "batch/v1",
		kind: "CronJob",
		name: "backup",
		metadata: { creationTimestamp: minutesAgo(created) },
		spec: { schedule: "0 * * * *", suspend: false, concurrencyPolicy: "Allow", ...spec },
		status,
	});
}
const ran = (minutes: number, succeeded = minutes): Fields => ({
	lastScheduleTime: minutesAgo(minutes),
	lastSuccessfulTime: minutesAgo(succeeded),
});

describe("a CronJob by its schedule", () => {
	judgeCases([
		{
			state: "a run that hangs for five days",
			wanted: "not-pass",
			probe: asksRuns,
			objects: [cronJob({ concurrencyPolicy: "Forbid" }, ran(5 * day))],
		},
		{
			state: "a daily one whose last success is three days old",
			wanted: "not-pass",
			probe: asksRuns,
			objects: [cronJob({ schedule: "0 10 * * *" }, ran(120, 3 * day))],
		},
		{
			state: "a zone that does not exist",
			wanted: "not-pass",
			probe: asksRuns,
			objects: [cronJob({ timeZone: "Europe/Nowhere" }, ran(180))],
		},
		{
			state: "a schedule that never comes",
			wanted: "not-pass",
			probe: asksRuns,
			objects: [cronJob({ schedule: "0 0 30 2 *" }, ran(200 * day))],
		},
		{ state: "suspended", wanted: "parked", probe: asksRuns, objects: [cronJob({ suspend: true }, ran(5 * day))] },
		{
			state: "a yearly one that ran in May",
			wanted: "pass",
			probe: asksRuns,
			objects: [cronJob({ schedule: "0 12 8 5 *" }, ran(200 * day))],
		},
		{ state: "an hourly one that ran at twelve", wanted: "pass", probe: asksRuns, objects: [cronJob({}, ran(0, 0))] },
	]);
});

const asksWorkload = "{ workload: { kind: Deployment, name: w } }";
const killed = (finishedAt: string | null, exitCode = 137): Fields => ({
	terminated: {
		exitCode,
		reason: exitCode === 137 ? "OOMKilled" : "Error",
		...(finishedAt === null ? {} : { startedAt: minutesAgo(25), finishedAt }),
	},
});

describe("a container that keeps restarting behind a ready pod", () => {
	const sidecar = (each: KubeObject): KubeObject => ({
		...containers(each, "initContainerStatuses", {
			name: "proxy",
			restartCount: 57,
			state: { running: { startedAt: minutesAgo(0.3) } },
			lastState: killed(minutesAgo(0.4), 1),
		}),
		spec: { ...Object(each.spec), initContainers: [{ name: "proxy", image: "p", restartPolicy: "Always" }] },
	});
	const restarted = (state: Fields) => ({ change: (each: KubeObject) => containers(each, "containerStatuses", state) });
	judgeCases([
		{
			state: "a sidecar that dies every half minute",
			wanted: "not-pass",
			probe: asksWorkload,
			objects: app("w", 2, { change: sidecar }),
		},
		{
			state: "forty kills for memory, at times the kubelet forgot",
			wanted: "not-pass",
			probe: asksWorkload,
			objects: app("w", 2, restarted({ restartCount: 40, lastState: killed(null) })),
		},
		{
			state: "forty kills for memory, the last twelve minutes ago",
			wanted: "not-pass",
			probe: asksWorkload,
			objects: app(
				"w",
				2,
				restarted({ restartCount: 40, state: { running: { startedAt: minutesAgo(12) } }, lastState: killed(minutesAgo(12)) }),
			),
		},
		{
			state: "one restart two hours ago",
			wanted: "pass",
			probe: asksWorkload,
			objects: app("w", 2, restarted({ restartCount: 1, lastState: killed(minutesAgo(120), 1) })),
		},
		{ state: "no restart", wanted: "pass", probe: asksWorkload, objects: app("w") },
	]);
});

describe("scaled to zero, or paused, on purpose", () => {
	const none = app("w", 0).map((each) =>
		each.kind === "Deployment" ? { ...each, spec: { ...Object(each.spec), replicas: 0 } } : each,
	);
	const scaler = custom("keda.sh/v1alpha1", "ScaledObject", {
		spec: { scaleTargetRef: { name: "w" }, minReplicaCount: 0, triggers: [{ type: "kafka" }] },
		status: { conditions: [yes("Ready", "ScaledObjectReady"), no("Active", "ScalerNotActive")] },
	});
	const rollout = custom("argoproj.io/v1alpha1", "Rollout", {
		spec: { workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "w", scaleDown: "onsuccess" }, replicas: 2 },
		status: { phase: "Healthy", observedGeneration: "1", replicas: 2, readyReplicas: 2, availableReplicas: 2 },
	});
	const paused = app("w").map((each) =>
		each.kind === "Deployment" ? { ...each, spec: { ...Object(each.spec), paused: true } } : each,
	);
	judgeCases([
		{ state: "by nobody", wanted: "not-pass", probe: asksWorkload, objects: none },
		{ state: "by KEDA, as its queue is empty", wanted: "parked", probe: asksWorkload, objects: [...none, scaler] },
		{ state: "by a Rollout that took its place", wanted: "parked", probe: asksWorkload, objects: [...none, rollout] },
		{ state: "a paused Deployment", wanted: "parked", probe: asksWorkload, objects: paused },
	]);
});

const asksScaling = "{ hpa: { name: w, target: Deployment/w } }";
const ofContainer = (name: string, container: string, more: Fields): Fields => ({
	type: "ContainerResource",
	containerResource: { name, container, ...more },
});
const target = { target: { type: "Utilization", averageUtilization: 70 } };
const value = (averageUtilization: number): Fields => ({ current: { averageUtilization, averageValue: "31m" } });
function autoscaler(metrics: readonly Fields[], currentMetrics: readonly Fields[], spec: Fields = {}): KubeObject[] {
	const conditions = [yes("AbleToScale", "ReadyForNewScale"), yes("ScalingActive", "ValidMetricFound"), no("ScalingLimited")];
	return [
		...app("w"),
		object({
			apiVersion: "autoscaling/v2",
			kind: "HorizontalPodAutoscaler",
			name: "w",
			spec: {
				scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "w" },
				minReplicas: 2,
				maxReplicas: 10,
				metrics,
				...spec,
			},
			status: { currentReplicas: 2, desiredReplicas: 2, currentMetrics, conditions },
		}),
	];
}
const cpu = { type: "Resource", resource: { name: "cpu", ...target } };
const cpuNow = (averageUtilization: number): Fields => ({
	type: "Resource",
	resource: { name: "cpu", ...value(averageUtilization) },
});

describe("an autoscaler that cannot scale", () => {
	judgeCases([
		{
			state: "one of two metrics of the same name has no value",
			wanted: "not-pass",
			probe: asksScaling,
			objects: autoscaler(
				[ofContainer("cpu", "a", target), ofContainer("cpu", "b", target)],
				[ofContainer("cpu", "a", value(3))],
			),
		},
		{
			state: "its metric is of another container",
			wanted: "not-pass",
			probe: asksScaling,
			objects: autoscaler([ofContainer("cpu", "a", target)], [ofContainer("cpu", "b", value(3))]),
		},
		{
			state: "a value that cannot be",
			wanted: "not-pass",
			probe: asksScaling,
			objects: autoscaler([cpu], [cpuNow(-2147483648)]),
		},
		{
			state: "scaling up is disabled",
			wanted: "not-pass",
			probe: asksScaling,
			objects: autoscaler([cpu], [cpuNow(31)], { behavior: { scaleUp: { selectPolicy: "Disabled" } } }),
		},
		{
			state: "scaling down alone is disabled",
			wanted: "pass",
			probe: asksScaling,
			objects: autoscaler([cpu], [cpuNow(31)], { behavior: { scaleDown: { selectPolicy: "Disabled" } } }),
		},
		{
			state: "two container metrics, each with its value",
			wanted: "pass",
			probe: asksScaling,
			objects: autoscaler(
				[ofContainer("cpu", "a", target), ofContainer("cpu", "b", target)],
				[ofContainer("cpu", "a", value(3)), ofContainer("cpu", "b", value(4))],
			),
		},
	]);
});

const asksNodes = "{ resources: { apiVersion: v1, kind: Node, selector: set=a, atLeast: 1 } }";
const node = (spec: Fields, more: readonly Fields[] = []): KubeObject =>
	object({
		apiVersion: "v1",
		kind: "Node",
		name: "n",
		namespace: null,
		metadata: { labels: { set: "a" } },
		spec,
		status: { conditions: [yes("Ready", "KubeletReady"), ...more] },
	});

describe("a node that takes no pods", () => {
	judgeCases([
		{ state: "cordoned", wanted: "not-pass", probe: asksNodes, objects: [node({ unschedulable: true })] },
		{
			state: "out of service",
			wanted: "not-pass",
			probe: asksNodes,
			objects: [node({ taints: [{ key: "node.kubernetes.io/out-of-service", effect: "NoExecute" }] })],
		},
		{
			state: "its disk is full",
			wanted: "not-pass",
			probe: asksNodes,
			objects: [node({}, [yes("DiskPressure", "KubeletHasDiskPressure")])],
		},
		{
			state: "its memory is short",
			wanted: "not-pass",
			probe: asksNodes,
			objects: [node({}, [yes("MemoryPressure", "KubeletHasInsufficientMemory")])],
		},
		{
			state: "its network is missing",
			wanted: "not-pass",
			probe: asksNodes,
			objects: [node({}, [yes("NetworkUnavailable", "NoRouteCreated")])],
		},
		{ state: "ready", wanted: "pass", probe: asksNodes, objects: [node({})] },
		{
			state: "ready, its disk is not full",
			wanted: "pass",
			probe: asksNodes,
			objects: [node({}, [no("DiskPressure", "KubeletHasNoDiskPressure")])],
		},
	]);
});
