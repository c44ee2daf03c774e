import { nearest } from "../model/did-you-mean.ts";
import type { StatusDocument } from "../model/document.ts";
import type { Item } from "../model/item.ts";
import { closestKeys, itemPatterns } from "../model/item-patterns.ts";
import { everyItem } from "../model/phase.ts";
import { fault } from "../probes/file/probes-yaml.ts";
import type { Binding, ProbesFile } from "../probes/file/read-probes.ts";

/** Which probe proves which item, and which keys of the probes file mean nothing in this document. */
export interface Bindings {
	/** By id, of items and criteria. */
	readonly of: ReadonlyMap<string, Binding>;
	readonly orphans: readonly Binding[];
	/** Every binding of the file, in its order. */
	readonly all: readonly Binding[];
	/** The existing key that is most similar to a misspelled one; null from the hundredth on. Each is compared with every id. */
	readonly nearestKey: (key: string) => string | null;
	/** Items without a binding, in document order. */
	readonly unbound: readonly Item[];
	/** The ids that a pattern means. */
	readonly idsOf: (pattern: string) => readonly string[];
}

/** A file with more orphaned keys belongs to another document, and suggestions for all would take quadratic time. */
const maxSuggestions = 100;

/** Binds the keys of a probes file to the items of a document. Throws a Failure where items refer to each other in a circle. */
export function bind(document: StatusDocument, probes: ProbesFile): Bindings {
	const patterns = itemPatterns(document);
	const of = closestKeys(
		patterns,
		probes.bindings.map((binding) => [binding.key, binding] as const),
	);
	const orphans = probes.bindings.filter(({ key }) => patterns.of(key).length === 0);
	refuseCircles(of, patterns.of, probes.file);
	const items = document.phases.flatMap(everyItem);
	let suggestions = 0;
	const nearestKey = (key: string): string | null => {
		suggestions += 1;
		return suggestions > maxSuggestions ? null : nearest(key, [...patterns.ids, ...patterns.patterns]);
	};
	return { of, orphans, all: probes.bindings, nearestKey, unbound: items.filter((item) => !of.has(item.id)), idsOf: patterns.of };
}

/** An item must not depend on itself. */
function refuseCircles(of: ReadonlyMap<string, Binding>, idsOf: (pattern: string) => readonly string[], file: string): void {
	const done = new Set<string>();
	const visit = (id: string, path: readonly string[]): void => {
		const binding = of.get(id);
		if (binding === undefined || done.has(id)) return;
		if (path.includes(id)) {
			const circle = [...path.slice(path.indexOf(id)), id].join(" → ");
			throw fault(
				file,
				binding.place,
				`items are proven by each other in a circle: ${circle}`,
				"let one of them have a probe of its own",
			);
		}
		for (const pattern of binding.probe.refersTo) for (const next of idsOf(pattern)) visit(next, [...path, id]);
		done.add(id);
	};
	for (const id of of.keys()) visit(id, []);
}
