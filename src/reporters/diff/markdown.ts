import type { DocumentDiff } from "../../report/document-diff.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { phaseLines, riskLines } from "./lines.ts";

/** For a pull request comment or a job summary. */
export function renderDiffMarkdown(diff: DocumentDiff): string {
	const safe = (text: string): string => markdownText(printable(text));
	const lines: string[] = [];
	for (const phase of diff.phases) {
		lines.push(`**Phase ${safe(phase.id)}: ${safe(phase.title)}**`, "");
		for (const line of phaseLines(phase)) lines.push(`- ${safe(line)}`);
		lines.push("");
	}
	const parts = [
		["Risk register", riskLines(diff)],
		["Policy", diff.policy],
	] as const;
	for (const [title, changes] of parts)
		if (changes.length > 0) lines.push(`**${title}**`, "", ...changes.map((line) => `- ${safe(line)}`), "");
	const { added, gone } = diff.reviews;
	if (added.length + gone.length > 0) lines.push("**Review history**", "");
	for (const row of added) lines.push(`- new: ${safe(row)}`);
	for (const row of gone) lines.push(`- gone: ${safe(row)}`);
	if (lines.length === 0) lines.push("No phase and no item changed.");
	return `${lines.join("\n").trimEnd()}\n`;
}
