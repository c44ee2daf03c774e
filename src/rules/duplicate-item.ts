import type { Item } from "../model/item.ts";
import { normalised } from "../model/words/vocabulary.ts";
import type { Rule } from "./rule.ts";

export const duplicateItem: Rule = {
	name: "duplicate-item",
	severity: "error",
	reports: "items of one list with the same text, distinguished only by their order",
	*check({ document }) {
		for (const phase of document.phases) {
			const lists = [phase.items, phase.validation?.items ?? []];
			for (const items of lists) {
				const seen = new Map<string, Item>();
				for (const item of items) {
					const key = JSON.stringify([item.group, item.parent, normalised(item.text.value)]);
					const first = seen.get(key);
					if (first === undefined) {
						seen.set(key, item);
						continue;
					}
					if (item.pinned) continue;
					yield {
						span: item.text.span,
						message: `"${item.text.value}" is already on line ${document.source.lineOf(first.box.span.start)}; only its order gives it the id ${item.id}`,
						hint: "remove one, reword one, or pin an id: <!-- id: another-name -->",
					};
				}
			}
		}
	},
};
