import { parseIssueRule } from "./irregularity.ts";

export const hiddenCheckbox = parseIssueRule(
	"hidden-checkbox",
	{
		name: "hidden-checkbox",
		severity: "error",
		reports: "a checkbox inside an HTML block or an indented code block, where it is not one",
	},
	(found) => {
		return {
			span: found.span,
			message: "this checkbox is inside HTML or indented code, so it is shown as text and not counted",
			hint: "put a blank line between the HTML tag and the list, or remove the indentation",
		};
	},
);
