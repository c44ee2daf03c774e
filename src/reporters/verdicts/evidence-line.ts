import type { Observation } from "../../model/verdict.ts";

/** `Deployment boulder-staging/boulder-sa-1: expected 1 ready, found 0 (resourceVersion 71, at 2026-11-24T00:00:00Z)`, not escaped. */
export function evidenceLine(one: Observation): string {
	const name = one.namespace === null ? one.name : `${one.namespace}/${one.name}`;
	const version = one.resourceVersion === null ? "" : `resourceVersion ${one.resourceVersion}, `;
	// An expression that the probes file breaks over lines is one line here.
	const expected = one.expected.replace(/\s*\n\s*/g, " ");
	return `${one.kind} ${name}: expected ${expected}, found ${one.found} (${version}at ${one.observedAt})`;
}
