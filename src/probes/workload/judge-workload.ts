import { type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import { count, few } from "../../text/wording.ts";
import type { ProbeResult } from "../probe.ts";
import { condition, elapsed, isObserved } from "../shared/conditions.ts";
import { absenceOf } from "../shared/lookup.ts";
import { isTerminating } from "../shared/ownership.ts";
import { diagnosePod, hasEnded, isReady, type PodIssue } from "../shared/pods.ts";
import { absent, kubectlName, observed, probeResult } from "../shared/results.ts";
import type { WorkloadEvidence } from "./read-workload.ts";
import { sidecarsOf, unstable } from "./restarts.ts";
import { ageOf, deadlineExceededAt, type Rollout, rolloutOf } from "./rollout.ts";

export interface WorkloadDemands {
	readonly minReplicas: number;
	readonly stableMilliseconds: number;
	readonly ports: readonly number[];
	/** A whole image, or a pattern with `*`. */
	readonly image: string | null;
}

/** Whether a workload is rolled out, and stays so. Each layer needs its own positive fact: the object, its controller, its pods, time. */
export function judgeWorkload(evidence: WorkloadEvidence, demands: WorkloadDemands): ProbeResult {
	const { workload, kind, name, namespace, observedAt } = evidence;
	const subject = `${kind} ${name}`;
	if (workload === null) {
		const suggestion = evidence.nearest === null ? "" : `; there is ${evidence.nearest}`;
		const found = probeResult(
			"fail",
			"NotFound",
			`${subject} does not exist in ${namespace}${suggestion}`,
			[absent(kind, namespace, name, observedAt)],
			commandLine`kubectl get -n ${namespace} ${kind.toLowerCase()}s`,
		);
		return { ...found, absence: absenceOf(name, evidence.nearest), missing: { kind, namespace, name } };
	}
	const describe = commandLine`kubectl describe ${kubectlName(kind, namespace, name)}`;
	const observe = (found: string): Observation => observed(workload, expectation(demands), found, observedAt);
	const finish = (
		outcome: "fail" | "pending",
		reason: string,
		words: string,
		more: readonly Observation[] = [],
		hint = describe,
	): ProbeResult => probeResult(outcome, reason, `${subject} ${words}`, [observe(words), ...more], hint);
	if (isTerminating(workload)) return finish("fail", "Terminating", "is being deleted");
	const seenByController = isObserved(workload);
	if (seenByController !== true)
		return finish(
			"pending",
			"StaleGeneration",
			seenByController === null
				? "has no status yet: its controller has not processed it"
				: "was changed, but its controller has not observed the change yet",
		);
	const rollout = rolloutOf({ ...evidence, workload });
	if (rollout.wanted === 0) {
		if (evidence.kind === "DaemonSet")
			return finish("fail", "NothingScheduled", "runs on no node: no node matches its selector and tolerations");
		const { scaledBy } = evidence;
		if (scaledBy === null)
			return finish(
				"fail",
				"ScaledToZero",
				"is scaled to zero",
				[],
				commandLine`kubectl scale ${kubectlName(kind, namespace, name)} --replicas=1`,
			);
		// An autoscaler undoes any manual scaling, so the hint points at the autoscaler.
		const look = commandLine`kubectl describe ${kubectlName(scaledBy.kind, namespace, scaledBy.name)}`;
		const seenOf = scaledBy.object === null ? [] : [observed(scaledBy.object, "replicas", "zero", observedAt)];
		const found = finish("pending", "ScaledToZero", scaledBy.words, seenOf, look);
		return scaledBy.setsZero ? { ...found, parked: true } : found;
	}
	if (rollout.open?.reason === "Paused")
		return { ...finish("pending", "Paused", rollout.open.message, [], rollout.open.hint), parked: true };
	const pods = podsOf(evidence, rollout);
	if (rollout.open !== null || pods.ready.length < rollout.wanted) return unfinished(evidence, workload, rollout, pods, finish);
	if (pods.old.length > 0)
		return finish(
			"pending",
			"OldReplicas",
			`still has ${count(pods.old.length, "pod")} of an old revision`,
			seen(pods.old, observedAt),
		);
	if (pods.leaving.length > 0)
		return finish(
			"pending",
			"OldReplicas",
			`is rolled out, but ${count(pods.leaving.length, "pod")} of an old revision ${pods.leaving.length === 1 ? "has" : "have"} not ended yet: ${few(pods.leaving.map((pod) => pod.metadata.name))}`,
			seen(pods.leaving, observedAt),
		);
	if (rollout.wanted < demands.minReplicas)
		return finish("fail", "TooFewReplicas", `has ${count(rollout.wanted, "replica")}, expected at least ${demands.minReplicas}`);
	return (
		mismatch(pods.ready, demands, finish, observedAt) ??
		stability(pods.ready, demands, finish, observedAt) ??
		probeResult(
			"pass",
			"RolledOut",
			`${subject} is rolled out: ${pods.ready.length} of ${rollout.wanted} replicas ready, for ${readyFor(pods.ready, observedAt) ?? ageOf(workload, observedAt)}`,
			[observe(`${pods.ready.length} of ${rollout.wanted} ready and available`), ...seen(pods.ready, observedAt)],
		)
	);
}

type Finish = (
	outcome: "fail" | "pending",
	reason: string,
	words: string,
	more?: readonly Observation[],
	hint?: string | null,
) => ProbeResult;

interface Pods {
	readonly ready: readonly KubeObject[];
	readonly unready: readonly KubeObject[];
	readonly old: readonly KubeObject[];
	/** Includes pods of an old revision, and those being deleted. */
	readonly leaving: readonly KubeObject[];
	/** Ended and not replaced. */
	readonly ended: readonly KubeObject[];
}

function podsOf({ pods }: WorkloadEvidence, rollout: Rollout): Pods {
	const living = pods.filter((pod) => !hasEnded(pod) && !isTerminating(pod));
	const current = living.filter(rollout.isCurrent);
	return {
		ready: current.filter(isReady),
		unready: current.filter((pod) => !isReady(pod)),
		old: living.filter((pod) => !rollout.isCurrent(pod)),
		leaving: pods.filter((pod) => !hasEnded(pod) && isTerminating(pod) && !rollout.isCurrent(pod)),
		ended: pods.filter((pod) => hasEnded(pod) && rollout.isCurrent(pod)),
	};
}

/** Not rolled out: which pod prevents it, and why, down to the container. */
function unfinished(evidence: WorkloadEvidence, workload: KubeObject, rollout: Rollout, pods: Pods, finish: Finish): ProbeResult {
	const now = evidence.observedAt;
	// A StatefulSet's update may be stuck on a broken pod of the revision before it; a Deployment's old pods hold nothing up.
	const old = evidence.kind === "StatefulSet" ? pods.old : [];
	const suspects = [...pods.unready, ...old, ...pods.ended];
	const issues = suspects.map((pod) => diagnosePod(pod, now)).filter((issue) => issue !== null);
	const worst = issues.find((issue) => issue.permanent) ?? issues[0] ?? null;
	const words =
		rollout.open?.message ??
		`has ${pods.ready.length} of ${rollout.wanted} replicas ready according to its pods, unlike its status`;
	if (worst === null) {
		// What was undone is ready again before its controller takes the exceeded deadline back.
		const undone = deadlineExceededAt(workload) !== null && pods.ready.length >= rollout.wanted;
		const { outcome = "pending", reason = "PodsNotReady", hint } = rollout.open ?? {};
		const found = finish(
			undone ? "pending" : outcome,
			undone ? "RollingOut" : reason,
			words + missingPods(evidence, workload, rollout, pods),
			[],
			hint,
		);
		return reason === "HeldByOnDelete" || reason === "HeldByPartition" ? { ...found, parked: true } : found;
	}
	const sameReason = issues.filter((issue) => issue.reason === worst.reason).length;
	const others = sameReason > 1 ? ` (and ${count(sameReason - 1, "other pod")} alike)` : "";
	const warning = evidence.warnings.get(worst.pod.metadata.uid ?? "");
	const because = warning === undefined ? "" : ` (${warning})`;
	const stuck = stuckRevision(evidence.namespace, rollout, worst);
	const message = `${words}: ${worst.message}${because}${others}${stuck === null ? "" : "; it is of an old revision and blocks the update"}`;
	const late = rollout.open?.outcome === "fail" && !isAfterDeadline(workload, worst.pod);
	// A pod that ended may have been replaced by one that starts just now: only what cannot come right is red.
	const permanent =
		worst.permanent && (pods.unready.some((pod) => pod === worst.pod) || pods.old.some((pod) => pod === worst.pod));
	const outcome = late || permanent ? "fail" : "pending";
	const reason = worst.permanent ? worst.reason : (rollout.open?.reason ?? worst.reason);
	return finish(outcome, reason, message, seen([worst.pod], now), stuck ?? worst.next);
}

/** Pods are missing, with the reason if their controller reported it; existing pods have no issue. */
function missingPods({ pods: all, warnings }: WorkloadEvidence, workload: KubeObject, rollout: Rollout, pods: Pods): string {
	const missing = rollout.wanted - pods.ready.length - pods.old.length;
	if (missing <= 0) return "";
	const leaving = all.filter((pod) => !hasEnded(pod) && isTerminating(pod)).map((pod) => pod.metadata.name);
	if (leaving.length > 0) return `; ${few(leaving)} ${leaving.length === 1 ? "has" : "have"} to end first`;
	const warning = warnings.get(workload.metadata.uid ?? "");
	return `; ${count(missing, "pod")} ${missing === 1 ? "is" : "are"} missing${warning === undefined ? "" : ` (${warning})`}`;
}

/** The command that frees a StatefulSet whose update waits for a broken pod of the old revision (kubernetes/kubernetes#67250). */
function stuckRevision(namespace: string, rollout: Rollout, { pod, permanent }: PodIssue): string | null {
	if (!permanent || rollout.isCurrent(pod)) return null;
	return commandLine`kubectl delete -n ${namespace} pod/${pod.metadata.name}`;
}

/** After an undo, the exceeded deadline of the previous rollout remains for a moment: it is not applied to a younger pod. */
function isAfterDeadline(workload: KubeObject, pod: KubeObject): boolean {
	const exceeded = deadlineExceededAt(workload);
	return exceeded !== null && created(pod) > exceeded;
}

function mismatch(pods: readonly KubeObject[], demands: WorkloadDemands, finish: Finish, now: string): ProbeResult | null {
	for (const pod of pods) {
		const containers = listAt(pod, "spec", "containers");
		const sidecars = sidecarsOf(pod);
		const beside = listAt(pod, "spec", "initContainers").filter((one) => sidecars.has(stringAt(one, "name") ?? ""));
		const ports = [...containers, ...beside]
			.flatMap((container) => listAt(container, "ports"))
			.map((port) => numberAt(port, "containerPort"));
		const missing = demands.ports.filter((port) => !ports.includes(port));
		if (missing.length > 0) {
			const has = ports.length === 0 ? "it names none" : `it names ${few(ports.map(String), 6)}`;
			return finish("fail", "PortMissing", `does not open port ${missing.join(", ")}: ${has}`, seen([pod], now));
		}
		const images = containers.map((container) => stringAt(container, "image") ?? "");
		const wanted = demands.image;
		if (wanted !== null && !images.some((image) => fits(image, wanted)))
			return finish("fail", "OtherImage", `runs ${few(images)}, expected ${wanted}`, seen([pod], now));
	}
	return null;
}

function fits(image: string, pattern: string): boolean {
	const parts = pattern.split("*");
	const [first = "", ...rest] = parts;
	if (rest.length === 0) return image === pattern;
	if (!image.startsWith(first)) return false;
	let from = first.length;
	for (const [index, part] of rest.entries()) {
		const at = index === rest.length - 1 ? (image.endsWith(part) ? image.length - part.length : -1) : image.indexOf(part, from);
		if (at < from) return false;
		from = at + part.length;
	}
	return true;
}

function stability(pods: readonly KubeObject[], demands: WorkloadDemands, finish: Finish, now: string): ProbeResult | null {
	for (const pod of pods) {
		const why = unstable(pod, demands.stableMilliseconds, now);
		if (why !== null)
			return finish("pending", "NotStable", `is ready, but ${why}`, seen([pod], now), "verify again, or with --wait 1m");
	}
	return null;
}

/** A verdict depends on all pods, but its evidence lists only some. */
function seen(pods: readonly KubeObject[], now: string): Observation[] {
	return pods
		.slice(0, 5)
		.map((pod) => observed(pod, "ready", isReady(pod) ? "ready" : (diagnosePod(pod, now)?.reason ?? "not ready"), now));
}

/** How long the last of them to become ready has been so: its age would promise more. */
function readyFor(pods: readonly KubeObject[], now: string): string | null {
	const since = pods.map((pod) => elapsed(condition(pod, "Ready")?.since ?? pod.metadata.creationTimestamp, now));
	const known = since.filter((one) => one !== null);
	return known.length === 0 ? null : describeDuration(Math.min(...known));
}

function created(object: KubeObject): string {
	return stringAt(object, "metadata", "creationTimestamp") ?? "";
}

function expectation({ minReplicas, ports }: WorkloadDemands): string {
	const open = ports.length === 0 ? "" : `, with port ${ports.join(", ")}`;
	return `rolled out, at least ${minReplicas} ready and available${open}`;
}
