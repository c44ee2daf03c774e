import { printable } from "../../text/printable.ts";
import type { FindingsReport } from "./finding-report.ts";

/** Workflow commands that put each finding beside its line in a pull request. */
export function renderFindingsGithub(report: FindingsReport): string {
	const lines = report.findings.map((finding) => {
		const properties = {
			file: finding.file,
			line: finding.line,
			col: finding.column,
			endLine: finding.endLine,
			endColumn: finding.endColumn,
			title: finding.rule,
		};
		const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
		const hint = finding.hint === null ? "" : `\n${finding.hint}`;
		return `::${finding.severity} ${written.join(",")}::${data(finding.message + hint)}`;
	});
	return lines.map((line) => `${line}\n`).join("");
}

/** The runner's own escapes; everything else that is not plain text is shown, not sent. */
function data(text: string): string {
	return text
		.split("\n")
		.map(printable)
		.join("\n")
		.replaceAll("%", "%25")
		.replaceAll("\r", "%0D")
		.replaceAll("\n", "%0A")
		.replaceAll("##[", "##\u2060[");
}

function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
