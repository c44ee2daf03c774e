import { portMismatch as mismatchOf } from "../model/item-ports.ts";
import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const portMismatch: Rule = {
	name: "port-mismatch",
	severity: "error",
	reports: "an item with another port than its probe",
	*check({ document, bindings }) {
		if (bindings === null) return;
		const bound = new Map(bindings.keys.map((key) => [key.key, key]));
		for (const item of document.phases.flatMap(everyItem)) {
			const binding = bound.get(item.id);
			const problem = mismatchOf(item.text.value, binding?.ports ?? null);
			if (problem === null || binding === undefined) continue;
			yield {
				span: item.text.span,
				message: `${item.id}: ${problem}`,
				hint: `correct the wrong one; the probe is at ${bindings.file}:${binding.line}:${binding.column}`,
			};
		}
	},
};
