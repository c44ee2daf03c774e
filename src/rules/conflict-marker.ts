import { parseIssueRule } from "./irregularity.ts";

export const conflictMarker = parseIssueRule(
	"conflict-marker",
	{
		name: "conflict-marker",
		severity: "error",
		reports: "an unresolved merge conflict; nothing else is reported until it is resolved",
	},
	(found) => {
		return {
			span: found.span,
			message: "unresolved merge conflict",
			hint: "resolve it, remove the markers, then run boulder-migrate sync",
		};
	},
);
