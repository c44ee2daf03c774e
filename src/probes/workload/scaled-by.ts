import type { Cluster } from "../../cluster/cluster.ts";
import { at, type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import type { Right } from "../probe.ts";
import { isTrue } from "../shared/conditions.ts";

/** What has scaled a workload to zero, or would not leave it there. */
export interface ScaledBy {
	readonly kind: string;
	readonly name: string;
	readonly object: KubeObject | null;
	/** Whether it currently sets the workload to zero. */
	readonly setsZero: boolean;
	readonly words: string;
}

const scalers = [
	["keda.sh/v1alpha1", "ScaledObject", "scaledobjects"],
	["autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"],
	["argoproj.io/v1alpha1", "Rollout", "rollouts"],
] as const;

/** Without these the verdict on a workload that runs is the same; they are read only where one has no replicas. */
export function scalerRights(namespace: string): Right[] {
	return scalers.map(([apiVersion, , resource]) => ({
		group: apiVersion.split("/")[0] ?? "",
		resource,
		verbs: ["list"],
		namespace,
		optional: true,
	}));
}

/** What keeps a workload at zero replicas; null if nothing is known to. Throws ClusterProblem. */
export async function scaledBy(cluster: Cluster, workload: KubeObject): Promise<ScaledBy | null> {
	const { namespace = "default" } = workload.metadata;
	const [scaledObjects, autoscalers, rollouts] = await Promise.all(
		scalers.map(([apiVersion, kind]) => listed(cluster, apiVersion, kind, namespace)),
	);
	return (
		first(scaledObjects, workload, byKeda) ??
		first(autoscalers, workload, byAutoscaler) ??
		first(rollouts, workload, byRollout) ??
		byMark(workload)
	);
}

async function listed(cluster: Cluster, apiVersion: string, kind: string, namespace: string): Promise<readonly KubeObject[]> {
	try {
		return (await cluster.list({ apiVersion, kind, namespace })).objects;
	} catch (problem) {
		// A kind that is not installed scales nothing; what may not be seen cannot excuse that nothing runs.
		if (problem instanceof ClusterProblem && ["unknown-kind", "forbidden", "not-recorded"].includes(problem.kind)) return [];
		throw problem;
	}
}

function first(
	objects: readonly KubeObject[] | undefined,
	workload: KubeObject,
	judge: (scaler: KubeObject, workload: KubeObject) => ScaledBy | null,
): ScaledBy | null {
	for (const object of objects ?? []) {
		const found = judge(object, workload);
		if (found !== null) return found;
	}
	return null;
}

function refersTo(reference: unknown, { kind, metadata }: KubeObject): boolean {
	return stringAt(reference, "name") === metadata.name && (stringAt(reference, "kind") ?? "Deployment") === kind;
}

/** https://keda.sh/docs/latest/reference/scaledobject-spec/: minReplicaCount is 0 where it is left out. */
function byKeda(scaler: KubeObject, workload: KubeObject): ScaledBy | null {
	if (!refersTo(at(scaler, "spec", "scaleTargetRef"), workload)) return null;
	const { name, annotations = {} } = scaler.metadata;
	const made = (setsZero: boolean, words: string): ScaledBy => ({
		kind: "ScaledObject",
		name,
		object: scaler,
		setsZero,
		words,
	});
	const held = annotations["autoscaling.keda.sh/paused-replicas"];
	if (held === "0") return made(true, "is parked: KEDA keeps it at zero replicas, as its ScaledObject is paused");
	if (isTrue(scaler, "Paused")) return made(true, "is parked: it is scaled to zero, and its ScaledObject is paused");
	const least = Math.min(
		numberAt(scaler, "spec", "minReplicaCount") ?? 0,
		numberAt(scaler, "spec", "idleReplicaCount") ?? Number.POSITIVE_INFINITY,
	);
	if (least > 0) return made(false, `is scaled to zero, but KEDA requires at least ${least}`);
	if (isTrue(scaler, "Active")) return made(false, "is scaled to zero, and KEDA is about to start it");
	if (!isTrue(scaler, "Ready")) return made(false, "is scaled to zero, and its ScaledObject is not ready to start it");
	return made(true, "is parked: KEDA has scaled it to zero because there is no work");
}

/** HPAScaleToZero: an autoscaler that asks for more leaves a target of zero replicas alone, regardless of who set it. */
function byAutoscaler(scaler: KubeObject, workload: KubeObject): ScaledBy | null {
	if (!refersTo(at(scaler, "spec", "scaleTargetRef"), workload)) return null;
	if (numberAt(scaler, "spec", "minReplicas") !== 0) return null;
	const { name } = scaler.metadata;
	const words = "is parked: its HorizontalPodAutoscaler has scaled it to zero (minReplicas 0)";
	return { kind: "HorizontalPodAutoscaler", name, object: scaler, setsZero: true, words };
}

/** https://argo-rollouts.readthedocs.io/en/stable/migrating/: a Rollout that takes the pod template of a Deployment scales that to zero. */
function byRollout(rollout: KubeObject, workload: KubeObject): ScaledBy | null {
	if (!refersTo(at(rollout, "spec", "workloadRef"), workload)) return null;
	const words = `is parked: Rollout ${rollout.metadata.name} runs its pods, and has scaled it to zero`;
	return { kind: "Rollout", name: rollout.metadata.name, object: rollout, setsZero: true, words };
}

/** Marks by which downscalers remember what to scale back to, and controllers that start pods on request. */
const marks: readonly (readonly [pattern: RegExp, who: string])[] = [
	[/^downscaler\/original-replicas$/, "kube-downscaler"],
	[/^kube-green\.stratio\.com\//, "kube-green"],
	[/^(?:serving\.knative\.dev\/|autoscaling\.knative\.dev\/)/, "Knative"],
	[/^sablier\.(?:enable|group)$/, "Sablier"],
];

function byMark({ kind, metadata }: KubeObject): ScaledBy | null {
	const names = [...Object.keys(metadata.annotations ?? {}), ...Object.keys(metadata.labels ?? {})];
	const who = marks.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
	if (who === undefined) return null;
	return { kind, name: metadata.name, object: null, setsZero: true, words: `is parked: ${who} has scaled it to zero` };
}
