import type { Rule } from "./rule.ts";

export const missingSection: Rule = {
	name: "missing-section",
	severity: "warning",
	reports: "a missing part of a status document: phases, summary table, review history, validation lists",
	*check({ document }) {
		const whole = document.title?.span ?? { start: 0, end: 0 };
		if (document.phases.length === 0) {
			yield {
				span: whole,
				severity: "error",
				message: "no phase was found",
				hint: 'a phase is a heading such as "## Phase 2: Service Splitting"; other words than Phase go into vocabulary: in the probes file',
			};
			return;
		}
		if (document.summary === null) {
			yield {
				span: whole,
				message: "there is no summary table of the phases",
				hint: "add one with at least the columns Phase, Status and Completion",
			};
		}
		if (document.history === null) {
			yield {
				span: whole,
				message: "there is no review history",
				hint: 'add "## Review History" with a table of Date, Reviewer, Phase and Status Update: each check-off leaves a row there',
			};
		}
		const listed = document.phases.filter((phase) => phase.validation !== null);
		if (listed.length === 0) return;
		for (const phase of document.phases) {
			if (phase.validation !== null) continue;
			yield {
				span: phase.heading,
				message: `Phase ${phase.id} has no validation list, other phases have`,
				hint: `add "### Phase ${phase.id} Validation" to the validation checklist`,
			};
		}
	},
};
