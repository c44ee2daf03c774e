import type { StatusDocument } from "./document.ts";
import type { EvidencePolicy } from "./evidence/evidence-policy.ts";
import type { PlainValue } from "./probe-weakening.ts";
import type { RuleSettings } from "./rule-names.ts";

/** What a probes file binds and agrees on, in a form in which two versions can be compared. */
export interface ProbeSettings {
	readonly file: string;
	/** By key, in the order of the file. */
	readonly bindings: ReadonlyMap<string, ProbeText>;
	readonly secondReviewer: boolean;
	readonly evidence: EvidencePolicy;
	readonly clusterUid: string | null;
	readonly rules: RuleSettings;
}

export interface ProbeText {
	/** The types at its top: `workload`, `attestation`. */
	readonly types: readonly string[];
	/** The complete setting, with the lists, the template, and the defaults that it uses; equal exactly if the meaning is equal. */
	readonly text: string;
	/** The same as values, to see whether it asks for less. */
	readonly asks: PlainValue;
}

/** Both versions of the probes file next to a document; null for one that does not exist. */
export interface ProbeChange {
	readonly before: ProbeSettings | null;
	readonly after: ProbeSettings | null;
	/** The document before, by the words of the probes file of then, where those are others. */
	readonly documentBefore?: StatusDocument;
}
