import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { SuppressedFinding } from "../model/finding.ts";
import type { RuleSettings } from "../model/rule-names.ts";
import type { VerificationInput } from "../verify/verification.ts";

/** The findings of `validate`, for a gate. `rules:` may make a finding an error there, but neither switch it off nor lower it. */
export async function gateFindings(
	document: StatusDocument,
	today: Day,
	rules: RuleSettings = new Map(),
): Promise<Pick<VerificationInput, "findings" | "suppressed">> {
	const raised: RuleSettings = new Map([...rules].filter(([, setting]) => setting === "error"));
	const suppressed: SuppressedFinding[] = [];
	const findings = (await import("../rules/check.ts")).check(document, today, null, null, null, raised, suppressed);
	return { findings, suppressed };
}
