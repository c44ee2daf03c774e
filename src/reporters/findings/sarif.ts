import type { Severity } from "../../model/finding.ts";
import { renderJson } from "../json.ts";
import type { FindingsReport } from "./finding-report.ts";

export interface SarifTool {
	readonly version: string;
	readonly rules: readonly { readonly name: string; readonly severity: Severity; readonly reports: string }[];
}

/** SARIF 2.1.0, for code scanning. */
export function renderFindingsSarif(report: FindingsReport, { version, rules }: SarifTool): string {
	const index = new Map(rules.map((rule, at) => [rule.name, at]));
	return renderJson({
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "boulder-migrate",
						semanticVersion: version,
						rules: rules.map((rule) => ({
							id: rule.name,
							shortDescription: { text: sentence(rule.reports) },
							defaultConfiguration: { level: rule.severity },
						})),
					},
				},
				columnKind: "utf16CodeUnits",
				results: report.findings.map((finding) => ({
					ruleId: finding.rule,
					ruleIndex: index.get(finding.rule) ?? -1,
					level: finding.severity,
					message: { text: finding.hint === null ? finding.message : `${finding.message}\n${finding.hint}` },
					locations: [
						{
							physicalLocation: {
								artifactLocation: { uri: encodeURI(finding.file) },
								region: {
									startLine: finding.line,
									startColumn: finding.column,
									endLine: finding.endLine,
									endColumn: finding.endColumn,
								},
							},
						},
					],
				})),
			},
		],
	});
}

function sentence(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
