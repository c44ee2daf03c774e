import type { LostProof, RecheckReport } from "../../report/recheck-report.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";

/** The verdict first, then each proof that no longer holds, with its message. */
export function renderRecheckText(report: RecheckReport): string {
	const { unproven } = report;
	const lines = [recheckHeadline(report)];
	for (const one of report.lost) {
		lines.push("", printable(`${one.id}  ${one.reason}: ${one.message}`), printable(`  was: ${provedText(one)}`));
		if (one.next !== null) lines.push(printable(`  next: ${one.next}`));
	}
	if (unproven > 0)
		lines.push("", `${count(unproven, "checked item")} ${unproven === 1 ? "carries" : "carry"} no proof and no evidence.`);
	return `${lines.join("\n")}\n`;
}

export function recheckHeadline({ proofs, lost, age }: RecheckReport): string {
	const seen = age === null ? "" : ` (data ${age})`;
	if (lost.length === 0) return `${proofs === 1 ? "The proof still holds" : `All ${proofs} proofs still hold`}${seen}.`;
	return `${lost.length} of ${count(proofs, "proof")} no longer ${lost.length === 1 ? "holds" : "hold"}${seen}.`;
}

/** `rolled out (1/1), 2026-11-24, Ann, cluster 5c0b (staging)` */
export function provedText({ proof: { message, reviewer, readAt, clusters } }: LostProof): string {
	const where = clusters.map(({ uid, context }) => `, cluster ${uid ?? "unknown"} (${context})`).join("");
	return `${message}; read ${readAt}, checked off by ${reviewer}${where}`;
}
