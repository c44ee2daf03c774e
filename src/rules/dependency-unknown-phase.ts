import type { Rule } from "./rule.ts";

export const dependencyUnknownPhase: Rule = {
	name: "dependency-unknown-phase",
	severity: "error",
	reports: "a dependency that names a phase the document does not have",
	*check({ document }) {
		const known = new Set(document.phases.map((phase) => phase.id));
		if (known.size === 0) return;
		const reported = new Set<string>();
		for (const { phase, on, span } of document.dependencies?.edges ?? []) {
			for (const id of [phase, on]) {
				if (known.has(id) || reported.has(`${span.start} ${id}`)) continue;
				reported.add(`${span.start} ${id}`);
				yield {
					span,
					message: `this dependency names Phase ${id}, which the document does not have`,
					hint: `it has ${[...known].join(", ")}`,
				};
			}
		}
	},
};
