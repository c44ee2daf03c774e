import { parseIssueRule } from "./irregularity.ts";

export const unreadableRow = parseIssueRule(
	"unreadable-row",
	{
		name: "unreadable-row",
		severity: "warning",
		reports: "a row of the summary table that names no phase",
	},
	(found) => {
		return {
			span: found.span,
			message: `this row of the ${found.table} ${found.table === "summary" ? "names no phase" : "has no date"} and is not read`,
		};
	},
);
