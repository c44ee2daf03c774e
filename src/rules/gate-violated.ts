import { namesOfPrerequisites } from "../model/dependency.ts";
import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const gateViolated: Rule = {
	name: "gate-violated",
	severity: "error",
	reports: "items checked off in a phase whose prerequisites are not complete",
	*check({ document, derived }) {
		for (const { phase, waitsFor } of derived) {
			const done = everyItem(phase).filter((item) => item.box.value);
			const [first] = done;
			const [reason] = waitsFor;
			if (first === undefined || reason === undefined) continue;
			const wants = waitsFor.map(({ on, kind }) => (kind === "hard" ? `Phase ${on} is complete` : `Phase ${on} has started`));
			const others = done.length === 1 ? "" : ` and ${done.length - 1} more`;
			yield {
				span: first.text.span,
				message: `Phase ${phase.id} cannot be worked on before ${wants.join(" and ")}, but ${first.id}${others} ${done.length === 1 ? "is" : "are"} checked off`,
				hint: `finish ${namesOfPrerequisites(waitsFor).join(", ")} (required by line ${document.source.lineOf(reason.span.start)}), or uncheck`,
			};
		}
	},
};
