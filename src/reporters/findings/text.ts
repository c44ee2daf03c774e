import { printable } from "../../text/printable.ts";
import type { Palette } from "../palette.ts";
import { count } from "../wording.ts";
import type { FindingsReport, ReportedFinding } from "./finding-report.ts";

export interface FindingsLayout {
	readonly paint: Palette;
	/** Files that were read, for the last line. */
	readonly files: number;
}

/** Findings for people: `file:line:column`, as editors and terminals link it. */
export function renderFindingsText(report: FindingsReport, { paint, files }: FindingsLayout): string {
	const lines: string[] = [];
	const place = (finding: ReportedFinding): string => `${printable(finding.file)}:${finding.line}:${finding.column}`;
	for (const finding of report.fixed ?? [])
		lines.push(`${place(finding)}: ${paint.good("fixed")} ${printable(finding.message)} [${finding.rule}]`);
	for (const finding of report.findings) {
		const severity = finding.severity === "error" ? paint.bad("error") : paint.busy("warning");
		lines.push(`${place(finding)}: ${severity}: ${printable(finding.message)} [${finding.rule}]`);
		if (finding.hint !== null) lines.push(`    ${paint.faint(printable(finding.hint))}`);
	}
	lines.push(summary(report, files));
	return `${lines.join("\n")}\n`;
}

function summary(report: FindingsReport, files: number): string {
	const errors = report.findings.filter((finding) => finding.severity === "error").length;
	const warnings = report.findings.length - errors;
	const fixable = report.findings.filter((finding) => finding.fixable).length;
	const parts = [
		report.fixed === undefined ? null : `${count(report.fixed.length, "finding")} fixed`,
		report.findings.length === 0
			? "nothing to find fault with"
			: [errors > 0 ? count(errors, "error") : null, warnings > 0 ? count(warnings, "warning") : null]
					.filter(Boolean)
					.join(" and "),
	].filter((part) => part !== null);
	const mendable = fixable === 0 ? "" : `; validate --fix mends ${fixable}`;
	return `${parts.join(", ")} in ${count(files, "document")}${mendable}`;
}
