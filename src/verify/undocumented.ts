import type { Cluster } from "../cluster/cluster.ts";
import type { KubeObject } from "../cluster/object.ts";

const kinds = [
	["apps/v1", "Deployment"],
	["apps/v1", "StatefulSet"],
	["apps/v1", "DaemonSet"],
	["batch/v1", "Job"],
	["batch/v1", "CronJob"],
] as const;

/** The workloads of a namespace that nobody owns and no item mentions: work that the document does not know. Throws ClusterProblem. */
export async function undocumented(cluster: Cluster, namespace: string, mentioned: ReadonlySet<string>): Promise<string[]> {
	const lists = await Promise.all(kinds.map(([apiVersion, kind]) => cluster.list({ apiVersion, kind, namespace })));
	const owned = ({ metadata }: KubeObject): boolean =>
		(metadata.ownerReferences ?? []).some((owner) => owner.controller === true);
	return lists
		.flatMap((list) => list.objects.filter((object) => !owned(object)).map(({ kind, metadata }) => `${kind}/${metadata.name}`))
		.filter((name) => !mentioned.has(name));
}
