import type { EvidencePolicy } from "./evidence/evidence-policy.ts";

/** What a probes file binds and agrees on, in a form in which two versions can be compared. */
export interface ProbeSettings {
	readonly file: string;
	/** By key, in the order of the file. */
	readonly bindings: ReadonlyMap<string, ProbeText>;
	readonly secondReviewer: boolean;
	readonly evidence: EvidencePolicy;
	readonly clusterUid: string | null;
}

export interface ProbeText {
	/** The types at its top: `workload`, `attestation`. */
	readonly types: readonly string[];
	/** All that it says, with the lists, the template, and the defaults that it uses; equal exactly where it means the same. */
	readonly text: string;
}

/** Both versions of the probes file beside a document; null for one that is not there. */
export interface ProbeChange {
	readonly before: ProbeSettings | null;
	readonly after: ProbeSettings | null;
}
