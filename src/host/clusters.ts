import type { ClusterRequest, OpenCluster } from "../app/ports/clusters.ts";
import type { Invocation } from "../app/ports/ports.ts";
import type { ResolvedContext } from "../cluster/kubeconfig/connection.ts";
import { resolveContexts } from "../cluster/kubeconfig/resolve-contexts.ts";
import { LiveCluster } from "../cluster/live-cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { sharedCluster } from "../cluster/shared-cluster.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import { type ClusterPorts, clusterEnvironment } from "./cluster-environment.ts";

type VersionedPorts = ClusterPorts & { readonly invocation: Pick<Invocation, "version"> };

/** The clusters in a kubeconfig. Requests to them are canceled when the user interrupts the program. */
export async function openClusters(request: ClusterRequest, ports: VersionedPorts): Promise<readonly OpenCluster[]> {
	const environment = clusterEnvironment(ports);
	const resolve = (contexts: readonly string[]): readonly ResolvedContext[] =>
		resolveContexts(environment, { ...request, contexts, namespace: null });
	const openAll = (contexts: readonly string[]): readonly OpenCluster[] =>
		resolve(contexts).map((resolved) => open(resolved, ports));
	const names = [...new Set(request.contexts)];
	if (names.length < 2) return openAll(names);
	try {
		return openAll(names);
	} catch (problem) {
		if (!(problem instanceof ClusterProblem)) throw problem;
		return eachByItself(names, openAll);
	}
}

/** A context that cannot be opened hides nothing of the others. Throws where none can. */
function eachByItself(
	names: readonly string[],
	openAll: (contexts: readonly string[]) => readonly OpenCluster[],
): readonly OpenCluster[] {
	const problems: ClusterProblem[] = [];
	const opened = names.flatMap((name) => {
		try {
			return openAll([name]);
		} catch (problem) {
			if (!(problem instanceof ClusterProblem)) throw problem;
			problems.push(problem);
			return [unavailable(name, problem)];
		}
	});
	if (problems.length === names.length && problems[0] !== undefined) throw problems[0];
	return opened;
}

function unavailable(name: string, problem: ClusterProblem): OpenCluster {
	const cluster = unavailableCluster(name, problem);
	const opened: OpenCluster = { cluster, uid: () => Promise.reject(problem), refreshed: () => opened, close: () => {} };
	return opened;
}

function open(resolved: ResolvedContext, ports: VersionedPorts): OpenCluster {
	// Each has a signal of its own: from the eleventh listener on, Node takes a shared one for a leak.
	const stop = new AbortController();
	void ports.invocation.interrupted.then(() => stop.abort());
	const live = new LiveCluster({
		resolved,
		signal: stop.signal,
		now: ports.clock.now,
		userAgent: `boulder-migrate/${ports.invocation.version}`,
		requestMilliseconds: 30_000,
	});
	live.connectAhead();
	const withNothingRead = (): OpenCluster => {
		let uid: Promise<string> | undefined;
		const askUid = (timeout?: number): Promise<string> => {
			uid ??= live.uid(timeout);
			return uid;
		};
		return { cluster: sharedCluster(live), uid: askUid, refreshed: withNothingRead, close: () => live.close() };
	};
	return withNothingRead();
}
