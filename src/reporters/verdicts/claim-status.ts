import type { CriterionVerdict, ItemVerdict } from "../../report/verification.ts";

/**
 * What a verdict means for the claim that the document makes. Formats that can pass and fail things go by this, so that they agree with
 * each other and with the exit code: `contradicted` and `missing` stand behind exit code 1, `unseen` behind 3, and only `holds` passes.
 */
export type ClaimStatus = "holds" | "contradicted" | "unseen" | "unsettled" | "unproven" | "missing" | "unclaimed" | "skipped";

/** `requireComplete`: whatever counts and is not checked off is missing. */
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
		// A box that is ticked is neither of these; whoever says so has seen nothing.
		case "ready":
		case "open":
			return "unseen";
	}
}

/** What is said of an item that does not hold, in front of its own sentence. */
export const claimStatusWords: Readonly<Record<Exclude<ClaimStatus, "holds" | "skipped">, string>> = {
	contradicted: "checked off, but the probe fails",
	unseen: "checked off, but it could not be verified",
	unsettled: "checked off, but not verified yet",
	unproven: "checked off, but nothing proves it",
	missing: "required, but not checked off",
	unclaimed: "not checked off",
};

/** What a verdict means for a success criterion. It has no checkbox: one that fails is red whatever the document says. */
export type CriterionStatus = "holds" | "failing" | "unseen" | "unmet" | "waiting";

/** `requireComplete`: whatever does not hold is red. */
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
