import { type ItemStatus, itemStatuses, itemStatusOf, statusWording } from "../../model/item-status.ts";
import type { PageReport } from "../../report/page-report.ts";
import type { CriterionReport, ItemReport, PhaseReport } from "../../report/status-report.ts";
import { count } from "../../text/wording.ts";
import { type Markup, markup } from "./markup.ts";
import { assigned, atLine, type ReportPart, statusPill, statusTag } from "./parts.ts";
import { anchors } from "./progress-table.ts";

/** The first few of each phase that can be worked on. */
const maxNext = 5;

/** The status of an item: its verdict, or its checkbox if it was not verified. */
function statusOf(page: PageReport, item: ItemReport): ItemStatus {
	const judged = page.verdicts?.byItem.get(item.id)?.status;
	return judged ?? itemStatusOf({ ...item, outcome: "unbound", reason: "" });
}

function criterionStatus(page: PageReport, one: CriterionReport): ItemStatus {
	return page.verdicts?.byCriterion.get(one.id)?.status ?? "open";
}

export function nextPart(page: PageReport): ReportPart {
	const { phases } = page.status;
	const lists = phases.flatMap((phase) => {
		if (phase.next.length === 0) return [];
		const known = new Map(
			[...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items].map((item) => [item.id, item]),
		);
		const open = phase.next.flatMap((id) => known.get(id) ?? []);
		// Items that are ready, and broken ones, come before those that have not been started.
		const rank = (item: ItemReport): number => ["ready", "failing"].indexOf(statusOf(page, item)) * -1;
		const sorted = page.verdicts === null ? open : open.toSorted((a, b) => rank(a) - rank(b));
		const first = sorted.slice(0, maxNext);
		const more = open.length - first.length;
		return [
			markup`<section class="next"><h3>Phase ${phase.id}: ${phase.title}</h3><ul>${first.map((item) => nextItem(page, item))}</ul>${
				more === 0 ? null : markup`<p class="muted">and <a href="#phase-${anchors(phases).get(phase) ?? ""}">${more} more</a></p>`
			}</section>
`,
		];
	});
	const nothing = phases.every((phase) => phase.status === "complete")
		? "Nothing is left: every phase is complete."
		: "No item can be worked on: every open phase is blocked or waits for another.";
	return {
		id: "next",
		title: "What is next",
		body: lists.length === 0 ? markup`<p>${nothing}</p>` : markup`<div class="columns">${lists}</div>`,
	};
}

function nextItem(page: PageReport, item: ItemReport): Markup {
	const judged = page.verdicts?.byItem.get(item.id);
	const status = statusOf(page, item);
	const why =
		judged !== undefined && (status === "failing" || status === "parked" || status === "in-progress") ? judged.message : null;
	return markup`<li>${atLine(page.lineUrl, item.line, item.text)}${status === "open" ? null : markup` ${statusTag(status)}`}${assigned(item)}${why === null ? null : markup`<br><span class="muted why">${why}</span>`}</li>`;
}

/** Every item, folded by phase: thousands of them cost nothing until they are looked for. */
export function itemsPart(page: PageReport): ReportPart {
	const { phases } = page.status;
	const body = phases.map(
		(
			phase,
		) => markup`<details class="phase" id="phase-${anchors(phases).get(phase) ?? ""}"><summary><span class="what">Phase ${phase.id}: ${phase.title}</span> ${statusPill(phase.status, page.statusWords[phase.status])} <span class="muted">${phase.done}/${phase.counted}</span></summary>
${phase.goal === null ? null : markup`<p class="muted">${phase.goal}</p>`}${groups(page, phase).map(
	([
		group,
		lines,
	]) => markup`<section class="group">${group === "" ? null : markup`<h3>${group}</h3>`}<ul class="items">${lines}</ul></section>
`,
)}</details>
`,
	);
	const total = phases.reduce((sum, phase) => sum + phase.items.length + phase.validation.items.length, 0);
	const criteria = phases.reduce((sum, phase) => sum + phase.criteria.length + phase.criteriaChecks.items.length, 0);
	return {
		id: "items",
		title: "All items",
		body: markup`<p class="muted">${count(total, "item")}${criteria === 0 ? null : ` and ${criteria} success ${criteria === 1 ? "criterion" : "criteria"}`}, by phase.</p>${filterForm(page)}${body}`,
	};
}

/** Displayed by the script of the page: without the script, it has no effect. */
function filterForm(page: PageReport): Markup {
	const found = new Map<ItemStatus, number>();
	for (const phase of page.status.phases) {
		const all = [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items].map((item) => statusOf(page, item));
		for (const status of [...all, ...phase.criteria.map((one) => criterionStatus(page, one))])
			found.set(status, (found.get(status) ?? 0) + 1);
	}
	const options = itemStatuses.filter((status) => found.has(status));
	return markup`<form class="filter" role="search" aria-label="Filter items" hidden><label>Search <input type="search" autocomplete="off" spellcheck="false"></label> <label>Status <select><option value="">all</option>${options.map((status) => markup`<option value="${status}">${statusWording[status].word} (${found.get(status) ?? 0})</option>`)}</select></label> <output class="muted" aria-live="polite"></output></form>
`;
}

function groups(page: PageReport, phase: PhaseReport): (readonly [string, readonly Markup[]])[] {
	const found = new Map<string, Markup[]>();
	const add = (group: string, line: Markup): void => {
		const known = found.get(group);
		if (known === undefined) found.set(group, [line]);
		else known.push(line);
	};
	for (const item of phase.items) add(item.group ?? "", itemLine(page, item));
	for (const item of phase.validation.items) add("Validation", itemLine(page, item));
	for (const item of phase.criteriaChecks.items) add("Success criteria", itemLine(page, item));
	for (const one of phase.criteria) add("Success criteria", criterionLine(page, one));
	return [...found];
}

function itemLine(page: PageReport, item: ItemReport): Markup {
	const status = statusOf(page, item);
	const remark = markup`${item.optional ? markup` <span class="muted">(does not count)</span>` : null}${assigned(item)}`;
	return line(page, { ...item, status, box: item.skipped ? "–" : item.checked ? "☑" : "☐", remark });
}

function criterionLine(page: PageReport, one: CriterionReport): Markup {
	return line(page, { ...one, status: criterionStatus(page, one), box: "•", remark: assigned(one) });
}

/** One box, one word: a check mark that the cluster contradicts is never a green one. */
function line(
	page: PageReport,
	one: {
		readonly text: string;
		readonly line: number;
		readonly status: ItemStatus;
		readonly box: string;
		readonly remark: Markup | null;
	},
): Markup {
	const { status } = one;
	// Without verdicts, the checkbox is enough.
	const isPlain = status === "open" || status === "skipped" || (status === "checked" && page.verdicts === null);
	return markup`<li class="${status}" data-status="${status}"><span class="mark" aria-hidden="true">${one.box}</span><span class="unseen">${statusWording[status].word}: </span>${atLine(page.lineUrl, one.line, one.text)}${one.remark}${isPlain ? null : markup` ${statusTag(status)}`}</li>
`;
}
