import type { CriterionVerdict, ItemVerdict } from "../../report/verification.ts";

/**
 * What a verdict means for a claim of the document. Formats with passed and failed cases use this, so that they agree with
 * each other and with the exit code: `contradicted` and `missing` give exit code 1, `unseen` gives 3, and only `holds` passes.
 */
export type ClaimStatus = "holds" | "contradicted" | "unseen" | "unsettled" | "unproven" | "missing" | "unclaimed" | "skipped";

/** `requireComplete`: every counted item that is not checked is missing. */
export function claimStatus(item: ItemVerdict, requireComplete: boolean): ClaimStatus {
	if (item.state === "skipped") return "skipped";
	if (!item.checked) return requireComplete && !item.optional ? "missing" : "unclaimed";
	switch (item.state) {
		case "confirmed":
			return "holds";
		case "regressed":
			return "contradicted";
		case "unsettled":
			return "unsettled";
		case "claimed":
			return "unproven";
		case "unverified":
		// A checked item without a probe or evidence was not observed.
		case "ready":
		case "open":
			return "unseen";
	}
}

/** The words for an item that does not hold, in front of its message. */
export const claimStatusWords: Readonly<Record<Exclude<ClaimStatus, "holds" | "skipped">, string>> = {
	contradicted: "checked off, but the probe fails",
	unseen: "checked off, but it could not be verified",
	unsettled: "checked off, but not verified yet",
	unproven: "checked off, but nothing proves it",
	missing: "required, but not checked off",
	unclaimed: "not checked off",
};

/** What a verdict means for a success criterion. It has no checkbox: one that fails is always red. */
export type CriterionStatus = "holds" | "failing" | "unseen" | "unmet" | "waiting";

/** `requireComplete`: everything that does not hold is red. */
export function criterionStatus({ outcome }: CriterionVerdict, requireComplete: boolean): CriterionStatus {
	switch (outcome) {
		case "pass":
		case "attested":
			return "holds";
		case "fail":
			return "failing";
		case "unknown":
			return requireComplete ? "unseen" : "waiting";
		case "pending":
		case "unbound":
			return requireComplete ? "unmet" : "waiting";
	}
}

export const criterionWords: Readonly<Record<Exclude<CriterionStatus, "holds">, string>> = {
	failing: "success criterion failing",
	unseen: "success criterion unverified",
	unmet: "success criterion not met",
	waiting: "success criterion not met",
};
