import type { Rule } from "./rule.ts";

export const staleFooter: Rule = {
	name: "stale-footer",
	severity: "warning",
	reports: "a last-updated line that is older than the newest review",
	*check({ document }) {
		const day = document.footer?.day;
		if (day == null) return;
		const days = (document.history?.rows ?? []).flatMap((row) => (row.date.value.kind === "day" ? [row.date.value.day] : []));
		const newest = days.reduce((a, b) => (b > a ? b : a), "");
		if (newest > day.value) yield { span: day.span, message: `last updated on ${day.value}, but there is a review of ${newest}` };
	},
};
