import type { Rule } from "./rule.ts";

export const missingStart: Rule = {
	name: "missing-start",
	severity: "warning",
	reports: "a phase with items checked off and no start date",
	*check({ derived }) {
		for (const { phase, row, own } of derived) {
			const start = row?.start;
			if (start == null || own.done === 0 || (start.value.kind !== "none" && start.value.kind !== "undecided")) continue;
			yield {
				span: start.span,
				message: `Phase ${phase.id} has ${own.done === 1 ? "an item" : `${own.done} items`} checked off and no start date`,
				hint: `phase ${phase.id} --start YYYY-MM-DD sets it`,
			};
		}
	},
};
