import type { Cluster } from "./cluster.ts";
import type { ClusterProblem } from "./problem.ts";

/** A cluster that cannot be asked at all: whatever is asked meets the same problem. What asks no cluster is still answered. */
export function unavailableCluster(context: string, problem: ClusterProblem, recordedAt?: string): Cluster {
	const refuse = (): Promise<never> => Promise.reject(problem);
	return { context, ...(recordedAt === undefined ? {} : { recordedAt }), list: refuse, http: refuse, grpcHealth: refuse };
}
