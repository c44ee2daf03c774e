import { counts, type Item } from "../model/item.ts";
import type { Right } from "../probes/probe.ts";
import type { Bindings } from "../verify/bind.ts";

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

/** The namespaces that some rights are about. */
function namespacesOf(rights: readonly Right[]): readonly string[] {
	return [...new Set(rights.flatMap(({ namespace }) => namespace ?? []))].sort();
}

/** The namespaces that only optional items need: a cluster may do without them, and a role cannot be created in one that is not there. */
export function optionalNamespaces(items: readonly Item[], ids: readonly string[], bindings: Bindings): readonly string[] {
	const optional = new Set(items.filter((item) => !counts(item)).map(({ id }) => id));
	const needed = new Set(
		namespacesOf(
			rightsOf(
				ids.filter((id) => !optional.has(id)),
				bindings,
			),
		),
	);
	return namespacesOf(rightsOf(ids, bindings)).filter((namespace) => !needed.has(namespace));
}
