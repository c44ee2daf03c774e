import type { Risk, StatusDocument } from "../model/document.ts";
import type { Criterion, Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { phasesNamed } from "../model/phase-range.ts";
import { isClosed } from "../model/risk.ts";
import { selectItems } from "./select-items.ts";

export interface VerifySelection {
	readonly items: readonly Item[];
	readonly criteria: readonly Criterion[];
	/** The phases that are asked about as a whole; none where items are named. */
	readonly phases: readonly PhaseId[];
	/** The criteria that were named by their ids. */
	readonly named: ReadonlySet<string>;
	/** With everything, the risks that are open; else those that were named. */
	readonly risks: readonly Risk[];
	/** Whether anything was chosen: then everything about it is reported. */
	readonly chosen: boolean;
}

/**
 * What `verify` is asked about: everything, or phases with their criteria (`phase 2`, `2-4`), or items in the words of `check-off`.
 * Throws a usage Failure for what is nothing or not only one thing.
 */
export function selectForVerify(words: readonly string[], document: StatusDocument): VerifySelection {
	const wanted = words.filter((word) => word.trim() !== "" && !/^phases?$/i.test(word));
	const ids = document.phases.map((phase) => phase.id);
	const named = wanted.map((word) => phasesNamed(word, ids));
	if (named.every((found) => found !== null && found.length > 0)) {
		const chosen = new Set(named.flatMap((found) => found ?? []));
		const phases = document.phases.filter((phase) => chosen.size === 0 || chosen.has(phase.id));
		return {
			items: phases.flatMap(everyItem),
			criteria: phases.flatMap((phase) => phase.criteria),
			phases: phases.map(({ id }) => id),
			named: new Set(),
			risks: chosen.size === 0 ? (document.risks?.rows ?? []).filter((risk) => !isClosed(risk)) : [],
			chosen: chosen.size > 0,
		};
	}
	const all = document.phases.flatMap((phase) => phase.criteria);
	const criteriaOf = (word: string): readonly Criterion[] => {
		const wanted = word.trim().toLowerCase();
		const group = wanted.endsWith("/criteria/*") ? wanted.slice(0, -1) : null;
		return all.filter(({ id }) => (group === null ? id.toLowerCase() === wanted : id.toLowerCase().startsWith(group)));
	};
	const criteria = [...new Set(wanted.flatMap(criteriaOf))];
	const risksOf = (word: string): readonly Risk[] => {
		const id = word.trim().toLowerCase();
		const rows = document.risks?.rows ?? [];
		return id === "risks/*" ? rows : rows.filter((risk) => risk.id.toLowerCase() === id);
	};
	const risks = [...new Set(wanted.flatMap(risksOf))];
	const others = words.filter((word) => criteriaOf(word).length === 0 && risksOf(word).length === 0);
	const queries = others.filter((word) => word.trim() !== "" && !/^phases?$/i.test(word));
	const items = queries.length === 0 ? [] : selectItems(others, document, () => true).items;
	return { items, criteria, phases: [], named: new Set(criteria.map(({ id }) => id)), risks, chosen: true };
}
