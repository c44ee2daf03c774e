import type { StatusDocument } from "./document.ts";
import type { Criterion, Item } from "./item.ts";
import { everyItem, type Phase } from "./phase.ts";

/** What the keys of a probes file can mean in a document: an id, or all of a group (`2/group-1-…/*`), a phase, a list or the risk register. */
export interface ItemPatterns {
	/** The ids that a key means; none where it means nothing. */
	readonly of: (key: string) => readonly string[];
	/** Every id of an item, a criterion or a risk. */
	readonly ids: ReadonlySet<string>;
	/** Every key that means several. */
	readonly patterns: readonly string[];
}

export function itemPatterns(document: StatusDocument): ItemPatterns {
	const several = new Map<string, string[]>();
	const ids = new Set<string>();
	const add = (key: string, of: readonly (Item | Criterion)[]): void => {
		if (of.length > 0) several.set(key, [...(several.get(key) ?? []), ...of.map((one) => one.id)]);
	};
	for (const phase of document.phases) {
		for (const one of [...everyItem(phase), ...phase.criteria]) ids.add(one.id);
		add(`${phase.id}/*`, phase.items);
		add(`${phase.id}/validation/*`, phase.validation?.items ?? []);
		add(`${phase.id}/criteria/*`, phase.criteria);
		for (const group of groupsOf(phase)) add(`${group.id}/*`, group.items);
	}
	const risks = document.risks?.rows ?? [];
	for (const { id } of risks) ids.add(id);
	if (risks.length > 0)
		several.set(
			"risks/*",
			risks.map(({ id }) => id),
		);
	const loosely = new Map<string, string[]>();
	for (const id of ids) loosely.set(loose(id), [...(loosely.get(loose(id)) ?? []), id]);
	const nearly = (key: string): readonly string[] => {
		const found = loosely.get(loose(key)) ?? [];
		return found.length === 1 ? found : [];
	};
	const of = (key: string): readonly string[] => (ids.has(key) ? [key] : (several.get(key) ?? nearly(key)));
	return { of, ids, patterns: [...several.keys()] };
}

/** What is bound to each id: the closest key wins, which is the id itself, then its group's `…/*`, then its phase's. */
export function closestKeys<T>(
	patterns: ItemPatterns,
	bindings: Iterable<readonly [key: string, bound: T]>,
): ReadonlyMap<string, T> {
	const chosen = new Map<string, { readonly bound: T; readonly rank: number }>();
	for (const [key, bound] of bindings) {
		const rank = key.endsWith("/*") ? (key.split("/").length > 2 ? 2 : 1) : 3;
		for (const id of patterns.of(key)) if ((chosen.get(id)?.rank ?? 0) < rank) chosen.set(id, { bound, rank });
	}
	return new Map([...chosen].map(([id, { bound }]) => [id, bound]));
}

/** GitHub makes "requestslimits" of "requests/limits", people write "requests-limits": hyphens alone do not distinguish ids. */
function loose(id: string): string {
	return id.replaceAll("-", "");
}

/** The groups of a phase with their items. */
function groupsOf(phase: Phase): { readonly id: string; readonly items: readonly Item[] }[] {
	return phase.groups.map(({ id, title }) => ({ id, items: phase.items.filter((item) => item.group === title) }));
}
