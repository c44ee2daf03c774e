import type { KubeObject } from "../../cluster/objects/object.ts";
import type { Observation, Outcome } from "../../model/verdict.ts";
import { type Quoted, quoted } from "../../text/command-line.ts";
import type { ProbeResult } from "../probe.ts";

/** An observation of an object. */
export function observed(object: KubeObject, expected: string, found: string, observedAt: string): Observation {
	return {
		kind: object.kind,
		namespace: object.metadata.namespace ?? null,
		name: object.metadata.name,
		uid: object.metadata.uid ?? null,
		resourceVersion: object.metadata.resourceVersion ?? null,
		expected,
		found,
		observedAt,
	};
}

/** An observation that something is not there. */
export function absent(kind: string, namespace: string | null, name: string, observedAt: string): Observation {
	return { kind, namespace, name, uid: null, resourceVersion: null, expected: "exists", found: "does not exist", observedAt };
}

export function probeResult(
	outcome: Outcome,
	reason: string,
	message: string,
	evidence: readonly Observation[],
	hint: string | null = null,
): ProbeResult {
	return { outcome, reason, message, hint, evidence };
}

/** Pending for as long as it is parked. The hint must not undo what parked it. */
export function parkedResult(
	reason: string,
	message: string,
	evidence: readonly Observation[],
	hint: string | null = null,
): ProbeResult {
	return { ...probeResult("pending", reason, message, evidence, hint), parked: true };
}

/** A namespaced name in a command: `-n boulder-staging deployment/boulder-sa-1`. */
export function kubectlName(kind: string, namespace: string | null, name: string): Quoted {
	return namespace === null ? quoted`${kind.toLowerCase()}/${name}` : quoted`-n ${namespace} ${kind.toLowerCase()}/${name}`;
}

/** ` -n boulder-staging`, with a blank in front; nothing for what is in no namespace. */
export function inNamespace(namespace: string | null): Quoted {
	return namespace === null ? quoted`` : quoted` -n ${namespace}`;
}
