import { daysBetween } from "../../model/attestation.ts";
import type { State } from "../../model/verdict.ts";
import type { JudgedItem } from "../../report/found-verdicts.ts";
import type { PageReport } from "../../report/page-report.ts";
import { count } from "../wording.ts";
import { type Markup, markup } from "./markup.ts";
import { ago, type Part } from "./parts.ts";

const troubles: readonly { readonly state: State; readonly title: string }[] = [
	{ state: "regressed", title: "Regressed: checked off, but the cluster says otherwise" },
	{ state: "unverified", title: "Checked off, but it could not be looked at" },
	{ state: "unsettled", title: "Checked off, but it has not settled yet" },
	{ state: "claimed", title: "Checked off, but nothing proves it" },
];

/** More of one kind than anybody reads are folded. */
const mostShown = 8;

/** What somebody has to do something about; null on a quiet day. */
export function attention(page: PageReport): Part | null {
	const { phases, irregularities } = page.status;
	const judged = [...(page.verdicts?.byItem.values() ?? [])].filter((one) => one.item.checked);
	const blockers = phases.flatMap((phase) =>
		phase.blockers.map(({ reason, since }) => {
			const age = since === null ? "" : ` since ${since}, ${ago(daysBetween(since, page.madeAt.slice(0, 10)))}`;
			return markup`<li><strong>Phase ${phase.id}</strong> ${reason}<span class="muted">${age}</span></li>`;
		}),
	);
	const contradictions = phases.flatMap((phase) =>
		phase.contradictions.map((text) => markup`<li><strong>Phase ${phase.id}</strong> ${text}</li>`),
	);
	const parts = [
		...troubles.map(({ state, title }) =>
			block(title, judged.filter((one) => one.state === state).map(told), state === "regressed" ? "stop" : ""),
		),
		block("Blocked", blockers, "stop"),
		block("The document contradicts itself", contradictions, ""),
		irregularities === 0
			? null
			: markup`<p>${count(irregularities, "place")} of the document could not be read as meant, and may not be counted; <code>boulder-migrate validate</code> names them.</p>`,
	].filter((part) => part !== null);
	return parts.length === 0 ? null : { id: "attention", title: "Needs attention", body: markup`${parts}` };
}

function told({ item, message, hint }: JudgedItem): Markup {
	return markup`<li><strong>${item.text}</strong> <code>${item.id}</code><br>${message}${hint === null ? null : markup`<br><span class="muted">Next: ${hint}</span>`}</li>
`;
}

function block(title: string, entries: readonly Markup[], tone: string): Markup | null {
	if (entries.length === 0) return null;
	const rest = entries.slice(mostShown);
	return markup`<section class="notice ${tone}"><h3>${title} <span class="count">${entries.length}</span></h3><ul>${entries.slice(0, mostShown)}</ul>${
		rest.length === 0 ? null : markup`<details><summary>${rest.length} more</summary><ul>${rest}</ul></details>`
	}</section>
`;
}
