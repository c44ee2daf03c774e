import { percentage } from "../../model/roll-up.ts";
import type { State } from "../../model/verdict.ts";
import type { PageReport } from "../../report/page-report.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import { markdownText } from "../markdown-text.ts";
import { headline } from "../status/headline.ts";
import { waiting } from "../status/table.ts";
import { gates } from "./gates.ts";
import { renderMermaid } from "./mermaid.ts";
import { ago } from "./parts.ts";
import { personal, riskCells, riskHeader } from "./records.ts";
import { basis, oldVerdicts, verifiedOf } from "./summary.ts";

const maxListed = 10;

/** The report in the size of a pull request's comment: what changed hands on it is folded. */
export function renderMarkdown(page: PageReport): string {
	const { status, verdicts } = page;
	const seen = verdicts !== null;
	const head = ["Phase", "Title", "Status", seen ? "Checked" : "Done", ...(seen ? ["Verified"] : []), "Checks", "Waits for"];
	const rows = status.phases.map((phase) => {
		const tally = verifiedOf(page, new Set([phase.id]));
		return [
			safe(phase.id),
			safe(phase.title),
			safe(phase.statusLabel),
			`${phase.completion}% (${phase.done}/${phase.counted})`,
			...(seen ? [`${percentage(tally)}% (${tally.done}/${tally.counted})`] : []),
			`${phase.validation.done}/${phase.validation.counted}`,
			phase.waitsFor.length === 0 ? "" : markdownText(waiting(phase)),
		];
	});
	const judged = [...(verdicts?.byItem.values() ?? [])].filter((one) => one.item.checked);
	const linesOf = (state: State): string[] =>
		judged.filter((one) => one.state === state).map(({ item, message }) => `- **${safe(item.text)}**: ${safe(message)}`);
	const expired = personal(page).filter((one) => one.expired);
	const lines = [
		`### ${safe(status.title ?? status.document)}`,
		"",
		markdownText([headline(status), oldVerdicts(page)].filter((text) => text !== null).join(" ")),
		"",
		...table(head, rows),
		"",
		...section("Regressed: checked off, but its probe fails", linesOf("regressed")),
		...section("Checked off, but could not be verified", linesOf("unverified")),
		...section(
			"Blocked",
			status.phases.flatMap((phase) => phase.blockers.map(({ reason }) => `- **Phase ${safe(phase.id)}**: ${safe(reason)}`)),
		),
		...section(
			"The document contradicts its items",
			status.phases.flatMap((phase) => phase.contradictions.map((text) => `- **Phase ${safe(phase.id)}**: ${safe(text)}`)),
		),
		...section(
			"Attestations that have expired",
			expired.map((one) => `- **${safe(one.itemText)}**: ${safe(one.text)}, by ${safe(one.reviewer)} ${ago(one.ageDays)}`),
		),
	];
	if (gates(status.phases).length > 0)
		lines.push(
			"<details><summary>Dependencies</summary>",
			"",
			"```mermaid",
			renderMermaid(page).trimEnd(),
			"```",
			"",
			"</details>",
			"",
		);
	if (page.risks.length > 0) {
		const risks = page.risks.map((one) => [
			one.closed ? `~~${safe(one.risk)}~~ (closed)` : safe(one.risk),
			...riskCells(one, page.risks).map(safe),
		]);
		lines.push(
			`<details><summary>${count(risks.length, "risk")}</summary>`,
			"",
			...table(["Risk", ...riskHeader(page.risks)], risks),
			"",
			"</details>",
			"",
		);
	}
	lines.push(`<sub>${safe(basis(page))}</sub>`);
	return `${lines.join("\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
	return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function section(title: string, entries: readonly string[]): string[] {
	if (entries.length === 0) return [];
	const more = entries.length - maxListed;
	return [`#### ${title}`, "", ...entries.slice(0, maxListed), ...(more > 0 ? [`- and ${more} more`] : []), ""];
}

function safe(text: string): string {
	return markdownText(printable(text)).trim();
}
