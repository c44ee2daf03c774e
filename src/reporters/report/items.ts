import type { State } from "../../model/verdict.ts";
import type { PageReport } from "../../report/page-report.ts";
import type { ItemReport, PhaseReport } from "../../report/status-report.ts";
import { count } from "../wording.ts";
import { type Markup, markup } from "./markup.ts";
import { type Part, statusPill } from "./parts.ts";
import { anchors } from "./progress-table.ts";

/** The first few of each phase that can be worked on. */
const mostNext = 5;

export function nextPart(page: PageReport): Part {
	const lists = page.status.phases.flatMap((phase) => {
		if (phase.next.length === 0) return [];
		const known = new Map([...phase.items, ...phase.validation.items].map((item) => [item.id, item]));
		const shown = phase.next.slice(0, mostNext).flatMap((id) => known.get(id) ?? []);
		const more = phase.next.length - shown.length;
		return [
			markup`<section class="next"><h3>Phase ${phase.id}: ${phase.title}</h3><ul>${shown.map((item) => markup`<li>${item.text}${ready(page, item)}</li>`)}</ul>${
				more === 0
					? null
					: markup`<p class="muted">and <a href="#phase-${anchors(page.status.phases).get(phase) ?? ""}">${more} more</a></p>`
			}</section>
`,
		];
	});
	const nothing = page.status.phases.every((phase) => phase.status === "complete")
		? "Nothing is left: every phase is complete."
		: "No item can be worked on: every open phase is blocked or waits for another.";
	return {
		id: "next",
		title: "What is next",
		body: lists.length === 0 ? markup`<p>${nothing}</p>` : markup`<div class="columns">${lists}</div>`,
	};
}

function ready(page: PageReport, item: ItemReport): Markup | null {
	return page.verdicts?.byItem.get(item.id)?.state === "ready" ? markup` <span class="tag good">ready to check off</span>` : null;
}

const tones: Readonly<Record<State, string>> = {
	confirmed: "good",
	ready: "good",
	open: "",
	regressed: "stop",
	unsettled: "busy",
	unverified: "busy",
	claimed: "busy",
	skipped: "",
};

/** Every item, folded by phase: thousands of them cost nothing until they are looked for. */
export function itemsPart(page: PageReport): Part {
	const { phases } = page.status;
	const body = phases.map(
		(
			phase,
		) => markup`<details class="phase" id="phase-${anchors(phases).get(phase) ?? ""}"><summary><span class="what">Phase ${phase.id}: ${phase.title}</span> ${statusPill(phase.status, page.statusWords[phase.status])} <span class="muted">${phase.done}/${phase.counted}</span></summary>
${phase.goal === null ? null : markup`<p class="muted">${phase.goal}</p>`}${groups(phase).map(
	([
		group,
		items,
	]) => markup`${group === "" ? null : markup`<h3>${group}</h3>`}<ul class="items">${items.map((item) => line(page, item))}</ul>
`,
)}</details>
`,
	);
	return {
		id: "items",
		title: "All items",
		body: markup`<p class="muted">${count(
			phases.reduce((sum, phase) => sum + phase.items.length + phase.validation.items.length, 0),
			"item",
		)}, by phase.</p>${body}`,
	};
}

function groups(phase: PhaseReport): (readonly [string, readonly ItemReport[]])[] {
	const found = new Map<string, ItemReport[]>();
	for (const item of phase.items) {
		const group = found.get(item.group ?? "");
		if (group === undefined) found.set(item.group ?? "", [item]);
		else group.push(item);
	}
	return [...found, ...(phase.validation.items.length > 0 ? [["Validation", phase.validation.items] as const] : [])];
}

function line(page: PageReport, item: ItemReport): Markup {
	const [mark, word] = item.skipped ? ["–", "not applicable"] : item.checked ? ["✓", "done"] : ["○", "open"];
	const judged = page.verdicts?.byItem.get(item.id);
	const state = judged === undefined || judged.state === "open" || judged.state === "skipped" ? null : judged.state;
	return markup`<li class="${item.skipped ? "skipped" : item.checked ? "done" : "open"}"><span class="mark" aria-hidden="true">${mark}</span><span class="unseen">${word}: </span>${item.text}${item.optional ? markup` <span class="muted">(does not count)</span>` : null}${state === null ? null : markup` <span class="tag ${tones[state]}">${state}</span>`}</li>
`;
}
