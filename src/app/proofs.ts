import { ageOf } from "../model/age.ts";
import { describeDuration } from "../model/duration.ts";
import { type Proof, writeProof } from "../model/evidence/proof.ts";
import type { Observation } from "../model/verdict.ts";
import type { ItemVerdict, Verification } from "../report/verification.ts";

/** The evidence that verified items are checked off with, by their ids. Items that a person attested have theirs already. */
export async function proofsOf(
	verification: Verification,
	verdicts: readonly ItemVerdict[],
	now: Date,
): Promise<ReadonlyMap<string, string>> {
	const { recording, observedAt, tool } = verification;
	const how =
		recording === null ? "live" : `${describeDuration(ageOf(observedAt, now.toISOString()))} old when verified, from a recording`;
	const proofs = new Map<string, string>();
	for (const verdict of verdicts) {
		const proof = proofOf(verdict, verification);
		if (proof === null) continue;
		const objects = await objectsDigest(verdict);
		proofs.set(verdict.id, writeProof({ ...proof, objects }, { version: tool.version, age: how }));
	}
	return proofs;
}

/** Eight hexadecimal digits that identify the objects of a verdict; null if it has none. */
export async function objectsDigest(verdict: ItemVerdict): Promise<string | null> {
	const objects = objectsOf(verdict);
	if (objects.length === 0) return null;
	const { createHash } = await import("node:crypto");
	return createHash("sha256").update(objects.join("\n")).digest("hex").slice(0, 8);
}

/** What a verdict proves, apart from the digest of its objects; null where nothing was seen to pass: what a person attested has its evidence. */
function proofOf(verdict: ItemVerdict, { clusters, digests, observedAt }: Verification): Omit<Proof, "objects"> | null {
	if (verdict.outcome !== "pass") return null;
	const read = clusters.filter(({ readAt }) => readAt !== null);
	return {
		message: verdict.message,
		clusters: read.map(({ context, uid }) => ({ context, uid })),
		readAt: observedAt,
		probes: digests.probes?.replace(/^sha256:/, "").slice(0, 8) ?? null,
	};
}

/** Kinds that come and go while what owns them stays as it is. */
const shortLived = new Set(["Pod", "ReplicaSet", "EndpointSlice", "Endpoints", "Event", "Job", "Node"]);

/** The objects of a verdict, to notice when they are replaced: their kinds, names, and uids, in a stable order. */
function objectsOf({ evidence, contexts }: Pick<ItemVerdict, "evidence" | "contexts">): readonly string[] {
	const name = ({ kind, namespace, name, uid }: Observation): string => JSON.stringify([kind, namespace, name, uid]);
	const seen = [...evidence, ...contexts.flatMap((one) => one.evidence)];
	return [...new Set(seen.filter(({ kind, uid }) => uid !== null && !shortLived.has(kind)).map(name))].sort();
}
