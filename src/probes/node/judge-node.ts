import { at, type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { commandLine } from "../../text/command-line.ts";
import type { ProbeResult } from "../probe.ts";
import { condition, conditionsAt, elapsed } from "../shared/conditions.ts";
import { kubectlName, observed, parkedResult, probeResult } from "../shared/results.ts";

/** A kubelet that restarts is not ready for some seconds; after this time, it needs attention. */
const graceMilliseconds = 5 * 60_000;

/**
 * Taints that the cluster itself puts on a node with which something is wrong, or that is about to go. Those of people (dedicated,
 * nvidia.com/gpu) only reserve it. https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
const problemTaint =
	/^node\.kubernetes\.io\/|not-ready|unreachable|uninitialized|shutdown|out-of-service|impending|ToBeDeleted|disrupt|terminat|interrupt|drain/i;

/** Conditions of a kubelet or the node problem detector that are True while something is wrong. */
const problemCondition =
	/(?:Pressure|Unavailable|Deadlock|Unhealthy|Problem|Failed|Failure|Restart|Hung|Corrupt\w*|ReadonlyFilesystem)$/;

/** Whether a node is ready and takes pods. */
export function judgeNode(node: KubeObject, now: string): ProbeResult {
	const subject = `Node ${node.metadata.name}`;
	const hint = commandLine`kubectl describe ${kubectlName("node", null, node.metadata.name)}`;
	const ready = condition(node, "Ready");
	if (ready?.status !== "True") {
		const age = elapsed(ready?.since, now);
		const detail = ready === null ? "" : ready.message || ready.reason;
		const lasting = age === null ? "is not ready" : `has not been ready for ${describeDuration(age)}`;
		const words = `${subject} ${lasting}${detail === "" ? "" : `: ${detail}`}`;
		const isOver = ready?.status === "False" && (age === null || age >= graceMilliseconds);
		const seen = [observed(node, "Ready is True", ready?.status ?? "not set", now)];
		return probeResult(isOver ? "fail" : "pending", ready?.reason || "NotReady", words, seen, hint);
	}
	if (at(node, "spec", "unschedulable") === true) {
		const words = `${subject} is parked: it is cordoned and accepts no new pods`;
		return parkedResult("Cordoned", words, [observed(node, "it takes pods", "cordoned", now)], hint);
	}
	for (const taint of listAt(node, "spec", "taints")) {
		const key = stringAt(taint, "key") ?? "";
		const effect = stringAt(taint, "effect");
		if (!problemTaint.test(key) || effect === "PreferNoSchedule") continue;
		const words = `${subject} accepts no new pods: it has the taint ${key}:${effect ?? ""}`;
		return probeResult("pending", "Tainted", words, [observed(node, "no taint of the cluster's own", key, now)], hint);
	}
	for (const { type, status, since, message, reason } of conditionsAt(node)) {
		if (status !== "True" || !problemCondition.test(type)) continue;
		const age = elapsed(since, now);
		const lasting = age === null ? "" : ` for ${describeDuration(age)}`;
		const detail = message || reason;
		const words = `${subject} has had the condition ${type}${lasting}${detail === "" ? "" : `: ${detail}`}`;
		const seen = [observed(node, `${type} is not True`, "True", now)];
		return probeResult(age === null || age >= graceMilliseconds ? "fail" : "pending", reason || type, words, seen, hint);
	}
	return probeResult("pass", "Ready", `${subject} is ready`, [observed(node, "Ready is True", "True", now)]);
}
