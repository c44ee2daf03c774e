import type { State } from "../model/verdict.ts";
import type { ItemVerdict, Verification } from "../report/verification.ts";
import { evidenceLine } from "../reporters/verdicts/evidence-line.ts";
import { headline, whence } from "../reporters/verdicts/headline.ts";
import { boxOf, type Detail, type ItemRow, type Page, type Tone } from "./page.ts";

const states: Readonly<Record<State, { readonly mark: string; readonly tone: Tone }>> = {
	confirmed: { mark: "✓", tone: "good" },
	ready: { mark: "✓", tone: "busy" },
	open: { mark: "·", tone: "faint" },
	regressed: { mark: "✗", tone: "bad" },
	unsettled: { mark: "~", tone: "busy" },
	unverified: { mark: "?", tone: "caution" },
	claimed: { mark: "!", tone: "busy" },
	skipped: { mark: " ", tone: "faint" },
};

/** The verdicts as a page. Success criteria have no box and follow the items. */
export function verifyPage(verification: Verification, title: string | null, requireComplete: boolean, time: string): Page {
	const titles = new Map(verification.phases.map((phase) => [phase.id, phase.title]));
	const named = (id: string): string => (titles.has(id) ? `Phase ${id}: ${titles.get(id)}` : `Phase ${id}`);
	return {
		document: verification.document,
		title,
		headline: headline(verification, requireComplete),
		reading: `asked ${time}`,
		source: whence(verification),
		phases: verification.phases.map((phase) => ({
			id: phase.id,
			title: phase.title,
			tone: phase.verified < phase.claimed ? "bad" : phase.verified > 0 ? "good" : "plain",
			percent: phase.verifiedPercent,
			remark: `${phase.verified}/${phase.counted} verified, ${phase.claimed} claimed`,
		})),
		items: [
			...verification.items.map((item) => itemRow(item, named(item.phase))),
			...verification.criteria.map((one): ItemRow => {
				const holds = one.outcome === "pass" || one.outcome === "attested";
				return {
					id: one.id,
					phase: one.phase,
					heading: `${named(one.phase)} / Success criteria`,
					box: "n/a",
					mark: holds ? "✓" : one.outcome === "fail" ? "✗" : "?",
					tone: holds ? "good" : one.outcome === "fail" ? "bad" : "caution",
					text: one.text,
					remark: holds ? "holds" : one.outcome,
					details: detailsOf(one),
					settled: "it is a success criterion, which has no box",
					warning: null,
				};
			}),
		],
	};
}

function itemRow(item: ItemVerdict, phase: string): ItemRow {
	const { mark, tone } = states[item.state];
	const group = item.list === "validation" ? "Validation" : item.list === "criteria" ? "Success criteria" : item.group;
	return {
		id: item.id,
		phase: item.phase,
		heading: `${phase}${group === null ? "" : ` / ${group}`}`,
		...boxOf({ checked: item.checked, skipped: item.state === "skipped" }),
		mark,
		tone,
		text: item.text,
		remark: item.state,
		details: detailsOf(item),
		warning: item.state === "ready" ? null : "its probe does not say that it is done",
	};
}

type Judged = Pick<ItemVerdict, "id" | "line" | "message" | "hint" | "evidence" | "contexts">;

function detailsOf({ id, line, message, hint, evidence, contexts }: Judged): readonly Detail[] {
	const said = contexts.filter((one) => one.message !== message).map((one) => `in ${one.context}: ${one.message}`);
	return [
		{ text: `${id}, line ${line}`, tone: "faint" },
		{ text: message, tone: "plain" },
		...said.map((text): Detail => ({ text, tone: "plain" })),
		...evidence.map((one): Detail => ({ text: evidenceLine(one), tone: "faint" })),
		...(hint === null ? [] : hint.split("\n")).map((text): Detail => ({ text: `next: ${text}`, tone: "heading" })),
	];
}
