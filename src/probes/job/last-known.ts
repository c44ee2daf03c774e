import type { Cluster } from "../../cluster/cluster.ts";
import { type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { describeDuration } from "../../model/duration.ts";
import type { Item } from "../../model/item.ts";
import { elapsed } from "../shared/conditions.ts";

/**
 * What is known about a Job that no longer exists: one with ttlSecondsAfterFinished is deleted after it finishes, with or without success.
 */
export interface LastKnown {
	readonly failed: boolean;
	readonly reason: string;
	/** Follow "it", where it failed; else a clause of their own. */
	readonly words: string;
}

interface Asked {
	readonly namespace: string;
	readonly name: string;
	readonly byPrefix: boolean;
	readonly item: Item | null;
}

/**
 * From its events, which are kept for an hour, or else from the item's checkbox: the person who checked it off saw the Job. Null if there
 * is no sign that such a Job ever existed. Throws ClusterProblem.
 */
export async function lastKnown(cluster: Cluster, { namespace, name, byPrefix, item }: Asked): Promise<LastKnown | null> {
	const { objects, observedAt } = await eventsIn(cluster, namespace);
	const own = objects.filter((event) => {
		const about = stringAt(event, "involvedObject", "name") ?? "";
		return stringAt(event, "involvedObject", "kind") === "Job" && (byPrefix ? about.startsWith(name) : about === name);
	});
	const ends = own.filter((event) => endings.has(stringAt(event, "reason") ?? ""));
	const last = ends.sort((a, b) => timeOf(b).localeCompare(timeOf(a)))[0];
	if (last !== undefined) {
		const reason = stringAt(last, "reason") ?? "";
		const age = elapsed(timeOf(last), observedAt);
		const ago = age === null ? "" : ` ${describeDuration(age)} ago`;
		if (reason !== "Completed") return { failed: true, reason, words: `failed${ago}: ${stringAt(last, "message") ?? reason}` };
		return { failed: false, reason, words: `an event reports that it completed${ago}` };
	}
	if (item?.box.value !== true) return null;
	const evidence = item.evidence.at(-1);
	const proof = evidence === undefined ? "" : ` (${evidence.text}, ${evidence.day.value})`;
	return { failed: false, reason: "CheckedOff", words: `the only record is that the item was checked off${proof}` };
}

/** https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/job/job_controller.go: reasons of events at the end of a Job. */
const endings = new Set([
	"Completed",
	"BackoffLimitExceeded",
	"DeadlineExceeded",
	"PodFailurePolicy",
	"FailedIndexes",
	"MaxFailedIndexesExceeded",
]);

function timeOf(event: KubeObject): string {
	return stringAt(event, "lastTimestamp") ?? stringAt(event, "eventTime") ?? "";
}

/** Without permission to list events, the checkbox decides. */
async function eventsIn(
	cluster: Cluster,
	namespace: string,
): Promise<{ readonly objects: readonly KubeObject[]; readonly observedAt: string }> {
	try {
		return await cluster.list({ apiVersion: "v1", kind: "Event", namespace });
	} catch (problem) {
		if (problem instanceof ClusterProblem && ["forbidden", "not-recorded"].includes(problem.kind))
			return { objects: [], observedAt: "" };
		throw problem;
	}
}
