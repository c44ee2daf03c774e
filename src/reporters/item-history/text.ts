import type { ItemHistoryReport, ReportedEvent, ReportedVerdicts } from "../../report/item-history.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import { personOf } from "../history/text.ts";

/** The answer first: who checked it off, when, verified or not, where, and by what; then what changed since; then all entries. */
export function renderItemHistory(report: ItemHistoryReport): string {
	const lines = [`${report.id}: ${report.text}`, ...answer(report)];
	const { since, probe, verdicts, events } = report;
	if (report.checkOff !== null) {
		const changes = since.map((event) => `${event.day}  ${wordsOf(event)}`);
		if (probe !== null) changes.push(`its probe is another one: ${probe.from ?? "none"} then, ${probe.to ?? "none"} now`);
		lines.push(
			"",
			"Since then",
			...(changes.length === 0 ? ["  nothing changed in git"] : changes.map((change) => `  ${change}`)),
		);
	}
	if (verdicts.length > 0) lines.push("", "By the log of verdicts", ...verdicts.flatMap(verdictLines));
	lines.push("", "History", ...events.map((event) => `  ${event.day}  ${wordsOf(event)}  ${event.commit.slice(0, 9)}`));
	if (events.length === 0) lines.push("  no commit has this item");
	if (!report.isComplete) lines.push("  what happened before is not known: this clone is shallow");
	return `${lines.map(printable).join("\n")}\n`;
}

function answer({ checkOff, verified, checked, committed }: ItemHistoryReport): string[] {
	if (checkOff === null) return [checked ? "It is checked off, and no commit has that yet." : "It is not checked off."];
	const how = verified ? "verified by a probe" : "not verified by a probe";
	const hand = checkOff.by === "editor" ? ", by hand" : "";
	const lines = [
		`Checked off on ${checkOff.day} by ${personOf(checkOff)}${hand} (commit ${checkOff.commit.slice(0, 9)}), ${how}.`,
	];
	if (checkOff.proof !== null) {
		const { message, clusters, readAt } = checkOff.proof;
		const where = clusters.map(({ uid, context }) => `cluster ${uid ?? "unknown"} (${context})`).join(" and ");
		lines.push(`  saw: ${message}`, `  in: ${where === "" ? "the work tree" : where}, read ${readAt}`);
	}
	if (!committed)
		lines.push(
			checked
				? "  The work tree differs from the newest commit."
				: "  In the work tree it is unchecked, and no commit has that yet.",
		);
	return lines;
}

function wordsOf(event: ReportedEvent): string {
	const { kind, detail, proof } = event;
	const who = personOf(event);
	const hand = event.by === "editor" ? ", by hand" : "";
	switch (kind) {
		case "checked":
			return `checked off by ${who}${hand}${proof === null ? "" : ", verified"}`;
		case "unchecked":
			return `unchecked by ${who}${hand}`;
		case "evidence-added":
			return `evidence added: ${detail}`;
		case "evidence-removed":
			return `evidence removed: ${detail}`;
		default:
			return `${kind}${detail === null ? "" : `: ${detail}`}, by ${who}`;
	}
}

function verdictLines(one: ReportedVerdicts): string[] {
	const where = one.contexts.map((context, index) => `${one.uids[index] ?? "unknown"} (${context})`).join(" and ");
	const what = one.green ? "green" : `not green${one.reason === null ? "" : ` (${one.reason})`}`;
	const red = one.firstRed === null ? "never red" : `red from ${one.firstRed} to ${one.lastRed ?? one.firstRed}`;
	return [
		`  cluster ${where}: ${what} since ${one.since}, last observed ${one.lastObserved}`,
		`    ${count(one.runs, "run")}, ${one.flaps === 0 ? "no flap" : count(one.flaps, "flap")}, ${red}`,
		...one.judgedAnew.map((at) => `    judged by another version or other probes from ${at} on`),
	];
}
