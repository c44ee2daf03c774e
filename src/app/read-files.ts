import type { Probe } from "../probes/probe.ts";
import type { Bindings } from "../verify/bind.ts";

/** Whether the probe of an item, a part of it or an item that it refers to looks at files beside the probes file. */
export function filesReadBy(id: string, bindings: Bindings, seen: ReadonlySet<string> = new Set()): boolean {
	const probe = bindings.of.get(id)?.probe;
	if (probe === undefined || seen.has(id)) return false;
	const now = new Set([...seen, id]);
	const reads = (one: Probe): boolean => one.readsFiles === true || one.parts.some(reads);
	return (
		reads(probe) || probe.refersTo.flatMap((pattern) => bindings.idsOf(pattern)).some((next) => filesReadBy(next, bindings, now))
	);
}
