import { clustersOf } from "../../app/open-clusters.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { Failure } from "../../model/failure.ts";
import { type Inventory, inventoryOf } from "../../scaffold/inventory.ts";
import { isLabel } from "../../scaffold/workload.ts";
import type { InitOptions } from "./init-options.ts";

/** What `init` asks a cluster. Only reading the workloads must succeed. */
export interface ClusterOfInit {
	inventory(namespace: string): Promise<Inventory>;
	/** Those that people make; empty where they may not be listed. */
	namespaces(): Promise<readonly string[]>;
	uid(): Promise<string | null>;
	close(): void;
}

export async function openForInit(ports: Ports, given: InitOptions): Promise<ClusterOfInit> {
	const { context, kubeconfig, snapshot, execAuth } = given;
	const [open, ...others] = await clustersOf(ports, {
		execAuth,
		...(context === undefined ? {} : { context: [context] }),
		...(kubeconfig === undefined ? {} : { kubeconfig }),
		...(snapshot === undefined ? {} : { snapshot }),
	});
	if (open === undefined || others.length > 0)
		throw new Failure("usage", "the recording holds several clusters", "choose one with --context");
	const { cluster } = open;
	return {
		inventory: (namespace) => inventoryOf(cluster, namespace),
		namespaces: () =>
			orElse([], async () => {
				const { objects } = await cluster.list({ apiVersion: "v1", kind: "Namespace", namespace: null });
				return objects
					.map(({ metadata }) => metadata.name)
					.filter((name) => isLabel(name) && !name.startsWith("kube-"))
					.sort();
			}),
		uid: () => orElse(null, () => open.uid()),
		close: () => open.close(),
	};
}

async function orElse<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (problem) {
		if (problem instanceof ClusterProblem && problem.kind !== "cancelled") return otherwise;
		throw problem;
	}
}
