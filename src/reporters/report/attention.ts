import { daysBetween } from "../../model/evidence/attestation.ts";
import type { ItemStatus } from "../../model/item-status.ts";
import type { JudgedItem } from "../../report/found-verdicts.ts";
import type { PageReport } from "../../report/page-report.ts";
import { count } from "../../text/wording.ts";
import { type Markup, markup } from "./markup.ts";
import { ago, assigned, atLine, type ReportPart } from "./parts.ts";

const problemKinds: readonly { readonly status: ItemStatus; readonly title: string }[] = [
	{ status: "regressed", title: "Regressed: checked off, but its probe fails" },
	{ status: "unverified", title: "Checked off, but could not be verified" },
	{ status: "in-progress", title: "Checked off, but still in progress" },
	{ status: "parked", title: "Checked off, but parked" },
	{ status: "needs-sign-off", title: "Checked off, but valid evidence is missing" },
	{ status: "checked", title: "Checked off, but nothing proves it" },
];

/** More entries of one kind than this are folded. */
const maxEntries = 8;

/** What needs attention; null if nothing does. */
export function attention(page: PageReport): ReportPart | null {
	const { phases, irregularities } = page.status;
	const judged = [...(page.verdicts?.byItem.values() ?? [])].filter((one) => one.item.checked);
	const blockers = phases.flatMap((phase) =>
		phase.blockers.map(({ reason, since }) => {
			const age = since === null ? "" : ` since ${since}, ${ago(daysBetween(since, page.madeAt.slice(0, 10)))}`;
			return markup`<li><strong>Phase ${phase.id}</strong> ${reason}<span class="muted">${age}</span></li>`;
		}),
	);
	const overdue = phases.flatMap((phase) => {
		const late = phase.overdueDays;
		if (late === null) return [];
		return [
			markup`<li><strong>Phase ${phase.id}</strong> ${phase.title}: target ${phase.target}, <strong>${count(late, "day")} overdue</strong>, ${phase.counted - phase.done} of ${count(phase.counted, "item")} open</li>`,
		];
	});
	const overdueItems = phases.flatMap((phase) =>
		[...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items]
			.filter((item) => item.overdueDays !== null)
			.map((item) => markup`<li>${atLine(page.lineUrl, item.line, item.text)}${assigned(item)}</li>`),
	);
	const broken = phases
		.filter(({ status }) => status === "complete")
		.flatMap((phase) => phase.criteria.flatMap(({ id }) => page.verdicts?.byCriterion.get(id) ?? []))
		.filter(({ status }) => status === "failing")
		.map(({ text, message }) => markup`<li><strong>${text}</strong><br>${message}</li>`);
	const contradictions = phases.flatMap((phase) =>
		phase.contradictions.map((text) => markup`<li><strong>Phase ${phase.id}</strong> ${text}</li>`),
	);
	const parts = [
		...problemKinds.map(({ status, title }) =>
			block(
				title,
				judged.filter((one) => one.status === status).map((one) => itemEntry(page, one)),
				status === "regressed" ? "stop" : "",
			),
		),
		block("Blocked", blockers, "stop"),
		block("Overdue", [...overdue, ...overdueItems], "stop"),
		block("Success criteria of complete phases that fail", broken, "stop"),
		block("The document contradicts its items", contradictions, ""),
		irregularities === 0
			? null
			: markup`<p>${count(irregularities, "place")} of the document could not be read as meant and may not be counted: see <code>boulder-migrate validate</code>.</p>`,
	].filter((part) => part !== null);
	return parts.length === 0 ? null : { id: "attention", title: "Needs attention", body: markup`${parts}` };
}

function itemEntry({ lineUrl }: PageReport, { item, message, hint }: JudgedItem): Markup {
	return markup`<li><strong>${atLine(lineUrl, item.line, item.text)}</strong> <code>${item.id}</code><br>${message}${hint === null ? null : markup`<br><span class="muted">Next: ${hint}</span>`}</li>
`;
}

function block(title: string, entries: readonly Markup[], tone: string): Markup | null {
	if (entries.length === 0) return null;
	const rest = entries.slice(maxEntries);
	return markup`<section class="notice ${tone}"><h3>${title} <span class="count">${entries.length}</span></h3><ul>${entries.slice(0, maxEntries)}</ul>${
		rest.length === 0 ? null : markup`<details><summary>${rest.length} more</summary><ul>${rest}</ul></details>`
	}</section>
`;
}
