import type { Cluster } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { ProbeResult, Right } from "../probe.ts";
import type { WorkloadKind } from "../workload/read-workload.ts";
import type { WorkloadName } from "../workload/workload-name.ts";
import { type Lookup, lookUp, type ReportFn } from "./lookup.ts";
import { controlledBy } from "./ownership.ts";
import { diagnosePod } from "./pods.ts";

export interface PodsOf {
	readonly owner: Lookup;
	/** By ownership, not by labels: labels may be anybody's. */
	readonly pods: readonly KubeObject[];
	readonly observedAt: string;
}

/** The pods of a workload. Throws ClusterProblem. */
export async function podsOf(cluster: Cluster, namespace: string, { kind, name }: WorkloadName): Promise<PodsOf> {
	const [owners, sets, pods] = await Promise.all([
		cluster.list({ apiVersion: "apps/v1", kind, namespace }),
		kind === "Deployment" ? cluster.list({ apiVersion: "apps/v1", kind: "ReplicaSet", namespace }) : null,
		cluster.list({ apiVersion: "v1", kind: "Pod", namespace }),
	]);
	const owner = lookUp(owners, kind, namespace, name);
	const { object } = owner;
	const parents = object === null ? [] : sets === null ? [object] : controlledBy(sets.objects, object);
	return {
		owner,
		pods: parents.flatMap((parent) => controlledBy(pods.objects, parent)),
		observedAt: pods.observedAt,
	};
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
