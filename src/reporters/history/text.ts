import type { HistoryReport, ReportedCheckOff } from "../../report/history-report.ts";
import { printable } from "../../text/printable.ts";
import { count, firstOf } from "../../text/wording.ts";

const fewWeeks = 8;
const fewIds = 3;

/** `Ann, committed by Bo`: the reviewer, and the committer if that is another person. */
export function personOf({ reviewer, author, committer }: Pick<ReportedCheckOff, "reviewer" | "author" | "committer">): string {
	const people = [...new Set([author, committer])].filter((name) => name !== (reviewer ?? author));
	return people.length === 0 ? (reviewer ?? author) : `${reviewer ?? author}, committed by ${people.join(" and ")}`;
}

export function renderHistoryText(report: HistoryReport): string {
	const { checkOffs, scope, weeks, total, forecast } = report;
	const lines: string[] = [];
	for (const one of checkOffs) {
		const { day, checked, id, commit, verified } = one;
		const how = `${verified ? "  verified" : ""}${one.by === "editor" ? "  by hand" : ""}`;
		lines.push(`${day}  ${checked ? "[x]" : "[ ]"} ${printable(id)}  ${printable(personOf(one))}${how}  ${commit.slice(0, 9)}`);
	}
	if (checkOffs.length === 0)
		lines.push(report.since === null ? "no item was ever checked off" : `no item was checked off since ${report.since}`);
	if (scope.length > 0) lines.push("", "Scope");
	for (const { day, added, removed, author, commit } of scope) {
		const parts = [
			added.length > 0 ? `${count(added.length, "item")} more (${firstOf(added, fewIds)})` : null,
			removed.length > 0 ? `${count(removed.length, "item")} less (${firstOf(removed, fewIds)})` : null,
		].filter((part) => part !== null);
		lines.push(`${day}  ${printable(parts.join(", "))}  ${printable(author)}  ${commit.slice(0, 9)}`);
	}
	if (weeks.length > 0) {
		const last = weeks.slice(-fewWeeks);
		lines.push("", `Done in each of the last ${count(last.length, "week")}: ${last.map(({ done }) => done).join(" ")}`);
	}
	lines.push("", `${total.done} of ${total.counted} items and checks are done.`);
	if (forecast.why !== null) lines.push(`No forecast: ${forecast.why}.`);
	else {
		const late = forecast.late === null ? "more than ten years" : forecast.late;
		lines.push(
			`If it goes on as in these ${count(weeks.length, "week")}, with no item more: done by ${forecast.middle} as likely as not;`,
			`1 in 10 futures by ${forecast.early}, 9 in 10 by ${late}.`,
		);
	}
	const known = report.phases.filter((phase) => phase.forecast.middle !== null);
	if (known.length > 0) lines.push("", "Forecast by phase, at its own pace with its scope unchanged");
	for (const { id, title, basis, forecast: of } of known) {
		const by = basis === "verified" ? "verified items" : "checked items";
		lines.push(
			printable(
				`  Phase ${id} (${title}): 50% by ${of.middle}, 10% by ${of.early}, 90% by ${of.late ?? "more than ten years"}, by ${by}`,
			),
		);
	}
	return `${lines.join("\n")}\n`;
}
