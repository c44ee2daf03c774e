import type { Obstacle } from "../../model/gate.ts";
import type { CriterionVerdict, ItemVerdict, Verification } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";
import { claimStatus, claimStatusWords, criterionStatus, criterionWords } from "./claim-status.ts";
import { evidenceLine } from "./evidence-line.ts";
import { headline, provenance } from "./headline.ts";
import type { VerdictLayout } from "./layout.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { riskVerdicts } from "./risks.ts";

type Result = "passed" | "failure" | "error" | "skipped";

interface TestCase {
	readonly result: Result;
	readonly message: string;
	readonly item: Tested;
}

type Tested = Pick<ItemVerdict | CriterionVerdict, "id" | "phase" | "text" | "line" | "reason" | "message" | "hint" | "evidence">;

/**
 * JUnit, with a suite for each phase. A case passes only if the document's claim is confirmed. It fails if the cluster contradicts it (or
 * if
 * --require complete misses it) and is an error if nothing could be observed: the cases behind the exit codes 1 and 3. Any other case is
 * skipped, with the reason.
 */
export function renderVerdictsJunit(verification: Verification, { requireComplete }: VerdictLayout): string {
	const cases = [
		...verification.items.map((item) => caseOf(item, requireComplete)),
		...verification.criteria.map((criterion) => criterionCase(criterion, requireComplete)),
		...riskVerdicts(verification).map((risk) => criterionCase(risk, false)),
		...otherObstacles(verification).map(obstacleCase),
	];
	const titles = new Map(verification.phases.map((phase) => [phase.id, `Phase ${phase.id}: ${phase.title}`]));
	const phases = [...new Set([...titles.keys(), ...cases.map(({ item }) => item.phase)])];
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="boulder-migrate verify" ${counts(cases)} time="0">`,
		...phases.flatMap((phase) =>
			suite(
				titles.get(phase) ?? (phase === "risks" ? "Risks" : `Phase ${phase}`),
				cases.filter(({ item }) => item.phase === phase),
				verification,
				headline(verification, requireComplete),
			),
		),
		"</testsuites>",
		"",
	].join("\n");
}

function suite(name: string, cases: readonly TestCase[], verification: Verification, sentence: string): string[] {
	const [observed] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(verification.observedAt) ?? [];
	const when = observed === undefined ? "" : ` timestamp="${observed}"`;
	const { tool, digests, clusters } = verification;
	const properties = {
		exitCode: String(verification.exitCode),
		verified: provenance(verification),
		headline: sentence,
		version: tool.version,
		documentDigest: digests.document,
		...(digests.probes === null ? {} : { probesDigest: digests.probes }),
		...(clusters.length === 0 ? {} : { clusters: clusters.map(({ context, uid }) => `${context} ${uid ?? "-"}`).join(", ") }),
	};
	return [
		`\t<testsuite name="${xml(name)}" ${counts(cases)}${when} time="0">`,
		"\t\t<properties>",
		...Object.entries(properties).map(([key, value]) => `\t\t\t<property name="${key}" value="${xml(value)}"/>`),
		"\t\t</properties>",
		...cases.flatMap((one) => testCase(one, verification.document)),
		"\t</testsuite>",
	];
}

function testCase({ result, message, item }: TestCase, document: string): string[] {
	// The id makes the pair of names unique: texts of items repeat.
	const start = `\t\t<testcase classname="${xml(item.id)}" name="${xml(item.text)}" time="0"`;
	if (result === "passed") return [`${start}/>`];
	const text = xml(`${message}: ${item.message}`);
	if (result === "skipped") return [`${start}>`, `\t\t\t<skipped message="${text}"/>`, "\t\t</testcase>"];
	const body = [
		item.message,
		...(item.hint === null ? [] : [`next: ${item.hint}`]),
		...item.evidence.map(evidenceLine),
		`${document}:${item.line}`,
	];
	return [
		`${start}>`,
		`\t\t\t<${result} type="${xml(item.reason)}" message="${text}">${body.map(bodyLine).join("\n")}</${result}>`,
		"\t\t</testcase>",
	];
}

function caseOf(item: ItemVerdict, requireComplete: boolean): TestCase {
	const status = claimStatus(item, requireComplete);
	switch (status) {
		case "holds":
			return { item, result: "passed", message: "" };
		case "skipped":
			return { item, result: "skipped", message: "not applicable" };
		case "contradicted":
		case "missing":
			return { item, result: "failure", message: claimStatusWords[status] };
		case "unseen":
			return { item, result: "error", message: claimStatusWords[status] };
		case "unsettled":
		case "unproven":
			return { item, result: "skipped", message: claimStatusWords[status] };
		case "unclaimed":
			return { item, result: "skipped", message: item.state === "ready" ? "ready to check off" : claimStatusWords[status] };
	}
}

function criterionCase(item: CriterionVerdict, requireComplete: boolean): TestCase {
	const status = criterionStatus(item, requireComplete);
	switch (status) {
		case "holds":
			return { item, result: "passed", message: "" };
		case "failing":
		case "unmet":
			return { item, result: "failure", message: criterionWords[status] };
		case "unseen":
			return { item, result: "error", message: criterionWords[status] };
		case "waiting":
			return { item, result: "skipped", message: criterionWords[status] };
	}
}

/** What else keeps a phase from being complete. The number distinguishes several of the same kind. */
function obstacleCase(obstacle: Obstacle, index: number): TestCase {
	const { phase, line, reason, message, next, unverified } = obstacle;
	const text = obstacleName(obstacle);
	const item = { id: `${phase}/gate/${index + 1}`, phase, text, line, reason, message, hint: next, evidence: [] };
	return { item, result: unverified ? "error" : "failure", message: "required for completeness" };
}

function counts(cases: readonly TestCase[]): string {
	const number = (result: Result): number => cases.filter((one) => one.result === result).length;
	return `tests="${cases.length}" failures="${number("failure")}" errors="${number("error")}" skipped="${number("skipped")}"`;
}

/** A report that is printed into the log of GitHub's runner must not begin a line with a command. */
function bodyLine(text: string): string {
	return xml(text).replace(/^(\s*):/, "$1&#58;");
}

/** XML 1.0 cannot contain control characters, half surrogate pairs and two others, even escaped: they are written in a visible form. */
export function xml(text: string): string {
	return printable(text)
		.replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
		.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
