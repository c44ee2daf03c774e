import type { Rule } from "./rule.ts";

export const duplicatePhase: Rule = {
	name: "duplicate-phase",
	severity: "error",
	reports: "a second section for the same phase; the items of both are counted together",
	*check({ document }) {
		for (const phase of document.phases) {
			for (const span of phase.repeated) {
				const first = document.source.lineOf(phase.heading.start);
				yield {
					span,
					message: `Phase ${phase.id} has a second section, the first one is on line ${first}; their items are counted together`,
					hint: "give it another number, or move its items into the first section",
				};
			}
		}
	},
};
