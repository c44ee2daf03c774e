import { parseIssueRule } from "./irregularity.ts";

export const strayItem = parseIssueRule(
	"stray-item",
	{
		name: "stray-item",
		severity: "warning",
		reports: "checkboxes outside a phase or among notes, which are not counted",
	},
	(found) => {
		return {
			span: found.span,
			message: "the checkboxes of this list are not items of a phase and are not counted",
			hint: 'move them under a heading such as "## Phase 2: …" or "### Phase 2 Validation"',
		};
	},
);
