import type { Rule } from "./rule.ts";

export const reviewIncomplete: Rule = {
	name: "review-incomplete",
	severity: "warning",
	reports: "a row of the review history without a date, a reviewer or a change",
	*check({ document }) {
		for (const { placeholder, date, reviewer, change, span } of document.history?.rows ?? []) {
			if (placeholder || date.value.kind === "unreadable" || date.value.kind === "vague") continue;
			const missing = [
				date.value.kind === "day" ? null : "date",
				reviewer !== null && /^[-\u2013\u2014\s]*$/.test(reviewer.value) ? "reviewer" : null,
				change !== null && /^[-\u2013\u2014\s]*$/.test(change.value) ? "change" : null,
			].filter((part) => part !== null);
			if (missing.length > 0) yield { span, message: `this review has no ${missing.join(" and no ")}` };
		}
	},
};
