import { parseIssueRule } from "./irregularity.ts";

export const strayItem = parseIssueRule(
	"stray-item",
	{
		name: "stray-item",
		severity: "warning",
		reports: "checkboxes outside every phase or among notes: shown, but counted nowhere",
	},
	(found) => {
		return {
			span: found.span,
			message: "the checkboxes of this list belong to no phase's items and are not counted",
			hint: 'move them under a heading such as "## Phase 2: …" or "### Phase 2 Validation"',
		};
	},
);
