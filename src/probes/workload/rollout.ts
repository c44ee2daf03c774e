import { at, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { commandLine } from "../../text/command-line.ts";
import { count } from "../../text/wording.ts";
import { condition, elapsed, isTrue } from "../shared/conditions.ts";
import { isReady } from "../shared/pods.ts";
import type { WorkloadEvidence } from "./read-workload.ts";

/** What the status of a kind reports about its rollout. */
export interface Rollout {
	/** Desired pods. */
	readonly wanted: number;
	/** Whether a pod is of the newest revision. */
	readonly isCurrent: (pod: KubeObject) => boolean;
	/** Why it is not rolled out, by its status alone; null if it is. */
	readonly open: {
		readonly outcome: "pending" | "fail";
		readonly reason: string;
		readonly message: string;
		readonly hint?: string | null;
	} | null;
}

type Evidence = WorkloadEvidence & { readonly workload: KubeObject };

export function rolloutOf(evidence: Evidence): Rollout {
	switch (evidence.kind) {
		case "Deployment":
			return deployment(evidence);
		case "StatefulSet":
			return statefulSet(evidence);
		case "DaemonSet":
			return daemonSet(evidence);
		case "ReplicaSet":
			return replicaSet(evidence);
	}
}

const revision = "deployment.kubernetes.io/revision";

/** The ReplicaSet of the newest revision. */
function newest(replicaSets: readonly KubeObject[]): KubeObject | null {
	const numbered = replicaSets.map((set) => ({ set, number: Number(set.metadata.annotations?.[revision] ?? "0") }));
	return numbered.sort((a, b) => b.number - a.number)[0]?.set ?? null;
}

function deployment({ workload, replicaSets, pods, observedAt }: Evidence): Rollout {
	const ready = pods.filter(isReady).map((pod) => elapsed(condition(pod, "Ready")?.since, observedAt) ?? 0);
	const wanted = numberAt(workload, "spec", "replicas") ?? 1;
	const current = newest(replicaSets);
	const isCurrent = (pod: KubeObject): boolean =>
		current?.metadata.uid !== undefined &&
		listAt(pod, "metadata", "ownerReferences").some((reference) => stringAt(reference, "uid") === current.metadata.uid);
	const open = (): Rollout["open"] => {
		if (at(workload, "spec", "paused") === true)
			return {
				outcome: "pending",
				reason: "Paused",
				message: "is paused: changes are not rolled out",
				// A controller that owns it resumes it when it is time.
				...(listAt(workload, "metadata", "ownerReferences").length > 0 ? {} : { hint: resume(workload) }),
			};
		const failure = condition(workload, "ReplicaFailure");
		if (failure?.status === "True")
			return {
				outcome: "fail",
				reason: failure.reason || "ReplicaFailure",
				message: `cannot create its pods: ${failure.message}`,
			};
		const status = (field: string): number => numberAt(workload, "status", field) ?? 0;
		const behind =
			shortOf(wanted, status("updatedReplicas"), "updated") ??
			(status("replicas") > status("updatedReplicas")
				? `still has ${count(status("replicas") - status("updatedReplicas"), "pod")} of an old revision`
				: null) ??
			shortOf(wanted, status("readyReplicas"), "ready");
		if (behind !== null) return progress(workload, behind);
		const available = status("availableReplicas");
		if (available < wanted) {
			return { outcome: "pending", reason: "NotAvailable", message: notAvailable(workload, wanted, available, ready) ?? "" };
		}
		if (!isTrue(workload, "Available"))
			return { outcome: "pending", reason: "NotAvailable", message: "is not available by its own condition" };
		return null;
	};
	return { wanted, isCurrent, open: open() };
}

/** Past its deadline a rollout is red, and not merely late. */
function progress(workload: KubeObject, behind: string): Rollout["open"] {
	const progressing = condition(workload, "Progressing");
	if (progressing?.status === "False" && progressing.reason === "ProgressDeadlineExceeded")
		return { outcome: "fail", reason: "ProgressDeadlineExceeded", message: `${behind}, and makes no progress` };
	return { outcome: "pending", reason: "RollingOut", message: behind };
}

/** When the deadline was found to be exceeded. An undo of it takes a moment to be seen: what was created later is not judged by it. */
export function deadlineExceededAt(workload: KubeObject): string | null {
	const progressing = condition(workload, "Progressing");
	return progressing?.reason === "ProgressDeadlineExceeded" ? (progressing.updated ?? progressing.since) : null;
}

function statefulSet({ workload, pods }: Evidence): Rollout {
	const wanted = numberAt(workload, "spec", "replicas") ?? 1;
	const update = stringAt(workload, "status", "updateRevision");
	const isCurrent = (pod: KubeObject): boolean => update !== null && pod.metadata.labels?.["controller-revision-hash"] === update;
	const open = (): Rollout["open"] => {
		const status = (field: string): number => numberAt(workload, "status", field) ?? 0;
		const old = pods.filter((pod) => !isCurrent(pod));
		const strategy = stringAt(workload, "spec", "updateStrategy", "type");
		const partition = numberAt(workload, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
		if (old.length > 0 && strategy === "OnDelete") {
			const hint = commandLine`kubectl delete -n ${workload.metadata.namespace ?? "default"} pod/${old[0]?.metadata.name ?? ""}`;
			return {
				outcome: "pending",
				reason: "HeldByOnDelete",
				message: `has ${count(old.length, "pod")} of an old revision, which ${old.length === 1 ? "stays until it is" : "stay until they are"} deleted (OnDelete)`,
				hint,
			};
		}
		if (old.length > 0 && partition > 0)
			return {
				outcome: "pending",
				reason: "HeldByPartition",
				message: `has ${count(old.length, "pod")} of an old revision, held by the partition ${partition}`,
			};
		const behind =
			shortOf(wanted, status("readyReplicas"), "ready") ??
			shortOf(wanted, status("updatedReplicas"), "updated") ??
			(old.length > 0 ? `has ${count(old.length, "pod")} of an old revision (${old[0]?.metadata.name ?? ""})` : null) ??
			notAvailable(workload, wanted, status("availableReplicas"));
		return behind === null ? null : { outcome: "pending", reason: "RollingOut", message: behind };
	};
	return { wanted, isCurrent, open: open() };
}

function daemonSet({ workload }: Evidence): Rollout {
	const status = (field: string): number => numberAt(workload, "status", field) ?? 0;
	const wanted = status("desiredNumberScheduled");
	const behind =
		shortOf(wanted, status("currentNumberScheduled"), "scheduled") ??
		shortOf(wanted, status("updatedNumberScheduled"), "updated") ??
		shortOf(wanted, status("numberReady"), "ready") ??
		notAvailable(workload, wanted, status("numberAvailable"));
	const held = stringAt(workload, "spec", "updateStrategy", "type") === "OnDelete" && status("updatedNumberScheduled") < wanted;
	return {
		wanted,
		isCurrent: () => true,
		open:
			behind === null
				? null
				: held
					? {
							outcome: "pending",
							reason: "HeldByOnDelete",
							message: `${behind}; old pods stay until they are deleted (OnDelete)`,
						}
					: { outcome: "pending", reason: "RollingOut", message: behind },
	};
}

function replicaSet({ workload }: Evidence): Rollout {
	const wanted = numberAt(workload, "spec", "replicas") ?? 1;
	const status = (field: string): number => numberAt(workload, "status", field) ?? 0;
	const failure = condition(workload, "ReplicaFailure");
	const behind = shortOf(wanted, status("readyReplicas"), "ready") ?? notAvailable(workload, wanted, status("availableReplicas"));
	return {
		wanted,
		isCurrent: () => true,
		open:
			failure?.status === "True"
				? { outcome: "fail", reason: failure.reason || "ReplicaFailure", message: `cannot create its pods: ${failure.message}` }
				: behind === null
					? null
					: { outcome: "pending", reason: "RollingOut", message: behind },
	};
}

function shortOf(wanted: number, found: number, what: string): string | null {
	return found < wanted ? `has ${found} of ${wanted} replicas ${what}` : null;
}

/** Ready pods count as available when they have stayed so. */
function notAvailable(
	workload: KubeObject,
	wanted: number,
	available: number,
	/** How long each ready pod has been so, where that is known. */
	ready: readonly number[] = [],
): string | null {
	const short = shortOf(wanted, available, "available");
	const hold = numberAt(workload, "spec", "minReadySeconds") ?? 0;
	if (short === null || hold === 0) return short;
	// kubernetes/kubernetes#103258: the controller looks again late.
	if (ready.filter((time) => time >= hold * 1000).length >= wanted)
		return `${short}, though ${wanted} have been ready for longer than ${describeDuration(hold * 1000)}: its controller has not counted them yet`;
	return `${short}; each has to be ready for ${describeDuration(hold * 1000)} first (minReadySeconds)`;
}

function resume(workload: KubeObject): string | null {
	return commandLine`kubectl rollout resume -n ${workload.metadata.namespace ?? "default"} deployment/${workload.metadata.name}`;
}

/** How long something exists, in words; empty where that is not known. */
export function ageOf(object: KubeObject, now: string): string {
	const age = elapsed(object.metadata.creationTimestamp, now);
	return age === null ? "" : describeDuration(age);
}
