import type { PhaseReport, StatusReport } from "../../report/status-report.ts";
import { printable } from "../../text/printable.ts";
import { count, listed } from "../../text/wording.ts";
import { overdueWords } from "./assignment-words.ts";

/**
 * The verdict in one sentence: progress, where work can continue, and what holds up the rest. Without `gates`, the phases that wait are
 * left out: the page lists them elsewhere.
 */
export function headline(report: StatusReport, { gates = true }: { readonly gates?: boolean } = {}): string {
	const { total, phases } = report;
	const items = `${total.done} of ${total.counted} items done (${total.completion}%)`;
	const counted =
		total.validation.counted > 0 ? `${items}, ${total.validation.done} of ${total.validation.counted} checks` : items;
	if (phases.length > 0 && phases.every((phase) => phase.status === "complete")) return `Complete: ${counted}.`;
	const open = phases.filter((phase) => phase.status !== "complete");
	const going = open.filter((phase) => phase.status === "in-progress" && phase.waitsFor.length === 0);
	const blocked = open.filter((phase) => phase.status === "blocked");
	const ready = open.filter((phase) => phase.status === "not-started" && phase.waitsFor.length === 0);
	const held = open.filter((phase) => phase.status !== "blocked" && phase.waitsFor.length > 0);
	const clauses = [
		going.length > 0 ? `${names(going)} ${is(going)} in progress` : null,
		ready.length > 0 ? `${names(ready)} can start` : null,
		blocked.length > 0 ? `${names(blocked)} ${is(blocked)} blocked` : null,
		gates && held.length > 0 ? `${names(held)} ${held.length === 1 ? "waits" : "wait"} for ${waitedFor(held)}` : null,
		...overdueClauses(open),
	].filter((clause) => clause !== null);
	return clauses.length === 0 ? `${counted}.` : `${counted}. ${capitalised(clauses.join("; "))}.`;
}

function overdueClauses(open: readonly PhaseReport[]): string[] {
	const late = open.filter(({ overdueDays }) => overdueDays !== null);
	const [first] = late;
	const items = open
		.flatMap((phase) => [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items])
		.filter(({ overdueDays }) => overdueDays !== null).length;
	const days = Math.max(...late.map(({ overdueDays }) => overdueDays ?? 0));
	return [
		...(first === undefined
			? []
			: [`${names(late)} ${is(late)} ${late.length === 1 ? overdueWords(days) : `overdue, by up to ${count(days, "day")}`}`]),
		...(items === 0 ? [] : [`${count(items, "item")} ${items === 1 ? "is" : "are"} overdue`]),
	];
}

function names(phases: readonly Pick<PhaseReport, "id">[]): string {
	return `${phases.length === 1 ? "Phase" : "Phases"} ${listed(runs(phases.map((phase) => printable(phase.id))))}`;
}

/** Five or more consecutive phases become a range: a list of fifty names is not readable. */
function runs(ids: readonly string[]): string[] {
	const found: string[][] = [];
	for (const id of ids) {
		const run = found.at(-1);
		const goesOn = /^\d{1,9}$/.test(id) && Number(run?.at(-1)) + 1 === Number(id);
		if (run !== undefined && goesOn) run.push(id);
		else found.push([id]);
	}
	return found.flatMap((run) => (run.length < 5 ? run : [`${run[0]}-${run.at(-1)}`]));
}

function waitedFor(held: readonly PhaseReport[]): string {
	return names([...new Set(held.flatMap((phase) => phase.waitsFor))].map((id) => ({ id })));
}

function is(phases: readonly unknown[]): string {
	return phases.length === 1 ? "is" : "are";
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
