import type { Rule } from "./rule.ts";

export const blockerUnknownPhase: Rule = {
	name: "blocker-unknown-phase",
	severity: "error",
	reports: "a blocker that names a phase the document does not have",
	*check({ document }) {
		const known = new Set(document.phases.map((phase) => phase.id));
		if (known.size === 0) return;
		for (const { phase, span } of document.blockers?.blockers ?? []) {
			if (known.has(phase)) continue;
			yield {
				span,
				message: `this blocker names Phase ${phase}, which the document does not have`,
				hint: `it has ${[...known].join(", ")}`,
			};
		}
	},
};
