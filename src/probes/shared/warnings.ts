import type { Cluster } from "../../cluster/cluster.ts";
import { type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { memoize } from "../../model/memoize.ts";
import type { Right } from "../probe.ts";

/** The newest warning about each object, by its uid. Warnings help to explain; without the right to read them the verdict is the same. */
export async function warningsIn(cluster: Cluster, namespace: string): Promise<ReadonlyMap<string, string>> {
	try {
		const { objects } = await cluster.list({ apiVersion: "v1", kind: "Event", namespace });
		return newestOf(objects);
	} catch (problem) {
		if (!(problem instanceof ClusterProblem)) throw problem;
		return new Map();
	}
}

/** There are more events than anything else, and each workload that is not ready asks for all. */
const newestOf = memoize((events: readonly KubeObject[]): ReadonlyMap<string, string> => {
	const newest = new Map<string, { readonly at: string; readonly message: string }>();
	for (const event of events) {
		const uid = stringAt(event, "involvedObject", "uid");
		if (uid === null || stringAt(event, "type") !== "Warning") continue;
		const at = stringAt(event, "lastTimestamp") ?? stringAt(event, "eventTime") ?? "";
		const before = newest.get(uid);
		if (before !== undefined && before.at > at) continue;
		newest.set(uid, { at, message: `${stringAt(event, "reason") ?? ""}: ${stringAt(event, "message") ?? ""}` });
	}
	return new Map([...newest].map(([uid, { message }]) => [uid, message]));
});

export function warningsRight(namespace: string): Right {
	return { group: "", resource: "events", verbs: ["list"], namespace, optional: true };
}
