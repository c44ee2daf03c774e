import type { RecheckReport } from "../../report/recheck-report.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { provedText, recheckHeadline } from "./text.ts";

/** For a job summary or an issue. */
export function renderRecheckMarkdown(report: RecheckReport): string {
	const safe = (text: string): string => markdownText(printable(text));
	const lines = [`**${recheckHeadline(report)}**`];
	if (report.lost.length > 0) lines.push("");
	for (const one of report.lost)
		lines.push(`- ${safe(one.id)}: ${safe(one.message)} (${one.reason})`, `  - was: ${safe(provedText(one))}`);
	return `${lines.join("\n")}\n`;
}
