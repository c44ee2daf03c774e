import { parseIssueRule } from "./irregularity.ts";

export const blockerUnreadable = parseIssueRule(
	"unreadable-blocker",
	{
		name: "blocker-unreadable",
		severity: "warning",
		reports: "a line among the blockers that names no phase or no reason, and so blocks nothing",
	},
	(found) => {
		return {
			span: found.span,
			message: "this blocker names no phase, or no reason",
			hint: 'write "- Phase 4: reason (since YYYY-MM-DD)"',
		};
	},
);
