import type { VerdictComparison } from "../../report/verdict-comparison.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { comparisonHeadline, maxItems, reasonOf, sectionsOf } from "./lines.ts";

/** For a pull request comment or a job summary. */
export function renderComparisonMarkdown(comparison: VerdictComparison): string {
	const safe = (text: string): string => markdownText(printable(text));
	const lines = [`**${safe(comparisonHeadline(comparison))}**`, ""];
	for (const warning of comparison.warnings) lines.push(`- ⚠️ ${safe(warning)}`);
	if (comparison.warnings.length > 0) lines.push("");
	for (const { title, mark, changes, explained } of sectionsOf(comparison)) {
		lines.push(`**${title}**`, "");
		for (const change of changes.slice(0, maxItems))
			lines.push(`- ${safe(mark)} ${safe(change.text)} (${safe(change.id)})${explained ? `: ${safe(reasonOf(change))}` : ""}`);
		if (changes.length > maxItems) lines.push(`- … and ${changes.length - maxItems} more`);
		lines.push("");
	}
	return `${lines.join("\n").trimEnd()}\n`;
}
