import type { ListRequest } from "../cluster/cluster.ts";
import { listKey } from "../cluster/shared-cluster.ts";
import { Failure } from "../model/failure.ts";
import type { ProbesFile } from "../probes/file/read-probes.ts";
import type { Probe } from "../probes/probe.ts";
import type { ProbesText } from "./open-document.ts";
import type { OpenCluster } from "./ports/clusters.ts";

/**
 * Parses a probes file and requests the lists that all of its probes read, so that the servers work while the document is parsed. The run
 * gets the same responses, because each list is requested once. Returns null for a file with an error, which is reported when it
 * is opened.
 */
export async function prefetch(
	{ text, displayPath }: ProbesText,
	namespace: string | null,
	opening: Promise<readonly OpenCluster[]>,
): Promise<ProbesFile | null> {
	const { loadProbes } = await import("../probes/file/read-probes.ts");
	let probes: ProbesFile;
	try {
		probes = await loadProbes(text, displayPath, namespace);
	} catch (problem) {
		if (problem instanceof Failure) return null;
		throw problem;
	}
	// Hundreds of probes read the same list.
	const lists = [
		...new Map(
			probes.bindings.flatMap(({ probe }) => listsOf(probe)).map((list) => [`${listKey(list)} ${list.timeout}`, list]),
		).values(),
	];
	// A cluster that cannot be opened, and a list that cannot be read, are reported by the probes that need them.
	for (const one of await opening.catch(() => [])) void request(one, probes, lists);
	return probes;
}

export function listsOf({ lists = [], parts }: Pick<Probe, "lists" | "parts">): readonly ListRequest[] {
	return [...lists, ...parts.flatMap(listsOf)];
}

/** As the run itself does: a cluster other than the pinned one is asked for its uid only. */
async function request(
	{ cluster, uid }: OpenCluster,
	{ clusterUid: pin, defaults: { listMilliseconds } }: ProbesFile,
	lists: readonly ListRequest[],
): Promise<void> {
	const asked = (): Promise<string> => (listMilliseconds === null ? uid() : uid(listMilliseconds));
	if (pin !== null && (await asked().catch(() => null)) !== pin) return;
	for (const list of lists) cluster.list(list).catch(() => {});
}
