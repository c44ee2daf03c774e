import { cycles } from "../model/dependency.ts";
import type { Rule } from "./rule.ts";

export const dependencyCycle: Rule = {
	name: "dependency-cycle",
	severity: "error",
	reports: "phases that depend on each other, so none of them can be complete",
	*check({ document }) {
		for (const cycle of cycles(document.dependencies?.edges ?? [])) {
			const closing = cycle.at(-1);
			if (closing === undefined) continue;
			const path = [...cycle.map((edge) => edge.phase), closing.on].join(" → ");
			const message = cycle.length === 1 ? `Phase ${closing.on} depends on itself` : `phases wait for each other: ${path}`;
			yield { span: closing.span, message, hint: "remove one of these dependencies, or make it soft" };
		}
	},
};
