import type { Day } from "../model/date.ts";
import type { ProofCluster } from "../model/evidence/proof.ts";
import type { State } from "../model/verdict.ts";
import type { Verification } from "./verification.ts";

/** The result of `verify --recheck`: the shape of its JSON (schemas/recheck.schema.json). */
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
	/**
	 * That of the verdict; `OtherCluster`, `ObjectsReplaced`, and `NoProbe` if the item may be fine, but the proof is about other objects.
	 */
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
