import { nearest } from "../model/did-you-mean.ts";
import type { StatusDocument } from "../model/document.ts";
import type { Criterion, Item } from "../model/item.ts";
import type { Phase } from "../model/phase.ts";
import { everyItem } from "../model/phase.ts";
import type { Binding, ProbesFile } from "../probes/file/read-probes.ts";
import { fault } from "../probes/file/read-yaml.ts";

/** Which probe proves which item, and which keys of the probes file mean nothing in this document. */
export interface Bindings {
	/** By id, of items and criteria. */
	readonly of: ReadonlyMap<string, Binding>;
	readonly orphans: readonly { readonly binding: Binding; readonly nearest: string | null }[];
	/** Items without a binding, in document order. */
	readonly unbound: readonly Item[];
	/** The ids that a pattern means. */
	readonly idsOf: (pattern: string) => readonly string[];
}

/**
 * Binds the keys of a probes file to what a document has. The nearer key wins: an item's own id, then its group's `…/*`, then its
 * phase's. Throws a Failure where items refer to each other in a circle.
 */
export function bind(document: StatusDocument, probes: ProbesFile): Bindings {
	const idsOf = patterns(document);
	const chosen = new Map<string, { readonly binding: Binding; readonly rank: number }>();
	const orphans: { binding: Binding; nearest: string | null }[] = [];
	const known = [...idsOf.all()];
	for (const binding of probes.bindings) {
		const ids = idsOf.of(binding.key);
		if (ids.length === 0) orphans.push({ binding, nearest: nearest(binding.key, [...known, ...idsOf.patterns()]) });
		const rank = rankOf(binding.key);
		for (const id of ids) if ((chosen.get(id)?.rank ?? -1) < rank) chosen.set(id, { binding, rank });
	}
	const of = new Map([...chosen].map(([id, { binding }]) => [id, binding]));
	refuseCircles(of, idsOf.of, probes.file);
	const items = document.phases.flatMap(everyItem);
	return { of, orphans, unbound: items.filter((item) => !of.has(item.id)), idsOf: idsOf.of };
}

function rankOf(key: string): number {
	if (!key.endsWith("/*")) return 3;
	return key.split("/").length > 2 ? 2 : 1;
}

function patterns(document: StatusDocument): {
	of: (pattern: string) => readonly string[];
	all: () => Iterable<string>;
	patterns: () => Iterable<string>;
} {
	const sets = new Map<string, string[]>();
	const single = new Set<string>();
	const add = (key: string, ids: readonly string[]): void => {
		if (ids.length > 0) sets.set(key, [...(sets.get(key) ?? []), ...ids]);
	};
	for (const phase of document.phases) {
		const ids = (of: readonly (Item | Criterion)[]): string[] => of.map((one) => one.id);
		for (const id of ids([...everyItem(phase), ...phase.criteria])) single.add(id);
		add(`${phase.id}/*`, ids(phase.items));
		add(`${phase.id}/validation/*`, ids(phase.validation?.items ?? []));
		add(`${phase.id}/criteria/*`, ids(phase.criteria));
		for (const group of groupsOf(phase)) add(`${group.id}/*`, ids(group.items));
	}
	return {
		of: (pattern) => (single.has(pattern) ? [pattern] : (sets.get(pattern) ?? [])),
		all: () => single,
		patterns: () => sets.keys(),
	};
}

/** The groups of a phase with their items. */
export function groupsOf(phase: Phase): { readonly id: string; readonly title: string; readonly items: readonly Item[] }[] {
	return phase.groups.map(({ id, title }) => ({ id, title, items: phase.items.filter((item) => item.group === title) }));
}

/** An item that is proven by itself would be proven by nothing. */
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
