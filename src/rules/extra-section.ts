import { parseIssueRule } from "./irregularity.ts";

export const extraSection = parseIssueRule(
	"extra-section",
	{
		name: "extra-section",
		severity: "warning",
		reports: "a second summary table or review history: only the first one is read and kept up to date",
	},
	(found) => {
		return {
			span: { start: found.span.start, end: found.span.start + 1 },
			message: `this is a second ${found.section}: only the first one is read`,
		};
	},
);
