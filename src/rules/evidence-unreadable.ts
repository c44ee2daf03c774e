import { parseIssueRule } from "./irregularity.ts";

export const evidenceUnreadable = parseIssueRule(
	"unreadable-evidence",
	{
		name: "evidence-unreadable",
		severity: "error",
		reports: "evidence without a reviewer and a day: it attests nothing",
	},
	(found) => {
		return {
			span: found.span,
			message: "this evidence does not say who looked and when",
			hint: "write - Evidence: TEXT (REVIEWER, YYYY-MM-DD), and a day it ends with: (REVIEWER, YYYY-MM-DD, until YYYY-MM-DD)",
		};
	},
);
