import { parseIssueRule } from "./irregularity.ts";

export const evidenceUnreadable = parseIssueRule(
	"unreadable-evidence",
	{
		name: "evidence-unreadable",
		severity: "error",
		reports: "evidence without a reviewer and a date",
	},
	(found) => {
		return {
			span: found.span,
			message: "this evidence has no reviewer or no date",
			hint: "write - Evidence: TEXT (REVIEWER, YYYY-MM-DD), or with an end: (REVIEWER, YYYY-MM-DD, until YYYY-MM-DD)",
		};
	},
);
