import type { CriterionVerdict, Verification } from "../../report/verification.ts";

/** What the probes of risks say, in the form of success criteria: each stands for something that should be so. */
export function riskVerdicts({ risks = [] }: Verification): readonly CriterionVerdict[] {
	return risks.map((risk) => ({ ...risk, phase: "risks" }));
}

/** Those that have come true, by their probes. */
export function failingRisks(verification: Verification): readonly CriterionVerdict[] {
	return riskVerdicts(verification).filter(({ outcome }) => outcome === "fail");
}
