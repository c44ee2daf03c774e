import type { Rule } from "./rule.ts";

export const overdue: Rule = {
	name: "overdue",
	severity: "warning",
	reports: "a phase that is not complete after its target date",
	*check({ derived }) {
		for (const { phase, row, own, overdueDays } of derived) {
			const target = row?.target;
			if (target?.value.kind !== "day" || overdueDays === null) continue;
			yield {
				span: target.span,
				message: `Phase ${phase.id} was due on ${target.value.day}; ${own.counted - own.done} of ${own.counted} items are open`,
				hint: `set a new date: phase ${phase.id} --target YYYY-MM-DD`,
			};
		}
	},
};
