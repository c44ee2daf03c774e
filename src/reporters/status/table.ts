import { groupBy } from "../../model/group-by.ts";
import type { Status } from "../../model/status.ts";
import type { PhaseReport, StatusReport } from "../../report/status-report.ts";
import { advice, commandLine, type Quoted } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import { wrap } from "../../text/width.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import type { Palette } from "../palette.ts";
import { progressBar } from "../progress-bar.ts";
import { assignmentWords, overdueWords } from "./assignment-words.ts";
import { headline } from "./headline.ts";

export interface TableLayout {
	/** Columns of the terminal; null without one: nothing is cut or wrapped. */
	readonly width: number | null;
	readonly paint: Palette;
	/** Phases were selected: all their items are listed. */
	readonly detailed: boolean;
	/** The options that select the document, each preceded by a space: for commands in hints. */
	readonly sameDocument: Quoted;
}

/** The status for people: a sentence, the table, what contradicts it, what blocks, what comes next. */
export function renderStatusTable(report: StatusReport, layout: TableLayout): string {
	const { paint } = layout;
	const lines: string[] = [];
	if (report.title !== null) lines.push(paint.heading(printable(report.title)));
	lines.push(...paragraph(headline(report), layout.width), "");
	lines.push(...phaseTable(report, layout.width, paint));
	lines.push(...section("Contradictions", contradictions(report, paint), paint));
	lines.push(...section("Blocked", blockers(report, paint), paint));
	if (layout.detailed) for (const phase of report.phases) lines.push("", ...details(phase, layout.width, paint));
	else lines.push(...section("Next", next(report, layout), paint));
	return `${lines.join("\n")}\n`;
}

const columns: readonly GridColumn[] = [
	{ title: "", align: "right" },
	{ title: "PHASE", align: "left", shrinksTo: 12 },
	{ title: "STATUS", align: "left" },
	{ title: "PROGRESS", align: "left" },
	{ title: "ITEMS", align: "right" },
	{ title: "CHECKS", align: "right" },
	{ title: "CRITERIA", align: "right" },
	{ title: "START", align: "left" },
	{ title: "TARGET", align: "left" },
	{ title: "WAITS FOR", align: "left", shrinksTo: 9 },
];

function phaseTable(report: StatusReport, width: number | null, paint: Palette): string[] {
	const bar = width !== null && width < 100 ? 5 : 10;
	const rows = report.phases.map((phase): GridCell[] => [
		{ text: printable(phase.id), paint: paint.heading },
		{ text: printable(phase.title) },
		{
			text: printable(phase.statusLabel) + (phase.contradictions.length > 0 ? " ≠" : ""),
			paint: statusPaint(phase.status, paint),
		},
		{
			text: `${progressBar(phase.completion, bar)} ${String(phase.completion).padStart(3)}%`,
			paint: statusPaint(phase.status, paint),
		},
		{ text: `${phase.done}/${phase.counted}` },
		{ text: `${phase.validation.done}/${phase.validation.counted}` },
		{ text: criteriaWords(phase) },
		{ text: phase.start ?? "-", paint: paint.faint },
		phase.overdueDays === null
			? { text: phase.target ?? "-", paint: paint.faint }
			: { text: `${phase.target ?? ""}, ${overdueWords(phase.overdueDays)}`, paint: paint.bad },
		{ text: phase.waitsFor.length > 0 ? waiting(phase) : "", paint: paint.faint },
	]);
	// Criteria, dates and gates take room only where a phase has any.
	const isRoomy = width === null || width >= 100;
	const isUsed = (index: number): boolean => rows.some((row) => !/^-?$/.test(row[index]?.text ?? ""));
	const used = columns.map(({ title }, index) => index < 6 || ((isRoomy || title !== "CRITERIA") && isUsed(index)));
	const keep = <T>(all: readonly T[]): T[] => all.filter((_, index) => used[index]);
	return grid(keep(columns), rows.map(keep), width, paint.faint);
}

/** `1/2` for criteria with a checkbox, `4` for those that only a probe can confirm, `1/2 + 4` for both. */
function criteriaWords({ criteria, criteriaChecks: { done, counted } }: PhaseReport): string {
	const checks = counted === 0 ? null : `${done}/${counted}`;
	const plain = criteria.length === 0 ? null : String(criteria.length);
	return [checks, plain].filter((part) => part !== null).join(" + ");
}

/** `Phase 2`, or `Phase 2 to start` where that is enough; printable. */
export function waiting(phase: PhaseReport): string {
	const hard = phase.dependencies.filter((one) => !one.satisfied && one.kind === "hard").map((one) => one.phase);
	const soft = phase.dependencies
		.filter((one) => !one.satisfied && one.kind === "soft" && !hard.includes(one.phase))
		.map((one) => one.phase);
	const named = (ids: readonly string[]): string => `Phase ${[...new Set(ids)].map(printable).join(", ")}`;
	const parts = [hard.length > 0 ? named(hard) : null, soft.length > 0 ? `${named(soft)} to start` : null];
	return parts.filter((part) => part !== null).join("; ");
}

function contradictions(report: StatusReport, paint: Palette): string[] {
	return report.phases.flatMap((phase) =>
		phase.contradictions.map((text) => `  ${paint.bad("≠")} Phase ${printable(phase.id)}: ${printable(text)}`),
	);
}

function blockers(report: StatusReport, paint: Palette): string[] {
	return report.phases.flatMap((phase) =>
		phase.blockers.map(({ reason, since, line }) => {
			const when = since === null ? "" : ` (since ${since})`;
			return `  ${paint.caution(`Phase ${printable(phase.id)}`)}: ${printable(reason)}${when}  ${paint.faint(`${printable(report.document)}:${line}`)}`;
		}),
	);
}

/** The first few items of each phase that can be worked on, with the id to name them by. */
function next(report: StatusReport, layout: TableLayout): string[] {
	const { width, paint } = layout;
	const maxNext = 5;
	return report.phases.flatMap((phase) => {
		if (phase.next.length === 0) return [];
		const known = new Map([...phase.items, ...phase.validation.items].map((item) => [item.id, item]));
		const first = phase.next.slice(0, maxNext).flatMap((id) => known.get(id) ?? []);
		const rows = first.map((item): GridCell[] => [
			{ text: "   " },
			{ text: printable(withAssignment(item.text, item)) },
			{ text: printable(item.id), paint: paint.faint },
		]);
		const lines = grid(itemColumns, rows, width, paint.faint).slice(1);
		const more = phase.next.length - first.length;
		const rest =
			more > 0
				? [
						paint.faint(
							`     … ${more} more${advice(": ", commandLine`boulder-migrate status ${phase.id}${layout.sameDocument}`) ?? ""}`,
						),
					]
				: [];
		return [`  Phase ${printable(phase.id)}: ${printable(phase.title)}`, ...lines, ...rest];
	});
}

const itemColumns: readonly GridColumn[] = [
	{ title: "", align: "left" },
	{ title: "", align: "left", shrinksTo: 16 },
	// Never cut: an id is there to be copied.
	{ title: "", align: "left" },
];

/** A phase with every item, in its groups. */
function details(phase: PhaseReport, width: number | null, paint: Palette): string[] {
	const lines = [paint.heading(`Phase ${printable(phase.id)}: ${printable(phase.title)}`)];
	if (phase.goal !== null) lines.push(...paragraph(printable(phase.goal), width).map((line) => paint.faint(line)));
	const groups = groupBy(phase.items, ({ group }) => group ?? "");
	if (phase.validation.items.length > 0) groups.set("Validation", [...phase.validation.items]);
	for (const [group, items] of groups) {
		if (group !== "") lines.push(`  ${printable(group)}`);
		const rows = items.map((item): GridCell[] => {
			const box = item.skipped ? " n/a" : item.checked ? " [x]" : " [ ]";
			const remark = item.optional ? " (does not count)" : "";
			return [
				{ text: box, paint: item.checked ? paint.good : paint.faint },
				{ text: printable(withAssignment(item.text + remark, item)) },
				{ text: printable(item.id), paint: paint.faint },
			];
		});
		for (const row of grid(itemColumns, rows, width, paint.faint).slice(1)) lines.push(row);
	}
	if (phase.criteria.length > 0) {
		const rows = phase.criteria.map(({ id, text, owners, due }): GridCell[] => [
			{ text: "   " },
			{ text: printable(withAssignment(text, { owners, due })) },
			{ text: printable(id), paint: paint.faint },
		]);
		lines.push("  Success criteria", ...grid(itemColumns, rows, width, paint.faint).slice(1));
	}
	return lines;
}

function withAssignment(text: string, assigned: Parameters<typeof assignmentWords>[0]): string {
	const words = assignmentWords(assigned);
	return words === "" ? text : `${text} (${words})`;
}

function section(title: string, lines: readonly string[], paint: Palette): string[] {
	return lines.length === 0 ? [] : ["", paint.heading(title), ...lines];
}

function paragraph(text: string, width: number | null): string[] {
	return width === null ? [text] : wrap(text, width);
}

function statusPaint(status: Status, paint: Palette): (text: string) => string {
	const paints: Readonly<Record<Status, (text: string) => string>> = {
		"not-started": (text) => text,
		"in-progress": paint.busy,
		complete: paint.good,
		blocked: paint.caution,
		closed: paint.faint,
	};
	return paints[status];
}
