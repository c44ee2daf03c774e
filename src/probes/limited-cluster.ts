import type { Cluster, ListRequest } from "../cluster/cluster.ts";

/** The same cluster for a probe that waits so many milliseconds for a list; null: as long as any list may take. */
export function limitedCluster(cluster: Cluster, milliseconds: number | null): Cluster {
	if (milliseconds === null) return cluster;
	return {
		context: cluster.context,
		...(cluster.recordedAt === undefined ? {} : { recordedAt: cluster.recordedAt }),
		list: (request) => cluster.list(limitedList(request, milliseconds)),
		http: (request) => cluster.http(request),
		grpcHealth: (request) => cluster.grpcHealth(request),
	};
}

/** The request as `limitedCluster` makes it. */
export function limitedList(request: ListRequest, milliseconds: number | null): ListRequest {
	return milliseconds === null ? request : { ...request, timeout: milliseconds };
}
