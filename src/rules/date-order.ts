import type { WrittenDate } from "../model/date.ts";
import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const dateOrder: Rule = {
	name: "date-order",
	severity: "error",
	reports: "an end before its beginning: a target before the start, evidence that expires before it was given",
	*check({ document }) {
		for (const row of document.summary?.rows ?? []) {
			const start = day(row.start?.value);
			const target = day(row.target?.value);
			if (start === null || target === null || row.target === null || target >= start) continue;
			yield {
				span: row.target.span,
				message: `Phase ${row.phase.value}: the target ${target} is before the start ${start}`,
				hint: `phase ${row.phase.value} --target D sets another one`,
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

function day(written: WrittenDate | undefined): string | null {
	return written?.kind === "day" ? written.day : null;
}
