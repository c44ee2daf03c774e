import { parseIssueRule } from "./irregularity.ts";

export const unknownPhaseList = parseIssueRule(
	"unknown-phase",
	{
		name: "unknown-phase-list",
		severity: "error",
		reports: "a validation list or notes for a phase that has no section",
	},
	(found) => {
		const what = found.where === "validation" ? "a validation list" : "notes";
		return { span: found.span, message: `this is ${what} of Phase ${found.phase}, which has no section: it is not counted` };
	},
);
