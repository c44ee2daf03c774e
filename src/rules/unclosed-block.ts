import { parseIssueRule } from "./irregularity.ts";

export const unclosedBlock = parseIssueRule(
	"unclosed",
	{
		name: "unclosed-block",
		severity: "error",
		reports: "a comment or a code fence that is not closed, so the rest of the document is hidden",
	},
	(found) => {
		const close = found.what === "comment" ? "-->" : "the same fence";
		// Both begin with three characters at least.
		const line = { start: found.span.start, end: found.span.start + 3 };
		return {
			span: line,
			message: `this ${found.what} is never closed: everything after it is hidden`,
			hint: `close it with ${close}`,
		};
	},
);
