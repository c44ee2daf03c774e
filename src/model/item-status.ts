import type { Outcome } from "./verdict.ts";

/** The status of an item or a success criterion in words for people, what needs attention first. */
export const itemStatuses = [
	"regressed",
	"failing",
	"unverified",
	"in-progress",
	"parked",
	"needs-sign-off",
	"checked",
	"ready",
	"confirmed",
	"open",
	"skipped",
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** `caution`: it could not be verified. `busy`: it is in progress. */
export type StatusTone = "good" | "busy" | "bad" | "caution" | "faint";

export interface StatusWording {
	/** As a label: `needs sign-off`. */
	readonly word: string;
	/** Behind a number above one: `2 need sign-off`. */
	readonly counted: string;
	/** One character. */
	readonly mark: string;
	readonly tone: StatusTone;
	/** As a heading and in the documentation. */
	readonly meaning: string;
}

/**
 * The one table of status words. Text, Markdown, the full-screen view, the page and the reports for other programs all use it. The keys of
 * the JSON (`state`, `outcome`) are for scripts and keep their own names.
 */
export const statusWording: Readonly<Record<ItemStatus, StatusWording>> = {
	regressed: {
		word: "regressed",
		counted: "regressed",
		mark: "✗",
		tone: "bad",
		meaning: "checked off, but the probe fails",
	},
	failing: { word: "failing", counted: "failing", mark: "✗", tone: "bad", meaning: "not checked off, and the probe fails" },
	unverified: { word: "unverified", counted: "unverified", mark: "?", tone: "caution", meaning: "could not be verified" },
	"in-progress": {
		word: "in progress",
		counted: "in progress",
		mark: "~",
		tone: "busy",
		meaning: "the probe waits for the cluster to finish",
	},
	parked: {
		word: "parked",
		counted: "parked",
		mark: "‖",
		tone: "busy",
		meaning: "suspended, paused, or scaled to zero on purpose",
	},
	"needs-sign-off": {
		word: "needs sign-off",
		counted: "need sign-off",
		mark: "◇",
		tone: "busy",
		meaning: "a person confirms it, and valid evidence is missing",
	},
	checked: { word: "checked", counted: "checked", mark: "!", tone: "busy", meaning: "checked off, but nothing proves it" },
	ready: { word: "ready", counted: "ready", mark: "✓", tone: "good", meaning: "verified, but not checked off yet" },
	confirmed: { word: "confirmed", counted: "confirmed", mark: "✓", tone: "good", meaning: "checked off and verified" },
	open: { word: "open", counted: "open", mark: "·", tone: "faint", meaning: "not checked off, and no probe verifies it" },
	skipped: { word: "skipped", counted: "skipped", mark: "–", tone: "faint", meaning: "not applicable" },
};

/** What decides the status of an item: its checkbox and its verdict. */
export interface Checked {
	readonly checked: boolean;
	readonly skipped: boolean;
	readonly outcome: Outcome | "unbound";
	readonly reason: string;
	readonly parked?: boolean;
}

export function itemStatusOf({ checked, skipped, outcome, reason, parked }: Checked): ItemStatus {
	if (skipped) return "skipped";
	switch (outcome) {
		case "pass":
		case "attested":
			return checked ? "confirmed" : "ready";
		case "fail":
			return checked ? "regressed" : "failing";
		case "unknown":
			return "unverified";
		case "pending":
			if (awaitsPerson(reason)) return "needs-sign-off";
			return parked === true ? "parked" : "in-progress";
		case "unbound":
			if (checked) return "checked";
			return awaitsPerson(reason) ? "needs-sign-off" : "open";
	}
}

/** A success criterion as a plain bullet has no checkbox: it is confirmed as soon as it is verified. */
export function criterionStatusOf(verdict: Pick<Checked, "outcome" | "reason" | "parked">): ItemStatus {
	const status = itemStatusOf({ ...verdict, checked: false, skipped: false });
	return status === "ready" ? "confirmed" : status;
}

/** The reasons of the probe `attestation` where a person has to act. */
function awaitsPerson(reason: string): boolean {
	return reason === "NotAttested" || reason === "EvidenceExpired" || reason === "EvidenceContradicts";
}

/** `1 needs sign-off`, `2 need sign-off`. */
export function countedStatus(number: number, status: ItemStatus): string {
	const { word, counted } = statusWording[status];
	return `${number} ${number === 1 ? word : counted}`;
}
