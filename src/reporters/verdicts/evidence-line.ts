import type { Observation } from "../../model/verdict.ts";

/** `Deployment boulder-staging/boulder-sa-1: 0 ready (at 2026-11-24T00:00:00Z)`, not escaped. */
export function foundLine(one: Observation): string {
	return `${nameOf(one)}: ${one.found} (at ${one.observedAt})`;
}

/** `Deployment boulder-staging/boulder-sa-1: expected 1 ready, found 0 (resourceVersion 71, at 2026-11-24T00:00:00Z)`, not escaped. */
export function evidenceLine(one: Observation): string {
	const version = one.resourceVersion === null ? "" : `resourceVersion ${one.resourceVersion}, `;
	// An expression that the probes file breaks over lines is one line here.
	const expected = one.expected.replace(/\s*\n\s*/g, " ");
	return `${nameOf(one)}: expected ${expected}, found ${one.found} (${version}at ${one.observedAt})`;
}

function nameOf({ kind, namespace, name }: Observation): string {
	return `${kind} ${namespace === null ? name : `${namespace}/${name}`}`;
}
