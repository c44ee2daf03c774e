import { parseIssueRule } from "./irregularity.ts";

export const assignmentUnreadable = parseIssueRule(
	"unreadable-assignment",
	{
		name: "assignment-unreadable",
		severity: "warning",
		reports: "an owner or a due date at the end of an item that cannot be read",
	},
	(found) => {
		return {
			span: found.span,
			message: `"(${found.text})" does not name an owner or a due date`,
			hint: "write (@name, due YYYY-MM-DD), or one of them",
		};
	},
);
