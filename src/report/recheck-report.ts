import type { Day } from "../model/date.ts";
import type { ProofCluster } from "../model/evidence/proof.ts";
import type { State } from "../model/verdict.ts";
import type { Verification } from "./verification.ts";

/** What `verify --recheck` says: the shape of its JSON (schemas/recheck.schema.json). */
export interface RecheckReport
	extends Pick<
		Verification,
		"schemaVersion" | "document" | "contexts" | "observedAt" | "age" | "tool" | "digests" | "clusters" | "recording"
	> {
	/** How many checked items carry a proof, and were verified again. */
	readonly proofs: number;
	/** How many checked items carry none. */
	readonly unproven: number;
	/** Those whose proof no longer holds, in document order. */
	readonly lost: readonly LostProof[];
	readonly exitCode: number;
}

export interface LostProof {
	readonly id: string;
	readonly phase: string;
	readonly text: string;
	readonly line: number;
	readonly state: State;
	/** Of the verdict; `OtherCluster`, `ObjectsReplaced`, and `NoProbe` where the item may be fine, but the proof is not about what is there now. */
	readonly reason: string;
	readonly message: string;
	readonly next: string | null;
	readonly proof: {
		readonly message: string;
		readonly reviewer: string;
		readonly day: Day;
		readonly readAt: string;
		readonly clusters: readonly ProofCluster[];
	};
}
