import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";

/** A cluster that remembers when it was read. */
export interface ObservedCluster {
	readonly cluster: Cluster;
	/** Whether any request was answered. */
	isAnswered(): boolean;
	/** The earliest time of the responses, by the clock of the cluster; for a recording, when it was made. Null: nothing was read. */
	readAt(): string | null;
	/** The uid of the cluster; null if it was not requested or the request failed. Settles once it is known. */
	uid(): Promise<string | null>;
}

/**
 * Forwards every request and notes the time of its response. The first request also fetches the cluster's uid: a run that needs no cluster
 * must not wait for one.
 */
export function observedCluster(cluster: Cluster, askUid: () => Promise<string>): ObservedCluster {
	const { recordedAt } = cluster;
	let earliest: string | null = null;
	let isAnswered = false;
	let uid: Promise<string | null> | null = recordedAt === undefined ? null : uidOrNull(askUid);
	const note = async <T extends { readonly observedAt: string }>(request: () => Promise<T>): Promise<T> => {
		uid ??= uidOrNull(askUid);
		const answer = await request();
		isAnswered = true;
		const { observedAt } = answer;
		if (observedAt !== earliest && (earliest === null || Date.parse(observedAt) < Date.parse(earliest))) earliest = observedAt;
		return answer;
	};
	return {
		cluster: {
			context: cluster.context,
			...(recordedAt === undefined ? {} : { recordedAt }),
			list: (request) => note(() => cluster.list(request)),
			http: (request) => note(() => cluster.http(request)),
			grpcHealth: (request) => note(() => cluster.grpcHealth(request)),
		},
		isAnswered: () => isAnswered,
		readAt: () => recordedAt ?? earliest,
		uid: () => uid ?? Promise.resolve(null),
	};
}

/** A role that may not read the namespace kube-system, or a recording without the uid, is no reason to fail. */
export async function uidOrNull(askUid: () => Promise<string>): Promise<string | null> {
	try {
		return await askUid();
	} catch (problem) {
		if (problem instanceof ClusterProblem) return null;
		throw problem;
	}
}
