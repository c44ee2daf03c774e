import type { Cluster } from "../../cluster/cluster.ts";

/** The clusters of a kubeconfig. */
export interface Clusters {
	/** Those of some contexts, each with reads of its own; nothing is asked of them yet. Throws ClusterProblem "credentials". */
	open(request: ClusterRequest): Promise<readonly OpenCluster[]>;
}

export interface ClusterRequest {
	readonly kubeconfig: string | null;
	/** Empty: the current one. */
	readonly contexts: readonly string[];
	/** Whether credential plugins of the kubeconfig may be run. */
	readonly arePluginsAllowed: boolean;
}

export interface OpenCluster {
	/** Each read once, however many probes ask; `refresh` forgets what was read. */
	readonly cluster: Cluster;
	/** The uid of the namespace kube-system, by which a cluster is known; `timeout` in milliseconds. Throws ClusterProblem. */
	uid(timeout?: number): Promise<string>;
	/** The same cluster with nothing read yet: for the next round of a watch. */
	refreshed(): OpenCluster;
	close(): void;
}
