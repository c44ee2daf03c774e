import { Failure } from "../model/failure.ts";
import type { ClusterOptions } from "./cluster-options.ts";
import type { Host, OpenCluster } from "./host.ts";

/** The clusters that the options name: live ones, or those of a recording. Throws a Failure or ClusterProblem. */
export async function clustersOf(host: Host, options: ClusterOptions): Promise<readonly OpenCluster[]> {
	if (options.snapshot === undefined)
		return host.clusters({
			kubeconfig: options.kubeconfig ?? null,
			contexts: options.context ?? [],
			arePluginsAllowed: options.execAuth,
		});
	if (options.kubeconfig !== undefined)
		throw new Failure("usage", "a recording is judged without a cluster", "leave out --kubeconfig or --snapshot");
	const bytes = host.files.read(options.snapshot);
	if (bytes === null)
		throw new Failure("unusable", `there is no file ${options.snapshot}`, "record one: boulder-migrate snapshot -o FILE");
	const { readRecording, recordedClusters } = await import("../cluster/recording.ts");
	const recording = readRecording(bytes, options.snapshot);
	if (recording.kind === "invalid") throw new Failure("unusable", `${options.snapshot} is no recording: ${recording.problem}`);
	const wanted = options.context ?? [];
	const all = recordedClusters(recording.recording);
	const unknown = wanted.find((name) => !all.some(({ cluster }) => cluster.context === name));
	if (unknown !== undefined) {
		const known = all.map(({ cluster }) => cluster.context).join(", ");
		throw new Failure("usage", `the recording has no context ${unknown}`, `it has ${known}`);
	}
	const chosen = all.filter(({ cluster }) => wanted.length === 0 || wanted.includes(cluster.context));
	return chosen.map((one): OpenCluster => {
		const open: OpenCluster = { cluster: one.cluster, uid: async () => one.uid, refreshed: () => open, close: () => {} };
		return open;
	});
}
