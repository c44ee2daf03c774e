import type { Rule } from "./rule.ts";

export const reviewUnknownPhase: Rule = {
	name: "review-unknown-phase",
	severity: "warning",
	reports: "a row of the review history about a phase the document does not have",
	*check({ document }) {
		const known = new Set(document.phases.map((phase) => phase.id));
		if (known.size === 0) return;
		for (const { phase, phases } of document.history?.rows ?? []) {
			const unknown = phases.filter((id) => !known.has(id));
			if (phase === null || unknown.length === 0) continue;
			yield { span: phase.span, message: `this review is about Phase ${unknown.join(", ")}, which the document does not have` };
		}
	},
};
