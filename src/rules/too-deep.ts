import { parseIssueRule } from "./irregularity.ts";

export const tooDeep = parseIssueRule(
	"too-deep",
	{
		name: "too-deep",
		severity: "error",
		reports: "lists or quotes nested so deeply that the section is not read",
	},
	(found) => ({
		span: found.span,
		message: "this is nested more than 100 levels deep: its section was not read",
		hint: "reduce the nesting",
	}),
);
