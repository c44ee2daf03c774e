import type { Cluster } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";

/** Policies of the whole cluster that are decided before any NetworkPolicy; none where their kinds are not installed or may not be listed. */
export async function adminPolicies(cluster: Cluster): Promise<readonly KubeObject[]> {
	const lists = await Promise.all(
		adminKinds.map(async ([apiVersion, kind]) => {
			try {
				return (await cluster.list({ apiVersion, kind, namespace: null })).objects;
			} catch (problem) {
				if (problem instanceof ClusterProblem && quiet.has(problem.kind)) return [];
				throw problem;
			}
		}),
	);
	return lists.flat();
}

const adminKinds = [
	["policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy"],
	["policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy"],
] as const;

const quiet: ReadonlySet<string> = new Set(["unknown-kind", "forbidden", "not-recorded"]);
