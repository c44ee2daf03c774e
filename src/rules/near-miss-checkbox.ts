import type { NearMiss } from "../model/parse-issue.ts";
import { parseIssueRule } from "./irregularity.ts";

const why: Readonly<Record<NearMiss, string>> = {
	"no-space-after": "it needs a space between the bracket and the text",
	"no-text": "a box without a text is none",
	"empty-brackets": "it needs a space between the brackets",
	"other-mark": "only a space or an x between the brackets makes a box",
	"extra-space": "it needs exactly one character between the brackets",
	"no-bullet": "it needs a bullet and a space in front, on a line that starts a list",
	symbol: "a box symbol is only text",
};

export const nearMissCheckbox = parseIssueRule(
	"near-miss-checkbox",
	{
		name: "near-miss-checkbox",
		severity: "error",
		reports: "what looks like a checkbox but is none for Markdown, and so drops out of every count",
	},
	(found) => {
		return {
			span: found.span,
			message: `"${found.shown}" is not a checkbox and is not counted: ${why[found.why]}`,
			...(found.fix === null ? { hint: "write [ ] or [x] and a text; what was meant is for you to say" } : { fix: [found.fix] }),
		};
	},
);
