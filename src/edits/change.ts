import type { Day, SettableDate } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { EvidencePolicy } from "../model/evidence/evidence-policy.ts";
import type { PhaseId } from "../model/phase-id.ts";

/** A change to the document. Items and phases are given by their resolved ids. */
export type Change =
	/** `evidence`: a bullet under each item; `until` is the day it expires. */
	| {
			readonly kind: "check-off";
			readonly items: readonly string[];
			readonly evidence: { readonly text: string; readonly until: Day | null } | null;
			/** What a probe saw of items, by their ids, as `writeProof` words it. */
			readonly proofs?: ReadonlyMap<string, string>;
	  }
	| { readonly kind: "uncheck"; readonly items: readonly string[]; readonly why?: string }
	| { readonly kind: "skip"; readonly items: readonly string[]; readonly reason: string }
	| { readonly kind: "unskip"; readonly items: readonly string[] }
	| { readonly kind: "block"; readonly phase: PhaseId; readonly reason: string }
	| { readonly kind: "unblock"; readonly phase: PhaseId }
	/** Null leaves a date as it is. */
	| {
			readonly kind: "dates";
			readonly phase: PhaseId;
			readonly start: SettableDate | null;
			readonly target: SettableDate | null;
	  }
	| { readonly kind: "note"; readonly phase: PhaseId; readonly text: string }
	| { readonly kind: "review"; readonly phase: PhaseId; readonly text: string }
	/** Null: not given. */
	| {
			readonly kind: "risk-add";
			readonly text: string;
			readonly impact: string | null;
			readonly probability: string | null;
			readonly mitigation: string | null;
			readonly owner: string | null;
	  }
	/** `risk`: its id. */
	| { readonly kind: "risk-state"; readonly risk: string; readonly state: "open" | "closed"; readonly reason: string | null }
	/** Recomputes every derived cell. */
	| { readonly kind: "sync" };

/** Who makes a change, when, and with which permissions. */
export interface Signature {
	readonly reviewer: string;
	readonly day: Day;
	/** Replaces the default text of the history row. */
	readonly message: string | null;
	/** The reason to pass a closed gate; null: gates hold. */
	readonly force: string | null;
	/** `policy.secondReviewer` of the probes file: the person who completes a phase must not be the one who checked off the item before. */
	readonly secondReviewer: boolean;
	/** `policy.evidence` of the probes file. */
	readonly evidence: EvidencePolicy;
}

export type Applied =
	| {
			readonly kind: "changed";
			/** The whole text after it, without the byte order mark. */
			readonly text: string;
			/** The parsed text. */
			readonly document: StatusDocument;
			/** A line for each thing that changed, for people. */
			readonly changes: readonly string[];
	  }
	/** All of it was so already: nothing is written. */
	| { readonly kind: "unchanged"; readonly why: string };
