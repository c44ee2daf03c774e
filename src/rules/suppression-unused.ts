import { isDay } from "../model/date.ts";
import type { Rule } from "./rule.ts";

/** Runs after the other rules, with the findings that each suppression covered. */
export const suppressionUnused: Rule = {
	name: "suppression-unused",
	severity: "warning",
	reports: "a suppression of a rule that reports nothing here",
	*check({ document, ruleNames, unasked, suppressed }) {
		for (const suppression of document.suppressions) {
			if (suppression.reason === "" || (suppression.until !== null && !isDay(suppression.until))) continue;
			if (!ruleNames.includes(suppression.rule.value) || suppressed.has(suppression)) continue;
			if (unasked.includes(suppression.rule.value)) continue;
			yield {
				span: suppression.span,
				message: `${suppression.rule.value} reports nothing here any more`,
				hint: "remove this comment",
			};
		}
	},
};
