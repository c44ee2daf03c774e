import type { Finding } from "../../model/finding.ts";
import type { SourceText } from "../../text/decode.ts";

/** The result of `validate`: the shape of its JSON, which scripts rely on (schemas/validate.schema.json). */
export interface FindingsReport {
	readonly schemaVersion: 1;
	readonly findings: readonly ReportedFinding[];
	/** What --fix fixed; absent without it. */
	readonly fixed?: readonly ReportedFinding[];
	/** With --staged: what the documents had before the commit. */
	readonly existing?: ExistingFindings;
}

export interface ExistingFindings {
	readonly errors: number;
	readonly warnings: number;
	/** The documents that have them. */
	readonly documents: readonly string[];
}

/** Counts those of the findings that were there before the commit; `existing` has the document of each. */
export function existingReport(
	findings: readonly ReportedFinding[],
	existing: ReadonlyMap<ReportedFinding, string>,
): ExistingFindings {
	const left = findings.filter((one) => existing.has(one));
	const errors = left.filter(({ severity }) => severity === "error").length;
	const documents = new Set(left.flatMap((one) => existing.get(one) ?? []));
	return { errors, warnings: left.length - errors, documents: [...documents] };
}

export interface ReportedFinding {
	readonly rule: string;
	readonly severity: "error" | "warning";
	readonly message: string;
	readonly hint: string | null;
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly fixable: boolean;
}

/** A finding with its place in the file as it is on disk. */
export function reportFinding(finding: Finding, source: SourceText, file: string): ReportedFinding {
	const start = finding.elsewhere ?? source.at(finding.span.start);
	const end = finding.elsewhere ?? source.at(finding.span.end);
	return {
		rule: finding.rule,
		severity: finding.severity,
		message: finding.message,
		hint: finding.hint,
		file: finding.elsewhere?.file ?? file,
		line: start.line,
		column: start.column,
		endLine: end.line,
		endColumn: end.column,
		fixable: finding.fix !== null,
	};
}
