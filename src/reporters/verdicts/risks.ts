import type { CriterionVerdict, Verification } from "../../report/verification.ts";

/** The results of the probes of risks, in the form of success criteria: each describes a state that should hold. */
export function riskVerdicts({ risks = [] }: Verification): readonly CriterionVerdict[] {
	return risks.map((risk) => ({ ...risk, phase: "risks" }));
}

/** Those that have come true, by their probes. */
export function failingRisks(verification: Verification): readonly CriterionVerdict[] {
	return riskVerdicts(verification).filter(({ outcome }) => outcome === "fail");
}
