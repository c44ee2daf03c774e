import { advice, commandLine, quotedWords } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import type { Palette } from "../palette.ts";
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
	// In a commit that changes no document there is nothing to report.
	if (files === 0) return "";
	const existing = existingLine(report);
	if (existing === null || report.findings.length > 0) lines.push(summary(report, files));
	if (existing !== null) lines.push(existing);
	return `${lines.join("\n")}\n`;
}

/** What was there before a commit is one line, however much it is. */
function existingLine({ existing }: FindingsReport): string | null {
	if (existing === undefined || existing.errors + existing.warnings === 0) return null;
	const { errors, warnings, documents } = existing;
	const parts = [errors > 0 ? count(errors, "error") : null, warnings > 0 ? count(warnings, "warning") : null].filter(Boolean);
	const command = commandLine`boulder-migrate validate ${quotedWords(documents)}`;
	return `${count(errors + warnings, "existing finding")} (${parts.join(", ")})${advice(": run ", command) ?? ""}`;
}

function summary(report: FindingsReport, files: number): string {
	const errors = report.findings.filter((finding) => finding.severity === "error").length;
	const warnings = report.findings.length - errors;
	const fixable = report.findings.filter((finding) => finding.fixable).length;
	const parts = [
		report.fixed === undefined ? null : `${count(report.fixed.length, "finding")} fixed`,
		report.findings.length === 0
			? "no findings"
			: [errors > 0 ? count(errors, "error") : null, warnings > 0 ? count(warnings, "warning") : null]
					.filter(Boolean)
					.join(" and "),
	].filter((part) => part !== null);
	const advised = fixable === 0 ? "" : `; validate --fix fixes ${fixable}`;
	return `${parts.join(", ")} in ${count(files, "document")}${advised}`;
}
