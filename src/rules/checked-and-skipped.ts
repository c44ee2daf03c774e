import { everyItem } from "../model/phase.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Rule } from "./rule.ts";

export const checkedAndSkipped: Rule = {
	name: "checked-and-skipped",
	severity: "warning",
	reports: "an item that is both checked off and not applicable",
	*check({ document }) {
		for (const phase of document.phases) {
			for (const item of everyItem(phase)) {
				if (item.notApplicable === null || !item.box.value) continue;
				yield {
					span: item.text.span,
					message: `${item.id} is both checked off and not applicable`,
					hint: advice("unskip or ", commandLine`uncheck ${item.id}`),
				};
			}
		}
	},
};
