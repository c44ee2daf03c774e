import { type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { commandLine } from "../../text/command-line.ts";
import { isCustom, judgeCustomResource } from "../custom-resource/judge-custom-resource.ts";
import { judgeNode } from "../node/judge-node.ts";
import type { ProbeContext, ProbeResult } from "../probe.ts";
import { condition, elapsed } from "../shared/conditions.ts";
import { diagnosePod } from "../shared/pods.ts";
import { kubectlName, observed, probeResult } from "../shared/results.ts";
import { unstable } from "../workload/restarts.ts";
import { kindRule } from "./kind-rules.ts";
import type { ObjectSource } from "./source.ts";

/** Verdicts by the rules of kinds that need more than the object, by namespace and name. */
export type BuiltInEvidence = ReadonlyMap<string, () => ProbeResult>;

function keyOf({ metadata }: KubeObject): string {
	return `${metadata.namespace ?? ""}/${metadata.name}`;
}

/** Throws ClusterProblem. */
export async function readBuiltIn(
	context: ProbeContext,
	{ apiVersion, kind }: ObjectSource,
	objects: readonly KubeObject[],
	stableMilliseconds: number,
): Promise<BuiltInEvidence | null> {
	const rule = kindRule(apiVersion, kind);
	if (rule === null) return null;
	const read = objects.map(
		async (object): Promise<[string, () => ProbeResult]> => [keyOf(object), await rule.read(object, context, stableMilliseconds)],
	);
	return new Map(await Promise.all(read));
}

/** Judges an object by the rule of its kind. A kind without one is unknown: that an object exists shows nothing about whether it works. */
export function judgeBuiltIn(
	object: KubeObject,
	evidence: BuiltInEvidence | null,
	stableMilliseconds: number,
	observedAt: string,
): ProbeResult {
	const { kind, apiVersion, metadata } = object;
	const byKind = evidence?.get(keyOf(object));
	if (byKind !== undefined) return byKind();
	if (apiVersion === "v1" && kind === "Pod") return judgePod(object, stableMilliseconds, observedAt);
	if (apiVersion === "v1" && kind === "Node") return judgeNode(object, observedAt);
	if (apiVersion.startsWith("apiregistration.k8s.io/") && kind === "APIService")
		return byCondition(object, "Available", observedAt);
	if (apiVersion === "v1" && kind === "Namespace") return byPhase(object, "Active", observedAt);
	if (isCustom(object)) return judgeCustomResource(object, observedAt);
	const message = `${kind} ${metadata.name} exists, but nothing shows whether it works`;
	return probeResult(
		"unknown",
		"NoRule",
		message,
		[observed(object, "a rule for its kind", "none", observedAt)],
		`define what is expected of ${kind === "NetworkPolicy" ? "it, or use the probe type networkpolicy" : `a ${kind}: add "expect" to the probe`}`,
	);
}

/** How long an API may be away while its server starts. */
const graceMilliseconds = 5 * 60_000;

function byCondition(object: KubeObject, type: string, observedAt: string): ProbeResult {
	const { kind, metadata } = object;
	const subject = `${kind} ${metadata.name}`;
	const hint = commandLine`kubectl describe ${kubectlName(kind, metadata.namespace ?? null, metadata.name)}`;
	const found = condition(object, type);
	const evidence = [observed(object, `${type} is True`, found?.status ?? "not set", observedAt)];
	const { generation } = metadata;
	if (found !== null && found.observedGeneration !== null && generation !== undefined && found.observedGeneration < generation)
		return probeResult(
			"pending",
			"StaleGeneration",
			`${subject} was changed, but its condition ${type} is older than the change`,
			evidence,
			hint,
		);
	if (found?.status === "True") return probeResult("pass", type, `${subject} is ${type.toLowerCase()}`, evidence);
	const detail = found === null ? "" : found.message || found.reason;
	const because = detail === "" ? "" : `: ${detail}`;
	const age = elapsed(found?.since, observedAt);
	const lasting =
		age === null ? `is not ${type.toLowerCase()}` : `has not been ${type.toLowerCase()} for ${describeDuration(age)}`;
	return probeResult(
		found?.status === "False" && (age === null || age >= graceMilliseconds) ? "fail" : "pending",
		found?.reason || `Not${type}`,
		`${subject} ${lasting}${because}`,
		evidence,
		hint,
	);
}

function byPhase(object: KubeObject, wanted: string, observedAt: string): ProbeResult {
	const phase = stringAt(object, "status", "phase") ?? "not set";
	const subject = `${object.kind} ${object.metadata.name}`;
	const evidence = [observed(object, wanted, phase, observedAt)];
	if (phase === wanted) return probeResult("pass", wanted, `${subject} is ${wanted}`, evidence);
	return probeResult(
		"pending",
		`Not${wanted}`,
		`${subject} is ${phase}, expected ${wanted}`,
		evidence,
		commandLine`kubectl describe ${kubectlName(object.kind, object.metadata.namespace ?? null, object.metadata.name)}`,
	);
}

/** A pod that runs is judged by Ready and time; one that was to end, by its end. */
function judgePod(pod: KubeObject, stableMilliseconds: number, observedAt: string): ProbeResult {
	const name = pod.metadata.name;
	if (stringAt(pod, "status", "phase") === "Succeeded" && stringAt(pod, "spec", "restartPolicy") !== "Always")
		return probeResult("pass", "Completed", `Pod ${name} has completed`, [observed(pod, "completed", "Succeeded", observedAt)]);
	const issue = diagnosePod(pod, observedAt);
	if (issue !== null)
		return probeResult(
			issue.permanent ? "fail" : "pending",
			issue.reason,
			issue.message,
			[observed(pod, "ready", issue.reason, observedAt)],
			issue.next,
		);
	const why = unstable(pod, stableMilliseconds, observedAt);
	const evidence = [observed(pod, "ready and stable", why ?? "ready", observedAt)];
	if (why !== null)
		return probeResult("pending", "NotStable", `Pod ${name} is ready, but ${why}`, evidence, "verify again, or with --wait 1m");
	return probeResult("pass", "Ready", `Pod ${name} is ready`, evidence);
}
