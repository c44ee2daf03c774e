import type { Cluster } from "../cluster/cluster.ts";
import type { KubeObject } from "../cluster/objects/object.ts";
import type { Mention } from "../probes/probe.ts";

const kinds = [
	["apps/v1", "Deployment"],
	["apps/v1", "StatefulSet"],
	["apps/v1", "DaemonSet"],
	["batch/v1", "Job"],
	["batch/v1", "CronJob"],
] as const;

export interface Undocumented {
	readonly namespace: string;
	/** `Deployment/boulder-sa-1`. */
	readonly workload: string;
}

/** The workloads of a namespace that no controller owns and no item mentions: work that is missing in the document. Throws ClusterProblem. */
export async function undocumented(cluster: Cluster, namespace: string, mentioned: readonly Mention[]): Promise<Undocumented[]> {
	const lists = await Promise.all(kinds.map(([apiVersion, kind]) => cluster.list({ apiVersion, kind, namespace })));
	const owned = ({ metadata }: KubeObject): boolean =>
		(metadata.ownerReferences ?? []).some((owner) => owner.controller === true);
	const isMentioned = mentionedIn(namespace, mentioned);
	return lists
		.flatMap((list) => list.objects.filter((object) => !owned(object)))
		.filter(({ kind, metadata }) => !isMentioned(kind, metadata.name))
		.map(({ kind, metadata }) => ({ namespace, workload: `${kind}/${metadata.name}` }));
}

function mentionedIn(namespace: string, mentioned: readonly Mention[]): (kind: string, name: string) => boolean {
	const here = mentioned.filter((one) => one.namespace === null || one.namespace === namespace);
	const exact = new Set(here.map(({ kind, name }) => `${kind}/${name}`));
	const prefixes = here.filter(({ name }) => name.endsWith("*")).map(({ kind, name }) => `${kind}/${name.slice(0, -1)}`);
	return (kind, name) => exact.has(`${kind}/${name}`) || prefixes.some((prefix) => `${kind}/${name}`.startsWith(prefix));
}
