import type { VerdictComparison } from "../../report/verdict-comparison.ts";
import { printable } from "../../text/printable.ts";
import { comparisonHeadline, maxItems, reasonOf, sectionsOf } from "./lines.ts";

/** Short lines without color or columns, ready to paste into a chat. */
export function renderComparisonText(comparison: VerdictComparison): string {
	const lines = [comparisonHeadline(comparison), ...comparison.warnings.map((warning) => `! ${warning}`)];
	for (const { title, mark, changes, explained } of sectionsOf(comparison)) {
		lines.push(`${title}:`);
		for (const change of changes.slice(0, maxItems))
			lines.push(`  ${mark} ${change.id}${explained ? `: ${reasonOf(change)}` : ""}`);
		if (changes.length > maxItems) lines.push(`  … and ${changes.length - maxItems} more`);
	}
	return `${lines.map((line) => printable(line)).join("\n")}\n`;
}
