import { itemPatterns } from "../model/item-patterns.ts";
import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const unboundItem: Rule = {
	name: "unbound-item",
	severity: "warning",
	reports: "an item without a probe or an attestation, in a phase where others have one",
	*check({ document, bindings }) {
		if (bindings === null) return;
		const { of } = itemPatterns(document);
		// A file with only a vocabulary binds nothing, and a phase without any binding is not to be probed yet.
		const bound = new Set(bindings.keys.flatMap(({ key }) => of(key)));
		const begun = document.phases.filter((phase) => everyItem(phase).some(({ id }) => bound.has(id)));
		for (const item of begun.flatMap(everyItem)) {
			if (bound.has(item.id) || item.notApplicable !== null) continue;
			yield {
				span: item.text.span,
				message: `${item.id} has no probe and no attestation, so only its checkbox counts`,
				hint: `add a probe or an attestation for it to ${bindings.file}`,
			};
		}
	},
};
