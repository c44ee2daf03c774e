import { Failure } from "../model/failure.ts";
import { refusePointer } from "../model/lfs-pointer.ts";
import type { ClusterOptions } from "./options.ts";
import type { OpenCluster } from "./ports/clusters.ts";
import type { Ports } from "./ports/ports.ts";

/** The clusters that the options select: live ones, or those of a recording. Throws a Failure or ClusterProblem. */
export async function clustersOf(ports: Ports, options: ClusterOptions): Promise<readonly OpenCluster[]> {
	if (options.snapshot === undefined)
		return ports.clusters.open({
			kubeconfig: options.kubeconfig ?? null,
			contexts: options.context ?? [],
			arePluginsAllowed: options.execAuth,
		});
	if (options.kubeconfig !== undefined)
		throw new Failure("usage", "a recording is verified without a cluster", "leave out --kubeconfig or --snapshot");
	return recordedClusters(ports, options.snapshot, options.context ?? []);
}

/** The same, opened while the document is read. A failure is reported to the caller that awaits it, and is otherwise not an unhandled rejection. */
export function openEarly(ports: Ports, options: ClusterOptions): Promise<readonly OpenCluster[]> {
	const opening = clustersOf(ports, options);
	opening.catch(() => {});
	return opening;
}

/** The same clusters, to be asked again. A failure to open them is reported by the code that needs one. */
export function refreshed(opening: Promise<readonly OpenCluster[]>): Promise<readonly OpenCluster[]> {
	const again = opening.then((clusters) => clusters.map((one) => one.refreshed()));
	again.catch(() => {});
	return again;
}

/** Closes what was opened, if it was. */
export async function closeAll(opening: Promise<readonly OpenCluster[]>): Promise<void> {
	for (const one of await opening.catch(() => [])) one.close();
}

/** Recordings of thousands of objects are long. */
const maxRecordingBytes = 512 * 1024 * 1024;

async function recordedClusters(ports: Ports, file: string, wanted: readonly string[]): Promise<readonly OpenCluster[]> {
	const bytes = ports.files.read(file, maxRecordingBytes);
	if (bytes === null) throw new Failure("unusable", `there is no file ${file}`, "record one: boulder-migrate snapshot -o FILE");
	refusePointer(bytes, file, "the recording");
	return clustersOfRecording(new TextDecoder().decode(bytes), file, wanted);
}

/** The clusters of a recording's text; `file` is for messages. Throws a Failure if it is not a recording, and for a missing context. */
export async function clustersOfRecording(
	text: string,
	file: string,
	wanted: readonly string[],
): Promise<readonly OpenCluster[]> {
	const { readRecording } = await import("../cluster/recording/read-recording.ts");
	const { RecordingError } = await import("../cluster/recording/recording-fields.ts");
	const { RecordedCluster } = await import("../cluster/recording/recorded-cluster.ts");
	try {
		const { contexts, recordedAt } = readRecording(text);
		const names = contexts.map(({ name }) => name);
		const unknown = wanted.find((name) => !names.includes(name));
		if (unknown !== undefined)
			throw new Failure("usage", `the recording has no context ${unknown}`, `it has ${names.join(", ")}`);
		return contexts
			.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
			.map((recorded): OpenCluster => {
				const cluster = new RecordedCluster(recorded, recordedAt);
				const open: OpenCluster = { cluster, uid: () => cluster.uid(), refreshed: () => open, close: () => {} };
				return open;
			});
	} catch (problem) {
		if (problem instanceof RecordingError)
			throw new Failure(
				"unusable",
				`${file} is not a recording: ${problem.message}`,
				"record one: boulder-migrate snapshot -o FILE",
			);
		throw problem;
	}
}
