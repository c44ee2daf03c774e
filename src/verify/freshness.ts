import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import { ageOf } from "../model/age.ts";
import { describeDuration } from "../model/duration.ts";

export interface FreshnessRequest {
	/** `--max-age` in milliseconds; null: any. */
	readonly maxAge: number | null;
	/** A gate is about the present: a recording dated in the future proves nothing about it. */
	readonly requireComplete: boolean;
	/** ISO 8601. */
	readonly now: string;
}

/**
 * The cluster itself, or, if its data is older than `--max-age`, one without any results: what depends on it is unknown. A live cluster is
 * read now. Evidence of the document and the work tree does not come from a cluster and is not affected.
 */
export function freshCluster(cluster: Cluster, { maxAge, requireComplete, now }: FreshnessRequest): Cluster {
	const { context, recordedAt } = cluster;
	if (recordedAt === undefined) return cluster;
	const age = ageOf(recordedAt, now);
	if (age < 0 && (maxAge !== null || requireComplete)) {
		const message = `the recording is dated ${recordedAt}, in the future, so its age is unknown`;
		return unavailableCluster(context, new ClusterProblem("stale", message), recordedAt);
	}
	if (maxAge === null) return cluster;
	if (age > maxAge) return unavailableCluster(context, tooOld("the recording", recordedAt, age, maxAge), recordedAt);
	return freshAnswers(cluster, maxAge, now);
}

/** A recording with a newer date than its content still has the times of its responses. */
function freshAnswers(cluster: Cluster, maxAge: number, now: string): Cluster {
	const { context, recordedAt } = cluster;
	const fresh = async <T extends { readonly observedAt: string }>(asked: Promise<T>): Promise<T> => {
		const answer = await asked;
		const age = ageOf(answer.observedAt, now);
		if (age > maxAge) throw tooOld("the answer in the recording", answer.observedAt, age, maxAge);
		return answer;
	};
	return {
		context,
		...(recordedAt === undefined ? {} : { recordedAt }),
		list: (request) => fresh(cluster.list(request)),
		http: (request) => fresh(cluster.http(request)),
		grpcHealth: (request) => fresh(cluster.grpcHealth(request)),
	};
}

function tooOld(what: string, at: string, age: number, maxAge: number): ClusterProblem {
	return new ClusterProblem(
		"stale",
		`${what} is ${describeDuration(age)} old (${at}), and at most ${describeDuration(maxAge)} are allowed`,
	);
}
