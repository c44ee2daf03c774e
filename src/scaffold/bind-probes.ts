import type { StatusDocument } from "../model/document.ts";
import type { PlannedPhase } from "./plan.ts";
import type { PlannedItem } from "./workload-item.ts";

/** A probe by the id of its item, with the text of the item. */
export interface NewProbe {
	readonly id: string;
	readonly text: string;
	readonly probe: object;
}

/**
 * Binds the plan's probes to the items as the written document is read; null where it does not read back as what was planned, so that
 * no name can make of the document anything else than it should be.
 */
export function bindProbes(document: StatusDocument, plan: readonly PlannedPhase[]): readonly NewProbe[] | null {
	if (document.phases.length !== plan.length || document.irregularities.length > 0) return null;
	const bound: NewProbe[] = [];
	for (const [index, planned] of plan.entries()) {
		const phase = document.phases[index];
		if (phase === undefined || phase.id !== planned.id || phase.title.value !== planned.title) return null;
		const lists: readonly (readonly [readonly Read[], readonly PlannedItem[]])[] = [
			[phase.items, planned.groups.flatMap(({ items }) => items)],
			[phase.criteria, planned.criteria],
			[phase.validation?.items ?? [], planned.validation],
		];
		for (const [read, wanted] of lists) {
			if (read.length !== wanted.length) return null;
			for (const [at, { text, probe }] of wanted.entries()) {
				const item = read[at];
				if (item === undefined || item.text.value !== text || item.optional === true) return null;
				if (probe !== null) bound.push({ id: item.id, text, probe });
			}
		}
	}
	return bound;
}

interface Read {
	readonly id: string;
	readonly text: { readonly value: string };
	readonly optional?: boolean;
}
