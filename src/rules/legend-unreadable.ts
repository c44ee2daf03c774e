import { parseIssueRule } from "./irregularity.ts";

export const legendUnreadable = parseIssueRule(
	"unreadable-legend",
	{
		name: "legend-unreadable",
		severity: "warning",
		reports: "an entry of the legend whose word and mark are both unknown",
	},
	(found) => {
		return {
			span: found.span,
			message: `"${found.text}" is no status that is known, neither its word nor its mark`,
			hint: "say which of not-started, in-progress, complete and blocked it is: vocabulary: statuses: in the probes file",
		};
	},
);
