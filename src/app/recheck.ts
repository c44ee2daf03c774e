import type { StatusDocument } from "../model/document.ts";
import type { Proof } from "../model/evidence/proof.ts";
import { exitCode, Failure } from "../model/failure.ts";
import { attested, counts, type Evidence, type Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import type { LostProof, RecheckReport } from "../report/recheck-report.ts";
import type { ItemVerdict, Verification } from "../report/verification.ts";
import { commandLine } from "../text/command-line.ts";
import { objectsDigest } from "./proofs.ts";
import type { VerifySelection } from "./verify-selection.ts";

/** The checked items of a selection that carry a proof. Throws a Failure if there are none: rechecking nothing confirms nothing. */
export function provenOf(selection: VerifySelection, displayPath: string): VerifySelection {
	const items = selection.items.filter((item) => item.box.value && item.notApplicable === null && proofIn(item) !== null);
	if (items.length === 0)
		throw new Failure(
			"unusable",
			`no checked item in ${displayPath} carries a proof, so there is nothing to verify again`,
			"check-off --verify and verify --update write one",
		);
	return { items, criteria: [], phases: [], named: new Set(), risks: [], chosen: true };
}

/** Which proofs still hold: the probe passes, in the same clusters, and on the same objects. */
export async function recheck(document: StatusDocument, verification: Verification): Promise<RecheckReport> {
	const items = new Map(document.phases.flatMap(everyItem).map((item) => [item.id, item]));
	const lost: LostProof[] = [];
	for (const verdict of verification.items) {
		const item = items.get(verdict.id);
		const found = item === undefined ? null : proofIn(item);
		const why = found === null ? null : await whyLost(verdict, found.proof, verification);
		if (found === null || why === null) continue;
		const { id, phase, text, line, state } = verdict;
		const { message, readAt, clusters } = found.proof;
		const { reviewer, day } = found.evidence;
		lost.push({ id, phase, text, line, state, ...why, proof: { message, reviewer, day: day.value, readAt, clusters } });
	}
	const { schemaVersion, document: displayPath, contexts, observedAt, age, tool, digests, clusters, recording } = verification;
	const isUnproven = (item: Item): boolean =>
		counts(item) && item.box.value && proofIn(item) === null && attested(item).length === 0;
	return {
		schemaVersion,
		document: displayPath,
		contexts,
		observedAt,
		age,
		tool,
		digests,
		clusters,
		recording,
		proofs: verification.items.length,
		unproven: [...items.values()].filter(isUnproven).length,
		lost,
		exitCode: codeOf(lost),
	};
}

function codeOf(lost: readonly LostProof[]): number {
	if (lost.some(({ state }) => state !== "unverified")) return exitCode.findings;
	return lost.length > 0 ? exitCode.unverified : exitCode.done;
}

function proofIn(item: Item): { readonly evidence: Evidence; readonly proof: Proof } | null {
	const evidence = item.evidence.findLast(({ proof }) => proof !== null);
	return evidence === undefined || evidence.proof === null ? null : { evidence, proof: evidence.proof };
}

async function whyLost(
	verdict: ItemVerdict,
	proof: Proof,
	{ clusters }: Verification,
): Promise<Pick<LostProof, "reason" | "message" | "next"> | null> {
	const again = commandLine`boulder-migrate check-off ${verdict.id} --verify`;
	if (verdict.outcome === "unbound" || verdict.outcome === "attested")
		return {
			reason: "NoProbe",
			message: "a probe confirmed it, and none is bound to it now",
			next: commandLine`boulder-migrate probes explain ${verdict.id}`,
		};
	if (verdict.outcome !== "pass") return { reason: verdict.reason, message: verdict.message, next: verdict.hint };
	const known = clusters.flatMap(({ uid }) => (uid === null ? [] : [uid]));
	const elsewhere = proof.clusters.find(({ uid }) => uid !== null && !known.includes(uid));
	if (elsewhere !== undefined)
		return {
			reason: "OtherCluster",
			message: `it was confirmed in cluster ${elsewhere.uid} (${elsewhere.context}), and this is another one: ${known.join(", ") || "its uid cannot be read"}`,
			next: again,
		};
	const objects = await objectsDigest(verdict);
	if (proof.objects !== null && objects !== null && objects !== proof.objects)
		return {
			reason: "ObjectsReplaced",
			message: "it is confirmed, but by other objects than then: they were deleted and created again, or the probe changed",
			next: again,
		};
	return null;
}
