import type { Rule } from "./rule.ts";

export const orphanRow: Rule = {
	name: "orphan-row",
	severity: "error",
	reports: "a row of the summary table whose phase has no section",
	*check({ document }) {
		const known = new Set(document.phases.map((phase) => phase.id));
		if (known.size === 0) return;
		for (const { phase } of document.summary?.rows ?? []) {
			if (known.has(phase.value)) continue;
			yield {
				span: phase.span,
				message: `the table has a row for Phase ${phase.value}, but there is no section "Phase ${phase.value}"`,
				hint: "add the section, or remove the row",
			};
		}
	},
};
