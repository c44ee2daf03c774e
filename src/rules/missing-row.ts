import type { Rule } from "./rule.ts";

export const missingRow: Rule = {
	name: "missing-row",
	severity: "error",
	reports: "a phase without a row in the summary table",
	*check({ document, derived }) {
		if (document.summary === null) return;
		for (const { phase, row } of derived) {
			if (row !== null) continue;
			yield {
				span: phase.heading,
				message: `Phase ${phase.id} has no row in the summary table`,
				hint: "add a row for it",
			};
		}
	},
};
