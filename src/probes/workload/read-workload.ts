import type { Cluster } from "../../cluster/cluster.ts";
import { type KubeObject, numberAt } from "../../cluster/objects/object.ts";
import type { Right } from "../probe.ts";
import { nearestName } from "../shared/ownership.ts";
import { containerStates, isReady } from "../shared/pods.ts";
import { podsOfRights, readOwnedPods, type WorkloadKind } from "../shared/pods-of.ts";
import { warningsIn, warningsRight } from "../shared/warnings.ts";
import { type ScaledBy, scaledBy, scalerRights } from "./scaled-by.ts";

/** A workload and everything below it, as it was read. */
export interface WorkloadEvidence {
	readonly kind: WorkloadKind;
	readonly namespace: string;
	readonly name: string;
	/** Null if none has that name. */
	readonly workload: KubeObject | null;
	/** The most similar existing name. */
	readonly nearest: string | null;
	readonly replicaSets: readonly KubeObject[];
	/** The pods of the workload, by ownership. */
	readonly pods: readonly KubeObject[];
	/** The newest warning about each pod and the workload by their uid, where it was asked for. */
	readonly warnings: ReadonlyMap<string, string>;
	/** What keeps it at zero replicas; looked up only if it has none. */
	readonly scaledBy: ScaledBy | null;
	readonly observedAt: string;
}

/** Reads a workload, its ReplicaSets and pods; events only if a pod's own status does not show the cause. Throws ClusterProblem. */
export async function readWorkload(
	cluster: Cluster,
	{ kind, namespace, name }: { readonly kind: WorkloadKind; readonly namespace: string; readonly name: string },
): Promise<WorkloadEvidence> {
	const { workloads, workload, replicaSets, pods, observedAt } = await readOwnedPods(cluster, namespace, { kind, name });
	return {
		kind,
		namespace,
		name,
		workload,
		nearest: workload === null ? nearestName(workloads.objects, name) : null,
		replicaSets,
		pods,
		warnings: pods.some(isSilent) || isShort(workload, pods) ? await warningsIn(cluster, namespace) : new Map(),
		scaledBy: workload !== null && numberAt(workload, "spec", "replicas") === 0 ? await scaledBy(cluster, workload) : null,
		observedAt,
	};
}

/** A pod whose status shows only that its containers are being created: only events give the reason. */
function isSilent(pod: KubeObject): boolean {
	return (
		!isReady(pod) &&
		containerStates(pod).some((state) => state.waiting?.reason === "ContainerCreating" && state.waiting.message === "")
	);
}

/** A StatefulSet and a DaemonSet have no condition for pods that they cannot create: only events show it. */
function isShort(workload: KubeObject | null, pods: readonly KubeObject[]): boolean {
	if (workload?.kind === "StatefulSet") return pods.length < (numberAt(workload, "spec", "replicas") ?? 1);
	return workload?.kind === "DaemonSet" && pods.length < (numberAt(workload, "status", "desiredNumberScheduled") ?? 0);
}

export function workloadRights(kind: WorkloadKind, namespace: string): Right[] {
	return [...podsOfRights(namespace, kind), warningsRight(namespace), ...(kind === "DaemonSet" ? [] : scalerRights(namespace))];
}
