import type { Bindings } from "./bind.ts";

/** Whether something is asked about these items, and no cluster has to be: neither about them nor about those that their probes refer to. */
export function areLocal(ids: readonly string[], bindings: Bindings): boolean {
	const seen = new Set<string>();
	const isLocal = (id: string): boolean => {
		if (seen.has(id)) return true;
		seen.add(id);
		const probe = bindings.of.get(id)?.probe;
		return probe === undefined || (probe.isLocal === true && probe.refersTo.flatMap(bindings.idsOf).every(isLocal));
	};
	return ids.some((id) => bindings.of.has(id)) && ids.every(isLocal);
}
