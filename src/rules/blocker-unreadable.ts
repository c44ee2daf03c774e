import { parseIssueRule } from "./irregularity.ts";

export const blockerUnreadable = parseIssueRule(
	"unreadable-blocker",
	{
		name: "blocker-unreadable",
		severity: "warning",
		reports: "a line among the blockers without a phase or a reason, which blocks nothing",
	},
	(found) => {
		return {
			span: found.span,
			message: "this blocker has no phase or no reason",
			hint: 'write "- Phase 4: reason (since YYYY-MM-DD)"',
		};
	},
);
