import type { Cluster, ListRequest } from "../../cluster/cluster.ts";
import { type KubeObject, numberAt } from "../../cluster/objects/object.ts";
import type { Right } from "../probe.ts";
import { controlledBy, named, nearestName } from "../shared/ownership.ts";
import { containerStates, isReady } from "../shared/pods.ts";
import { warningsIn, warningsRight } from "../shared/warnings.ts";
import { type ScaledBy, scaledBy, scalerRights } from "./scaled-by.ts";

export const workloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] as const;
export type WorkloadKind = (typeof workloadKinds)[number];

/** A workload and everything below it, as it was read. */
export interface WorkloadEvidence {
	readonly kind: WorkloadKind;
	readonly namespace: string;
	readonly name: string;
	/** Null where there is none of that name. */
	readonly workload: KubeObject | null;
	/** A name that exists and may have been meant. */
	readonly nearest: string | null;
	readonly replicaSets: readonly KubeObject[];
	/** The pods of the workload, by ownership. */
	readonly pods: readonly KubeObject[];
	/** The newest warning about each pod and the workload by their uid, where it was asked for. */
	readonly warnings: ReadonlyMap<string, string>;
	/** Who keeps it at zero replicas; looked for only where it has none. */
	readonly scaledBy: ScaledBy | null;
	readonly observedAt: string;
}

const workloadsList = (kind: WorkloadKind, namespace: string): ListRequest => ({ apiVersion: "apps/v1", kind, namespace });
const podsList = (namespace: string): ListRequest => ({ apiVersion: "v1", kind: "Pod", namespace });
const replicaSetsList = (namespace: string): ListRequest => ({ apiVersion: "apps/v1", kind: "ReplicaSet", namespace });

/** The lists that `readWorkload` always requests. */
export function workloadLists(kind: WorkloadKind, namespace: string): ListRequest[] {
	return [workloadsList(kind, namespace), podsList(namespace), ...(kind === "Deployment" ? [replicaSetsList(namespace)] : [])];
}

/** Reads a workload, its ReplicaSets and pods; events only where a pod's own status does not tell what keeps it. Throws ClusterProblem. */
export async function readWorkload(
	cluster: Cluster,
	{ kind, namespace, name }: { readonly kind: WorkloadKind; readonly namespace: string; readonly name: string },
): Promise<WorkloadEvidence> {
	const [workloads, replicaSets, pods] = await Promise.all([
		cluster.list(workloadsList(kind, namespace)),
		kind === "Deployment" ? cluster.list(replicaSetsList(namespace)) : null,
		cluster.list(podsList(namespace)),
	]);
	const workload = named(workloads.objects, name, namespace);
	const owned = workload === null || replicaSets === null ? [] : controlledBy(replicaSets.objects, workload);
	const below =
		workload === null
			? []
			: kind === "Deployment"
				? owned.flatMap((set) => controlledBy(pods.objects, set))
				: controlledBy(pods.objects, workload);
	return {
		kind,
		namespace,
		name,
		workload,
		nearest: workload === null ? nearestName(workloads.objects, name) : null,
		replicaSets: owned,
		pods: below,
		warnings: below.some(isSilent) || isShort(workload, below) ? await warningsIn(cluster, namespace) : new Map(),
		scaledBy: workload !== null && numberAt(workload, "spec", "replicas") === 0 ? await scaledBy(cluster, workload) : null,
		// How long a pod has been ready was seen when the pods were read, and not until something else was.
		observedAt: pods.observedAt,
	};
}

/** A pod whose status says only that its containers are being created: why is told by events alone. */
function isSilent(pod: KubeObject): boolean {
	return (
		!isReady(pod) &&
		containerStates(pod).some((state) => state.waiting?.reason === "ContainerCreating" && state.waiting.message === "")
	);
}

/** A StatefulSet and a DaemonSet have no condition for pods that they cannot create: only events tell. */
function isShort(workload: KubeObject | null, pods: readonly KubeObject[]): boolean {
	if (workload?.kind === "StatefulSet") return pods.length < (numberAt(workload, "spec", "replicas") ?? 1);
	return workload?.kind === "DaemonSet" && pods.length < (numberAt(workload, "status", "desiredNumberScheduled") ?? 0);
}

export function workloadRights(kind: WorkloadKind, namespace: string): Right[] {
	const right = (group: string, resource: string): Right => ({ group, resource, verbs: ["list"], namespace });
	return [
		right("apps", `${kind.toLowerCase()}s`),
		...(kind === "Deployment" ? [right("apps", "replicasets")] : []),
		right("", "pods"),
		warningsRight(namespace),
		...(kind === "DaemonSet" ? [] : scalerRights(namespace)),
	];
}
