import type { Day } from "../model/date.ts";
import type { Item } from "../model/item.ts";
import type { ItemStatus } from "../model/item-status.ts";
import type { Status } from "../model/status.ts";
import type { CriterionReport, ItemReport, PhaseReport, StatusReport } from "../report/status-report.ts";
import { headline } from "../reporters/status/headline.ts";
import { waiting } from "../reporters/status/table.ts";
import { commandLine, type Quoted } from "../text/command-line.ts";
import { boxOf, type Detail, type ItemRow, type Page, type PhaseRow, type Tone } from "./page.ts";

/** What the report does not carry of an item. */
export interface ItemFacts {
	readonly item: Item | null;
	/** How its probe proves it, and where it is bound; null where nothing is bound to it. */
	readonly proof: string | null;
}

export interface StatusReading {
	/** The time of it. */
	readonly time: string;
	readonly today: Day;
	/** The options that chose the document, for commands to copy. */
	readonly sameDocument: Quoted;
}

const tones: Readonly<Record<Status, Tone>> = {
	"not-started": "plain",
	"in-progress": "busy",
	complete: "good",
	blocked: "caution",
	closed: "plain",
};

/** The status as a page. */
export function statusPage(report: StatusReport, facts: ReadonlyMap<string, ItemFacts>, reading: StatusReading): Page {
	return {
		document: report.document,
		title: report.title,
		headline: headline(report),
		reading: `read ${reading.time}`,
		source: "",
		phases: report.phases.map(phaseRow),
		items: report.phases.flatMap((phase) => {
			const row = (item: ItemReport, group: string | null): ItemRow => itemRow(item, phase, group, facts.get(item.id), reading);
			return [
				...phase.items.map((item) => row(item, item.group)),
				...phase.validation.items.map((item) => row(item, "Validation")),
				...phase.criteriaChecks.items.map((item) => row(item, "Success criteria")),
				...phase.criteria.map((one) => criterionRow(one, phase, facts.get(one.id), reading)),
			];
		}),
	};
}

function phaseRow(phase: PhaseReport): PhaseRow {
	const checks = phase.validation.counted > 0 ? `, ${phase.validation.done}/${phase.validation.counted} checks` : "";
	const waits = phase.waitsFor.length > 0 && phase.status === "not-started";
	const late = phase.overdueDays === null ? [] : [overdue(phase.overdueDays)];
	const parts = [...late, `${phase.done}/${phase.counted}${checks}`, waits ? `waits for ${waiting(phase)}` : phase.statusLabel];
	if (phase.contradictions.length > 0) parts.push("≠ the document differs");
	if (phase.waitsFor.length > 0 && !waits) parts.push(`waits for ${waiting(phase)}`);
	return {
		id: phase.id,
		title: phase.title,
		tone: tones[phase.status],
		percent: phase.completion,
		remark: parts.join("  "),
		isProblem: phase.overdueDays !== null,
		blocked: phase.blockers.length === 0 ? null : phase.blockers.map(({ reason }) => reason).join("; "),
		line: phase.line,
	};
}

function headingOf(phase: PhaseReport, group: string | null): string {
	return `Phase ${phase.id}: ${phase.title}${group === null ? "" : ` / ${group}`}`;
}

function itemRow(
	item: ItemReport,
	phase: PhaseReport,
	group: string | null,
	facts: ItemFacts | undefined,
	{ today, sameDocument }: StatusReading,
): ItemRow {
	const hasExpired = item.checked && (facts?.item?.evidence ?? []).some(({ until }) => until !== null && until.value < today);
	const status: ItemStatus = item.skipped ? "skipped" : hasExpired ? "needs-sign-off" : item.checked ? "checked" : "open";
	return {
		id: item.id,
		phase: phase.id,
		heading: headingOf(phase, group),
		box: boxOf(item),
		mark: "",
		tone: hasExpired || item.overdueDays !== null ? "caution" : item.checked ? "good" : item.skipped ? "faint" : "plain",
		text: item.text,
		status,
		remark: hasExpired
			? "evidence expired"
			: item.overdueDays !== null
				? overdue(item.overdueDays)
				: item.optional
					? "does not count"
					: phase.next.includes(item.id)
						? "next"
						: "",
		details: detailsOf(item, phase, facts, today),
		isProblem: hasExpired || item.overdueDays !== null,
		warning: null,
		line: item.line,
		command:
			item.checked || item.skipped
				? commandLine`boulder-migrate verify ${item.id}${sameDocument}`
				: commandLine`boulder-migrate check-off ${item.id} --verify${sameDocument}`,
	};
}

function criterionRow(
	{ id, text, line }: CriterionReport,
	phase: PhaseReport,
	facts: ItemFacts | undefined,
	{ sameDocument }: StatusReading,
): ItemRow {
	return {
		id,
		phase: phase.id,
		heading: headingOf(phase, "Success criteria"),
		box: " - ",
		mark: "",
		tone: "plain",
		text,
		status: "open",
		remark: "",
		details: [{ text: `${id}, line ${line}`, tone: "faint" }, probeOf(facts)],
		isProblem: false,
		warning: null,
		line,
		command: commandLine`boulder-migrate verify ${id}${sameDocument}`,
	};
}

function overdue(days: number): string {
	return `${days} ${days === 1 ? "day" : "days"} overdue`;
}

function assigned({ owners, due, overdueDays }: ItemReport): readonly Detail[] {
	const parts = [owners.length === 0 ? null : `Owner: ${owners.join(", ")}`, due === null ? null : `due ${due}`].filter(Boolean);
	return parts.length === 0 ? [] : [{ text: parts.join(", "), tone: overdueDays === null ? "plain" : "caution" }];
}

function probeOf(facts: ItemFacts | undefined): Detail {
	return facts?.proof == null ? { text: "No probe verifies it", tone: "faint" } : { text: facts.proof, tone: "plain" };
}

function detailsOf(item: ItemReport, phase: PhaseReport, facts: ItemFacts | undefined, today: Day): readonly Detail[] {
	const evidence = (facts?.item?.evidence ?? []).map(({ text, reviewer, day, until }): Detail => {
		const end = until === null ? "" : `, until ${until.value}`;
		const hasExpired = until !== null && until.value < today;
		return {
			text: `${hasExpired ? "Expired evidence" : "Evidence"}: ${text} (${reviewer}, ${day.value}${end})`,
			tone: hasExpired || item.overdueDays !== null ? "caution" : "good",
		};
	});
	const reason = facts?.item?.notApplicable ?? null;
	return [
		{ text: `${item.id}, line ${item.line}`, tone: "faint" },
		...assigned(item),
		...(reason === null ? [] : [{ text: `Not applicable: ${reason.value}`, tone: "plain" } as const]),
		...(evidence.length > 0 || item.skipped ? evidence : [{ text: "No evidence recorded", tone: "faint" } as const]),
		probeOf(facts),
		...phase.blockers.map(({ reason: why, since }): Detail => {
			return { text: `Blocked: ${why}${since === null ? "" : ` (since ${since})`}`, tone: "caution" };
		}),
		phase.waitsFor.length > 0
			? { text: `Gate: Phase ${phase.id} waits for ${waiting(phase)}`, tone: "caution" }
			: { text: `Gate: Phase ${phase.id} waits for nothing`, tone: "faint" },
	];
}
