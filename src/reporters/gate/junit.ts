import type { GateReport } from "../../report/gate-report.ts";
import { provenance } from "../verdicts/headline.ts";
import { xml } from "../verdicts/junit.ts";
import { gateHeadline, suppressedLine } from "./lines.ts";

/** JUnit: a case for each obstacle, or one that passes. What could not be verified is an error, everything else a failure. */
export function renderGateJunit(report: GateReport): string {
	const { phase, title, open, obstacles, document, observedAt } = report;
	const unverified = obstacles.filter((one) => one.unverified).length;
	const counts = `tests="${Math.max(1, obstacles.length)}" failures="${obstacles.length - unverified}" errors="${unverified}" skipped="0"`;
	const cases = obstacles.map((one, index) => {
		const result = one.unverified ? "error" : "failure";
		const name = one.id === null ? one.kind : `${one.kind} ${one.id}`;
		const body = [one.message, ...(one.next === null ? [] : [`next: ${one.next}`]), `${document}:${one.line}`];
		return [
			`\t\t<testcase classname="${xml(`${phase}/gate/${index + 1}`)}" name="${xml(name)}" time="0">`,
			`\t\t\t<${result} type="${xml(one.reason)}" message="${xml(one.message)}">${body.map(xml).join("\n")}</${result}>`,
			"\t\t</testcase>",
		].join("\n");
	});
	const [at] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(observedAt) ?? [];
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="boulder-migrate gate" ${counts} time="0">`,
		`\t<testsuite name="${xml(`Gate of Phase ${phase}: ${title}`)}" ${counts}${at === undefined ? "" : ` timestamp="${at}"`} time="0">`,
		"\t\t<properties>",
		`\t\t\t<property name="headline" value="${xml(gateHeadline(report))}"/>`,
		`\t\t\t<property name="verified" value="${xml(provenance(report))}"/>`,
		...report.suppressed.map((one) => `\t\t\t<property name="suppressed" value="${xml(suppressedLine(one))}"/>`),
		"\t\t</properties>",
		...(open ? [`\t\t<testcase classname="${xml(`${phase}/gate`)}" name="may be promoted" time="0"/>`] : cases),
		"\t</testsuite>",
		"</testsuites>",
		"",
	].join("\n");
}
