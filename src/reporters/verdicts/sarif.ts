import { exitCode } from "../../model/failure.ts";
import type { Verification } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";
import { renderJson } from "../json.ts";
import { annotationRules, annotations } from "./annotations.ts";
import { dataAge, provenance } from "./headline.ts";
import type { VerdictLayout } from "./layout.ts";

/** SARIF 2.1.0, for code scanning: what does not hold, at its line of the document. */
export function renderVerdictsSarif(verification: Verification, { version, requireComplete }: VerdictLayout): string {
	return renderJson({
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "boulder-migrate verify",
						semanticVersion: version,
						rules: annotationRules.map(({ name, level, reports }) => ({
							id: name,
							shortDescription: { text: reports },
							defaultConfiguration: { level },
						})),
					},
				},
				// A run that could not look is not a run without findings.
				invocations: [invocation(verification)],
				properties: {
					observedAt: verification.observedAt,
					ageHours: verification.ageHours,
					digests: verification.digests,
					clusters: verification.clusters,
				},
				columnKind: "utf16CodeUnits",
				results: annotations(verification, requireComplete).map(({ rule, item, lines }) => ({
					ruleId: rule.name,
					ruleIndex: annotationRules.indexOf(rule),
					level: rule.level,
					message: { text: lines.map(messageText).join("\n") },
					// An alert stays the same when its line moves.
					partialFingerprints: { "itemId/v1": `${rule.name} ${item.id}` },
					locations: [
						{
							physicalLocation: {
								artifactLocation: { uri: uriReference(verification.document) },
								region: { startLine: item.line },
							},
						},
					],
				})),
			},
		],
	});
}

function invocation(verification: Verification): object {
	const age = dataAge(verification);
	return {
		executionSuccessful: verification.exitCode !== exitCode.unverified,
		exitCode: verification.exitCode,
		...(age === null
			? {}
			: {
					toolExecutionNotifications: [
						{ level: "warning", message: { text: messageText(`${age}: ${provenance(verification)}`) } },
					],
				}),
	};
}

/** In a message of SARIF brackets make links and braces make placeholders (2.1.0, 3.11.5 and 3.11.6). */
function messageText(text: string): string {
	return printable(text)
		.replace(/[\\[\]]/g, (mark) => `\\${mark}`)
		.replace(/[{}]/g, (brace) => brace + brace);
}

/** A path as a relative reference. Encoding a segment fails on half a surrogate pair, so that is escaped first. */
function uriReference(path: string): string {
	return printable(path).split("/").map(encodeURIComponent).join("/");
}
