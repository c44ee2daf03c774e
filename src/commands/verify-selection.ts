import type { StatusDocument } from "../model/document.ts";
import type { Criterion, Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import { phasesNamed } from "../model/phase-range.ts";
import { selectItems } from "./select-items.ts";

export interface VerifySelection {
	readonly items: readonly Item[];
	readonly criteria: readonly Criterion[];
	/** Whether anything was chosen: then all is told of it. */
	readonly chosen: boolean;
}

/**
 * What `verify` is asked about: everything, or phases with their criteria (`phase 2`, `2-4`), or items in the words of `check-off`.
 * Throws a usage Failure for what is nothing or not only one thing.
 */
export function selectForVerify(words: readonly string[], document: StatusDocument): VerifySelection {
	const meant = words.filter((word) => word.trim() !== "" && !/^phases?$/i.test(word));
	const ids = document.phases.map((phase) => phase.id);
	const named = meant.map((word) => phasesNamed(word, ids));
	if (named.every((found) => found !== null && found.length > 0)) {
		const chosen = new Set(named.flatMap((found) => found ?? []));
		const phases = document.phases.filter((phase) => chosen.size === 0 || chosen.has(phase.id));
		return { items: phases.flatMap(everyItem), criteria: phases.flatMap((phase) => phase.criteria), chosen: chosen.size > 0 };
	}
	const criteria = document.phases.flatMap((phase) => phase.criteria).filter(({ id }) => meant.includes(id));
	const others = words.filter((word) => !criteria.some(({ id }) => id === word));
	const items = others.length === 0 ? [] : selectItems(others, document, false).items;
	return { items, criteria, chosen: true };
}
