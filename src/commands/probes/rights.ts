import type { Right } from "../../probes/probe.ts";
import type { Bindings } from "../../verify/bind.ts";

/** The rights that the probes of some items take, those of the items that they refer to among them. */
export function rightsOf(ids: readonly string[], bindings: Bindings): Right[] {
	const seen = new Set<string>();
	const rights: Right[] = [];
	const visit = (id: string): void => {
		if (seen.has(id)) return;
		seen.add(id);
		const probe = bindings.of.get(id)?.probe;
		if (probe === undefined) return;
		rights.push(...probe.rights);
		for (const pattern of probe.refersTo) for (const next of bindings.idsOf(pattern)) visit(next);
	};
	for (const id of ids) visit(id);
	return rights;
}
