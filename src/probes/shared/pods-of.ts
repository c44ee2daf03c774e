import type { Cluster, ListRequest, ObjectList } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { ProbeResult, Right } from "../probe.ts";
import { type Lookup, lookUp, type ReportFn } from "./lookup.ts";
import { controlledBy, named } from "./ownership.ts";
import { diagnosePod } from "./pods.ts";
import type { Reference } from "./reference.ts";

export const workloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] as const;
export type WorkloadKind = (typeof workloadKinds)[number];

/** A workload and what it owns, by owner references and not by labels, which anyone can set. */
export interface OwnedPods {
	/** Every workload of the kind in the namespace. */
	readonly workloads: ObjectList;
	/** Null if none has that name. */
	readonly workload: KubeObject | null;
	/** Of a Deployment. */
	readonly replicaSets: readonly KubeObject[];
	readonly pods: readonly KubeObject[];
	/** When the pods were read: how long one has been ready was seen then, and not when something else was. */
	readonly observedAt: string;
}

const workloadsList = (kind: WorkloadKind, namespace: string): ListRequest => ({ apiVersion: "apps/v1", kind, namespace });
const podsList = (namespace: string): ListRequest => ({ apiVersion: "v1", kind: "Pod", namespace });
const replicaSetsList = (namespace: string): ListRequest => ({ apiVersion: "apps/v1", kind: "ReplicaSet", namespace });

/** The lists that `readOwnedPods` requests. */
export function ownedPodsLists(kind: WorkloadKind, namespace: string): ListRequest[] {
	return [workloadsList(kind, namespace), podsList(namespace), ...(kind === "Deployment" ? [replicaSetsList(namespace)] : [])];
}

/** Reads a workload with its pods. Throws ClusterProblem. */
export async function readOwnedPods(
	cluster: Cluster,
	namespace: string,
	{ kind, name }: Reference<WorkloadKind>,
): Promise<OwnedPods> {
	const [workloads, sets, pods] = await Promise.all([
		cluster.list(workloadsList(kind, namespace)),
		kind === "Deployment" ? cluster.list(replicaSetsList(namespace)) : null,
		cluster.list(podsList(namespace)),
	]);
	const workload = named(workloads.objects, name, namespace);
	const replicaSets = workload === null || sets === null ? [] : controlledBy(sets.objects, workload);
	const owners = workload === null ? [] : kind === "Deployment" ? replicaSets : [workload];
	return {
		workloads,
		workload,
		replicaSets,
		pods: owners.flatMap((owner) => controlledBy(pods.objects, owner)),
		observedAt: pods.observedAt,
	};
}

export interface PodsOf {
	readonly owner: Lookup;
	readonly pods: readonly KubeObject[];
	readonly observedAt: string;
}

/** The pods of a workload, and the workload as it was looked for. Throws ClusterProblem. */
export async function podsOf(cluster: Cluster, namespace: string, workload: Reference<WorkloadKind>): Promise<PodsOf> {
	const { workloads, pods, observedAt } = await readOwnedPods(cluster, namespace, workload);
	return { owner: lookUp(workloads, workload.kind, namespace, workload.name), pods, observedAt };
}

/** That none of its pods can be asked, and what keeps them. */
export function noneReady(report: ReportFn, pods: readonly KubeObject[], now: string): ProbeResult {
	const issues = pods.map((pod) => diagnosePod(pod, now)).filter((issue) => issue !== null);
	const issue = issues.find(({ permanent }) => permanent) ?? issues[0];
	const why = issue === undefined ? "" : `: ${issue.message}`;
	return report("fail", "NoReadyPods", `has no ready pod to ask${why}`, issue?.next);
}

export function podsOfRights(namespace: string, kind: WorkloadKind): Right[] {
	const resources = [`${kind.toLowerCase()}s`, ...(kind === "Deployment" ? ["replicasets"] : [])];
	return [...resources.map((resource) => listRight("apps", resource, namespace)), listRight("", "pods", namespace)];
}

export function listRight(group: string, resource: string, namespace: string | null): Right {
	return { group, resource, verbs: ["list"], namespace };
}
