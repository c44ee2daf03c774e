import type { GateReport } from "../../report/gate-report.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { provenance } from "../verdicts/headline.ts";
import { gateHeadline, obstacleLines, suppressedLine } from "./lines.ts";

/** For a job summary or a comment on a pull request. */
export function renderGateMarkdown(report: GateReport): string {
	const safe = (text: string): string => markdownText(printable(text)).trim();
	const lines = obstacleLines(report).map(
		({ name, message, next }) => `- ${safe(`${name}: ${message}`)}${next === null ? "" : `; next: ${safe(next)}`}`,
	);
	const all = [...lines, ...report.suppressed.map((one) => `- ${safe(suppressedLine(one))}`)];
	const body = all.length === 0 ? [] : ["", ...all];
	return `${[`### ${safe(gateHeadline(report))}`, "", `<sub>${safe(provenance(report))}</sub>`, ...body].join("\n")}\n`;
}
