import { counts, type Item } from "../model/item.ts";
import type { Right } from "../probes/probe.ts";
import type { Bindings } from "../verify/bind.ts";
import { probesBehind } from "../verify/probes-behind.ts";

/** The rights that the probes behind some items need. */
export function rightsOf(ids: readonly string[], bindings: Bindings): Right[] {
	return probesBehind(ids, bindings).flatMap(({ rights }) => rights);
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
