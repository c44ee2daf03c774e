import type { Rule } from "./rule.ts";

export const duplicateRow: Rule = {
	name: "duplicate-row",
	severity: "error",
	reports: "a second row for the same phase in the summary table",
	*check({ document }) {
		const seen = new Set<string>();
		for (const { phase } of document.summary?.rows ?? []) {
			if (seen.has(phase.value)) {
				yield {
					span: phase.span,
					message: `Phase ${phase.value} has a second row in the table; only the first one is read`,
					hint: "remove one",
				};
			}
			seen.add(phase.value);
		}
	},
};
