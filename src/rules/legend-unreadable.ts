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
			message: `"${found.text}" is not a known status: neither its word nor its mark is known`,
			hint: "map it to not-started, in-progress, complete or blocked: vocabulary: statuses: in the probes file",
		};
	},
);
