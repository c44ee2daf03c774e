import type { Cluster } from "./cluster.ts";
import type { ClusterProblem } from "./problem.ts";

/** A cluster that cannot be reached: every request gets the same problem. Probes that read no cluster still work. */
export function unavailableCluster(context: string, problem: ClusterProblem, recordedAt?: string): Cluster {
	const refuse = (): Promise<never> => Promise.reject(problem);
	return { context, ...(recordedAt === undefined ? {} : { recordedAt }), list: refuse, http: refuse, grpcHealth: refuse };
}
