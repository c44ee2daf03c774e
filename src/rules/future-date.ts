import type { WrittenDate } from "../model/date.ts";
import type { Located } from "../model/located.ts";
import { everyItem } from "../model/phase.ts";
import type { Problem, Rule } from "./rule.ts";

export const futureDate: Rule = {
	name: "future-date",
	severity: "warning",
	reports: "a start, a review, a blocker or evidence that is dated after today",
	*check({ document, today }) {
		const judge = function* (what: string, date: Located<WrittenDate> | null): Generator<Problem> {
			if (date?.value.kind !== "day" || date.value.day <= today) return;
			yield { span: date.span, message: `${what} is dated ${date.value.day}, today is ${today}` };
		};
		for (const row of document.summary?.rows ?? []) yield* judge(`the start of Phase ${row.phase.value}`, row.start);
		for (const row of document.history?.rows ?? []) yield* judge("this review", row.date);
		for (const blocker of document.blockers?.blockers ?? []) yield* judge(`the blocker of Phase ${blocker.phase}`, blocker.since);
		for (const phase of document.phases) {
			for (const item of everyItem(phase)) {
				for (const { day } of item.evidence)
					yield* judge(`the evidence of ${item.id}`, { span: day.span, value: { kind: "day", day: day.value } });
			}
		}
	},
};
