import type { Item } from "../model/item.ts";
import type { Status } from "../model/status.ts";
import type { ItemReport, PhaseReport, StatusReport } from "../report/status-report.ts";
import { headline } from "../reporters/status/headline.ts";
import { waiting } from "../reporters/status/table.ts";
import { boxOf, type Detail, type ItemRow, type Page, type PhaseRow, type Tone } from "./page.ts";

/** What the report does not carry of an item. */
export interface ItemFacts {
	readonly item: Item;
	/** How its probe proves it, and where it is bound; null where nothing is bound to it. */
	readonly proof: string | null;
}

const tones: Readonly<Record<Status, Tone>> = {
	"not-started": "plain",
	"in-progress": "busy",
	complete: "good",
	blocked: "caution",
	closed: "plain",
};

/** The status as a page. `time` is the time of the reading. */
export function statusPage(report: StatusReport, facts: ReadonlyMap<string, ItemFacts>, time: string): Page {
	return {
		document: report.document,
		title: report.title,
		headline: headline(report),
		reading: `read ${time}`,
		source: "",
		phases: report.phases.map(phaseRow),
		items: report.phases.flatMap((phase) => [
			...phase.items.map((item) => itemRow(item, phase, item.group, facts.get(item.id))),
			...phase.validation.items.map((item) => itemRow(item, phase, "Validation", facts.get(item.id))),
		]),
	};
}

function phaseRow(phase: PhaseReport): PhaseRow {
	const checks = phase.validation.counted > 0 ? `, ${phase.validation.done}/${phase.validation.counted} checks` : "";
	const parts = [`${phase.done}/${phase.counted}${checks}`, phase.statusLabel];
	if (phase.contradictions.length > 0) parts.push("≠ the document says otherwise");
	if (phase.waitsFor.length > 0) parts.push(`waits for ${waiting(phase)}`);
	return {
		id: phase.id,
		title: phase.title,
		tone: tones[phase.status],
		percent: phase.completion,
		remark: parts.join("  "),
	};
}

function itemRow(item: ItemReport, phase: PhaseReport, group: string | null, facts: ItemFacts | undefined): ItemRow {
	return {
		id: item.id,
		phase: phase.id,
		heading: `Phase ${phase.id}: ${phase.title}${group === null ? "" : ` / ${group}`}`,
		...boxOf(item),
		mark: "",
		tone: item.checked ? "good" : item.skipped ? "faint" : "plain",
		text: item.text,
		remark: item.optional ? "does not count" : phase.next.includes(item.id) ? "next" : "",
		details: detailsOf(item, phase, facts),
		warning: null,
	};
}

function detailsOf(item: ItemReport, phase: PhaseReport, facts: ItemFacts | undefined): readonly Detail[] {
	const evidence = (facts?.item.evidence ?? []).map(({ text, reviewer, day, until }): Detail => {
		const end = until === null ? "" : `, until ${until.value}`;
		return { text: `Evidence: ${text} (${reviewer}, ${day.value}${end})`, tone: "good" };
	});
	const reason = facts?.item.notApplicable ?? null;
	return [
		{ text: `${item.id}, line ${item.line}`, tone: "faint" },
		...(reason === null ? [] : [{ text: `Not applicable: ${reason.value}`, tone: "plain" } as const]),
		...(evidence.length > 0 || item.skipped ? evidence : [{ text: "No evidence is written down", tone: "faint" } as const]),
		facts?.proof == null
			? { text: "Nothing is bound to it: only its box speaks for it", tone: "faint" }
			: { text: facts.proof, tone: "plain" },
		...phase.blockers.map(({ reason: why, since }): Detail => {
			return { text: `Blocked: ${why}${since === null ? "" : ` (since ${since})`}`, tone: "caution" };
		}),
		phase.waitsFor.length > 0
			? { text: `Gate: Phase ${phase.id} waits for ${waiting(phase)}`, tone: "caution" }
			: { text: `Gate: Phase ${phase.id} waits for nothing`, tone: "faint" },
	];
}
