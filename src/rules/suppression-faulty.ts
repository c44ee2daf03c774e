import { isDay } from "../model/date.ts";
import { nearest } from "../model/did-you-mean.ts";
import type { Rule } from "./rule.ts";

export const suppressionFaulty: Rule = {
	name: "suppression-faulty",
	severity: "error",
	reports: "a suppression without a reason, of a rule that does not exist, or until a day that does not exist: it has no effect",
	*check({ document, ruleNames }) {
		for (const { rule, until, reason, span } of document.suppressions) {
			if (!ruleNames.includes(rule.value)) {
				const close = nearest(rule.value, ruleNames);
				yield {
					span: rule.span,
					message: `there is no rule "${rule.value}"`,
					hint: close === null ? "validate names the rule of each finding" : `did you mean "${close}"?`,
				};
			} else if (until !== null && !isDay(until)) {
				yield {
					span,
					message: `this suppresses ${rule.value} until "${until}", which is not a day`,
					hint: `<!-- boulder-migrate-ignore ${rule.value} until YYYY-MM-DD: ${reason === "" ? "REASON" : reason} -->`,
				};
			} else if (reason === "") {
				yield {
					span,
					message: `this suppresses ${rule.value} without a reason`,
					hint: `<!-- boulder-migrate-ignore ${rule.value}: REASON -->`,
				};
			}
		}
	},
};
