import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const dateOrder: Rule = {
	name: "date-order",
	severity: "error",
	reports: "an end before its beginning: a target before the start, evidence that expires before it was given",
	*check({ document }) {
		for (const row of document.summary?.rows ?? []) {
			const { phase, start, target } = row;
			if (start?.value.kind !== "day" || target?.value.kind !== "day" || target.value.day >= start.value.day) continue;
			yield {
				span: target.span,
				message: `Phase ${phase.value}: the target ${target.value.day} is before the start ${start.value.day}`,
				hint: `phase ${phase.value} --target D sets another one`,
			};
		}
		for (const phase of document.phases) {
			for (const item of everyItem(phase)) {
				for (const { day: given, until } of item.evidence) {
					if (until === null || until.value >= given.value) continue;
					yield {
						span: until.span,
						message: `${item.id}: the evidence of ${given.value} ends on ${until.value}, before it was given`,
					};
				}
			}
		}
	},
};
