import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import { ageOf } from "../model/age.ts";
import { describeDuration } from "../model/duration.ts";

/**
 * The cluster itself, or where its data is older than `--max-age` allows, one that answers nothing: what rests on it is unknown. A live
 * cluster is read now. Evidence of the document and the work tree does not come from a cluster and is not affected.
 */
export function freshCluster(cluster: Cluster, maxAge: number | null, now: string): Cluster {
	const { context, recordedAt } = cluster;
	if (recordedAt === undefined || maxAge === null) return cluster;
	const age = ageOf(recordedAt, now);
	if (age >= 0 && age <= maxAge) return cluster;
	const message =
		age < 0
			? `the recording is dated ${recordedAt}, in the future, so its age is unknown`
			: `the recording is ${describeDuration(age)} old (${recordedAt}), and at most ${describeDuration(maxAge)} are allowed`;
	return unavailableCluster(context, new ClusterProblem("stale", message), recordedAt);
}
