import type { NearMiss } from "../model/parse-issue.ts";
import { parseIssueRule } from "./irregularity.ts";

const why: Readonly<Record<NearMiss, string>> = {
	"no-space-after": "it needs a space between the bracket and the text",
	"no-text": "a checkbox needs a text",
	"empty-brackets": "it needs a space between the brackets",
	"other-mark": "only a space or an x may be between the brackets",
	"extra-space": "it needs exactly one character between the brackets",
	"no-bullet": "it needs a bullet and a space in front, on a line that starts a list",
	symbol: "a box symbol is only text",
};

export const nearMissCheckbox = parseIssueRule(
	"near-miss-checkbox",
	{
		name: "near-miss-checkbox",
		severity: "error",
		reports: "text that looks like a checkbox but is not one in Markdown, so it is not counted",
	},
	(found) => {
		return {
			span: found.span,
			message: `"${found.excerpt}" is not a checkbox and is not counted: ${why[found.why]}`,
			...(found.fix === null ? { hint: "write [ ] or [x] and a text" } : { fix: [found.fix] }),
		};
	},
);
