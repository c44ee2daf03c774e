import type { Probe } from "../probes/probe.ts";
import type { Bindings } from "./bind.ts";

/** The probes that decide about some items: their own, and those of the items that these refer to. Each once. */
export function probesBehind(ids: readonly string[], { of, idsOf }: Pick<Bindings, "of" | "idsOf">): readonly Probe[] {
	const seen = new Set<string>();
	const probes: Probe[] = [];
	const visit = (id: string): void => {
		if (seen.has(id)) return;
		seen.add(id);
		const probe = of.get(id)?.probe;
		if (probe === undefined) return;
		probes.push(probe);
		for (const pattern of probe.refersTo) for (const next of idsOf(pattern)) visit(next);
	};
	for (const id of ids) visit(id);
	return probes;
}

/** Whether any of these items has a probe, and no cluster has to be asked for the probes behind them. */
export function areLocal(ids: readonly string[], bindings: Bindings): boolean {
	return ids.some((id) => bindings.of.has(id)) && probesBehind(ids, bindings).every(({ isLocal }) => isLocal === true);
}

/** Whether a probe behind an item, or a part of one, reads files next to the probes file. */
export function readsFiles(id: string, bindings: Bindings): boolean {
	const reads = (probe: Probe): boolean => probe.readsFiles === true || probe.parts.some(reads);
	return probesBehind([id], bindings).some(reads);
}
