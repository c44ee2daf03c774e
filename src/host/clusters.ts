import type { ResolvedContext } from "../cluster/connection.ts";
import { LiveCluster } from "../cluster/live-cluster.ts";
import { resolveContexts } from "../cluster/resolve-contexts.ts";
import { sharedCluster } from "../cluster/shared-cluster.ts";
import type { ClusterRequest, Host, OpenCluster } from "../commands/host.ts";
import { outsideOfCluster } from "./outside-of-cluster.ts";

/** The clusters that a kubeconfig names. Whatever waits for one of them ends when the user asks to stop. */
export async function openClusters(request: ClusterRequest, host: Host): Promise<readonly OpenCluster[]> {
	const contexts = resolveContexts(outsideOfCluster(host), { ...request, namespace: null });
	const stop = new AbortController();
	void host.interrupted.then(() => stop.abort());
	return contexts.map((resolved) => open(resolved, stop.signal, host));
}

function open(resolved: ResolvedContext, signal: AbortSignal, host: Host): OpenCluster {
	const live = new LiveCluster({
		resolved,
		signal,
		now: host.now,
		userAgent: `boulder-migrate/${host.version}`,
		requestMilliseconds: 30_000,
	});
	const withNothingRead = (): OpenCluster => ({
		cluster: sharedCluster(live),
		uid: () => live.uid(),
		refreshed: withNothingRead,
		close: () => live.close(),
	});
	return withNothingRead();
}
