import type { ParseIssue, ParseIssueKind } from "../model/parse-issue.ts";
import type { Problem, Rule } from "./rule.ts";

/** A rule that reports one kind of parse issue. */
export function parseIssueRule<Kind extends ParseIssueKind>(
	kind: Kind,
	rule: Omit<Rule, "check">,
	word: (found: Extract<ParseIssue, { kind: Kind }>) => Problem,
): Rule {
	return {
		...rule,
		*check({ document }) {
			for (const found of document.irregularities) if (isKind(found, kind)) yield word(found);
		},
	};
}

function isKind<Kind extends ParseIssueKind>(found: ParseIssue, kind: Kind): found is Extract<ParseIssue, { kind: Kind }> {
	return found.kind === kind;
}
