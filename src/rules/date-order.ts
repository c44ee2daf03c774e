import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const dateOrder: Rule = {
	name: "date-order",
	severity: "error",
	reports: "dates in the wrong order: a target before the start, evidence that expires before its date",
	*check({ document }) {
		for (const row of document.summary?.rows ?? []) {
			const { phase, start, target } = row;
			if (start?.value.kind !== "day" || target?.value.kind !== "day" || target.value.day >= start.value.day) continue;
			yield {
				span: target.span,
				message: `Phase ${phase.value}: the target ${target.value.day} is before the start ${start.value.day}`,
				hint: `phase ${phase.value} --target YYYY-MM-DD sets another one`,
			};
		}
		for (const phase of document.phases) {
			for (const item of everyItem(phase)) {
				for (const { day: given, until } of item.evidence) {
					if (until === null || until.value >= given.value) continue;
					yield {
						span: until.span,
						message: `${item.id}: the evidence of ${given.value} expires on ${until.value}, before its date`,
					};
				}
			}
		}
	},
};
