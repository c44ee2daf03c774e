import type { Cluster, ObjectList } from "../../cluster/cluster.ts";
import { at, type KubeObject } from "../../cluster/objects/object.ts";
import { isTypingError } from "../../model/typing-error.ts";
import type { Observation, Outcome } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import { isRecord } from "../../text/record.ts";
import type { Absence, ProbeResult } from "../probe.ts";
import { isObserved } from "./conditions.ts";
import { ofName } from "./names-and-labels.ts";
import { nearestName } from "./ownership.ts";
import { absent, inNamespace, kubectlName, observed, probeResult } from "./results.ts";

/** The result of looking up an object: its absence is evidence as well. */
export interface Lookup {
	readonly kind: string;
	readonly namespace: string | null;
	readonly name: string;
	/** Null if none has that name. */
	readonly object: KubeObject | null;
	/** The most similar existing name. */
	readonly nearest: string | null;
	readonly observedAt: string;
}

/** Throws ClusterProblem. */
export async function findObject(
	cluster: Cluster,
	{
		apiVersion,
		kind,
		namespace,
		name,
	}: { readonly apiVersion: string; readonly kind: string; readonly namespace: string | null; readonly name: string },
): Promise<Lookup> {
	return lookUp(await cluster.list({ apiVersion, kind, namespace }), kind, namespace, name);
}

export function lookUp(list: ObjectList, kind: string, namespace: string | null, name: string): Lookup {
	const object = ofName(list.objects, name)[0] ?? null;
	return {
		kind,
		namespace,
		name,
		object,
		nearest: object === null ? nearestName(list.objects, name) : null,
		observedAt: list.observedAt,
	};
}

export function notFound(
	{ kind, namespace, name, nearest: suggestion, observedAt }: Lookup,
	hint: string | null = null,
): ProbeResult {
	const where = namespace === null ? "" : ` in ${namespace}`;
	const words = `${kind} ${name} does not exist${where}${suggestion === null ? "" : `; there is ${suggestion}`}`;
	const list = commandLine`kubectl get${inNamespace(namespace)} ${kind.toLowerCase()}`;
	const found = probeResult("fail", "NotFound", words, [absent(kind, namespace, name, observedAt)], hint ?? list);
	return { ...found, absence: absenceOf(name, suggestion), missing: { kind, namespace, name } };
}

/** That nothing of a name exists. `close`: the existing name that is nearest to it. */
export function absenceOf(name: string, close: string | null): Absence {
	return { name, typo: close !== null && isTypingError(name, close) ? close : null, isExpected: false };
}

/** Builds a result about one object: `words` follow its kind and name. */
export type ReportFn = (
	outcome: Outcome,
	reason: string,
	words: string,
	hint?: string | null,
	more?: readonly Observation[],
) => ProbeResult;

export function reporterFor(object: KubeObject, expected: string, observedAt: string): ReportFn {
	const { name, namespace = null } = object.metadata;
	const describe = commandLine`kubectl describe ${kubectlName(object.kind, namespace, name)}`;
	return (outcome, reason, words, hint, more = []) =>
		probeResult(
			outcome,
			reason,
			`${object.kind} ${name} ${words}`,
			[observed(object, expected, words, observedAt), ...more],
			hint === undefined ? (outcome === "pass" ? null : describe) : hint,
		);
}

/**
 * Conditions for every kind, before its own rules: it is not being deleted, and its controller has observed its current generation.
 * `observes`: a kind whose controller always reports the observed generation.
 */
export function preconditions(
	object: KubeObject,
	report: ReportFn,
	options: { readonly hasStatus: boolean; readonly observes?: boolean },
): ProbeResult | null {
	if (object.metadata.deletionTimestamp !== undefined) return report("fail", "Terminating", "is being deleted");
	const status = at(object, "status");
	if (options.hasStatus && (!isRecord(status) || Object.keys(status).length === 0))
		return report("pending", "NotObserved", "has no status yet: no controller has processed it");
	const isSeen = isObserved(object);
	if (isSeen === false || (isSeen === null && options.observes === true))
		return report("pending", "StaleGeneration", "was changed, but its controller has not observed the change yet");
	return null;
}

/** A counter of a status: 0 where it is left out, as the API does for zeros; null where it is no number. */
export function counterAt(object: unknown, ...path: readonly string[]): number | null {
	const found = at(object, ...path);
	if (found === undefined || found === null) return 0;
	return typeof found === "number" ? found : null;
}

export const scalableKinds = ["Deployment", "StatefulSet", "ReplicaSet"] as const;
export type ScalableKind = (typeof scalableKinds)[number];
