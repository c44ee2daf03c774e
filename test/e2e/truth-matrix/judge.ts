import { resolveContexts } from "../../../src/cluster/kubeconfig/resolve-contexts.ts";
import { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { sharedCluster } from "../../../src/cluster/shared-cluster.ts";
import { readProbes } from "../../../src/probes/file/read-probes.ts";
import type { ProbeResult } from "../../../src/probes/probe.ts";
import type { Bindings } from "../../../src/verify/bind.ts";
import { runProbes } from "../../../src/verify/run-probes.ts";
import { realOutside } from "../../cluster/kubeconfig/environment.ts";
import { probeContext } from "../../probes/objects.ts";

export interface Judge {
	readonly judge: (probe: string, namespace: string) => Promise<ProbeResult>;
	readonly close: () => void;
}

/** Judges by the way that `verify` takes, from the kubeconfig to the verdict. Nothing read for one verdict is used for another. */
export function judgeWith(kubeconfig: string): Judge {
	const [resolved] = resolveContexts(realOutside("/", {}), {
		kubeconfig,
		contexts: [],
		arePluginsAllowed: false,
		namespace: null,
	});
	if (resolved === undefined) throw new Error(`no context in ${kubeconfig}`);
	const live = new LiveCluster({
		resolved,
		signal: new AbortController().signal,
		now: () => new Date(),
		userAgent: "truth-matrix",
		requestMilliseconds: 30_000,
	});
	return {
		close: () => live.close(),
		judge: async (probe, namespace) => {
			const text = `schemaVersion: 1\ndefaults: { namespace: ${namespace}, stableFor: 1s }\nprobes:\n  row: ${probe.replaceAll("NS", namespace)}\n`;
			const [binding] = readProbes(text, "probes.yaml").bindings;
			if (binding === undefined) throw new Error("no probe");
			const bindings: Bindings = {
				of: new Map([["row", binding]]),
				orphans: [],
				all: [],
				nearestKey: () => null,
				unbound: [],
				idsOf: () => [],
			};
			const { workTree, today } = probeContext({});
			const circumstances = {
				cluster: sharedCluster(live),
				workTree,
				today,
				now: new Date().toISOString(),
				allowExec: false,
				bug: ({ thrown }: { readonly thrown: unknown }) => {
					throw thrown;
				},
			};
			const found = (await runProbes(["row"], new Map(), bindings, circumstances)).get("row");
			if (found === undefined) throw new Error("no finding");
			return found;
		},
	};
}
