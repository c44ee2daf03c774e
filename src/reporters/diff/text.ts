import type { DocumentDiff } from "../../report/document-diff.ts";
import { printable } from "../../text/printable.ts";
import { phaseLines, riskLines } from "./lines.ts";

export function renderDiffText(diff: DocumentDiff): string {
	const lines: string[] = [];
	for (const phase of diff.phases) {
		lines.push(`Phase ${printable(phase.id)}: ${printable(phase.title)}`);
		for (const line of phaseLines(phase)) lines.push(`  ${printable(line)}`);
	}
	const risks = riskLines(diff);
	if (risks.length > 0) lines.push("Risk register", ...risks.map((line) => `  ${printable(line)}`));
	if (diff.policy.length > 0) lines.push("Policy", ...diff.policy.map((line) => `  ${printable(line)}`));
	if (diff.reviews.added.length + diff.reviews.gone.length > 0) lines.push("Review history");
	for (const row of diff.reviews.added) lines.push(`  new: ${printable(row)}`);
	for (const row of diff.reviews.gone) lines.push(`  gone: ${printable(row)}`);
	return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
