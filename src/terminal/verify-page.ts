import { criterionStatusOf, type ItemStatus, itemStatusOf, statusWording } from "../model/item-status.ts";
import type { CriterionVerdict, ItemVerdict, Verification } from "../report/verification.ts";
import { evidenceLine } from "../reporters/verdicts/evidence-line.ts";
import { headline, provenance } from "../reporters/verdicts/headline.ts";
import { commandLine, type Quoted } from "../text/command-line.ts";
import { isPrintable } from "../text/printable.ts";
import { boxOf, type Detail, type ItemRow, type Page, type PhaseRow } from "./page.ts";

/** Data of the document about a phase, which verdicts do not have. */
export interface PhaseFacts {
	readonly line: number;
	/** What blocks it; null where nothing does. */
	readonly blocked: string | null;
}

export interface VerifyReading {
	readonly title: string | null;
	readonly requireComplete: boolean;
	/** The time of it. */
	readonly time: string;
	readonly phases: ReadonlyMap<string, PhaseFacts>;
	/** The options that chose the document, for commands to copy. */
	readonly sameDocument: Quoted;
	/** The options that chose the cluster. */
	readonly sameCluster: Quoted;
}

/** What `n` and `p` stop at. */
const problems: ReadonlySet<ItemStatus> = new Set(["regressed", "failing", "unverified"]);

/** The verdicts as a page: the success criteria of a phase follow its items. */
export function verifyPage(verification: Verification, reading: VerifyReading): Page {
	const rows = [
		...verification.items.map((item) => itemRow(item, verification, reading)),
		...verification.criteria.map((one) => criterionRow(one, verification, reading)),
	];
	const phases = [...new Set(rows.map(({ phase }) => phase))];
	return {
		document: verification.document,
		title: reading.title,
		headline: headline(verification, reading.requireComplete),
		reading: `verified ${reading.time}`,
		source: provenance(verification),
		phases: verification.phases.map((phase) => phaseRow(phase, rows, reading)),
		items: phases.flatMap((phase) => rows.filter((row) => row.phase === phase)),
	};
}

function phaseRow(phase: Verification["phases"][number], rows: readonly ItemRow[], reading: VerifyReading): PhaseRow {
	const own = rows.filter((row) => row.phase === phase.id);
	const number = (status: ItemStatus): number => own.filter((row) => row.status === status).length;
	const attention = (["regressed", "failing", "unverified"] as const)
		.filter((status) => number(status) > 0)
		.map((status) => `${number(status)} ${statusWording[status].word}`);
	const { line = 1, blocked = null } = reading.phases.get(phase.id) ?? {};
	return {
		id: phase.id,
		title: phase.title,
		tone: phase.verified > 0 ? "good" : "plain",
		isProblem: attention.length > 0,
		percent: phase.verifiedPercent,
		// What is wrong is what must fit.
		remark: [
			`${phase.verified}/${phase.counted}${attention.length === 0 ? " verified" : ""}`,
			...attention,
			...(blocked === null ? [] : ["blocked"]),
		].join(", "),
		blocked,
		line,
	};
}

function headingOf(phase: string, group: string | null, { phases }: Verification): string {
	const title = phases.find(({ id }) => id === phase)?.title;
	return `Phase ${phase}${title === undefined ? "" : `: ${title}`}${group === null ? "" : ` / ${group}`}`;
}

function itemRow(item: ItemVerdict, verification: Verification, { sameDocument, sameCluster }: VerifyReading): ItemRow {
	const skipped = item.state === "skipped";
	const status = itemStatusOf({ ...item, skipped });
	const { mark, tone, word } = statusWording[status];
	const group = item.list === "validation" ? "Validation" : item.list === "criteria" ? "Success criteria" : item.group;
	return {
		id: item.id,
		phase: item.phase,
		heading: headingOf(item.phase, group, verification),
		box: boxOf({ checked: item.checked, skipped }),
		mark,
		tone,
		text: item.text,
		status,
		remark: word,
		details: detailsOf(item),
		isProblem: problems.has(status),
		warning: status === "ready" ? null : "its probe does not confirm it",
		line: item.line,
		command:
			status === "ready"
				? commandLine`boulder-migrate check-off ${item.id} --verify${sameDocument}${sameCluster}`
				: (hintedCommand(item.hint) ?? commandLine`boulder-migrate probes explain ${item.id}${sameDocument}`),
	};
}

function criterionRow(one: CriterionVerdict, verification: Verification, { sameDocument }: VerifyReading): ItemRow {
	const status = criterionStatusOf(one);
	const { mark, tone, word } = statusWording[status];
	return {
		id: one.id,
		phase: one.phase,
		heading: headingOf(one.phase, "Success criteria", verification),
		box: " - ",
		mark,
		tone,
		text: one.text,
		status,
		remark: word,
		details: detailsOf(one),
		isProblem: problems.has(status),
		warning: null,
		line: one.line,
		command: hintedCommand(one.hint) ?? commandLine`boulder-migrate probes explain ${one.id}${sameDocument}`,
	};
}

/** The first line of a hint that is a command; hints may also be sentences. A command that cannot be typed as displayed is not copied. */
function hintedCommand(hint: string | null): string | null {
	const line = hint?.split("\n").find((one) => /^(?:kubectl|boulder-migrate) /.test(one)) ?? null;
	return line === null || !isPrintable(line) ? null : line;
}

type Judged = Pick<ItemVerdict, "id" | "line" | "message" | "hint" | "evidence" | "contexts">;

function detailsOf({ id, line, message, hint, evidence, contexts }: Judged): readonly Detail[] {
	const others = contexts.filter((one) => one.message !== message).map((one) => `in ${one.context}: ${one.message}`);
	return [
		{ text: `${id}, line ${line}`, tone: "faint" },
		{ text: message, tone: "plain" },
		...others.map((text): Detail => ({ text, tone: "plain" })),
		...(hint === null ? [] : hint.split("\n")).map((text): Detail => ({ text: `next: ${text}`, tone: "heading" })),
		// What to do must be seen before what was seen.
		...evidence.map((one): Detail => ({ text: evidenceLine(one), tone: "faint" })),
	];
}
