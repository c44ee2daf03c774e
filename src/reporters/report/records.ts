import type { PageReport, RiskReport } from "../../report/page-report.ts";
import { count } from "../../text/wording.ts";
import { type Markup, markup } from "./markup.ts";
import { ago, atLine, type ReportPart, table } from "./parts.ts";

const maxReviews = 15;

export function risksPart({ risks }: PageReport): ReportPart | null {
	if (risks.length === 0) return null;
	const rows = risks.map((one) => [
		one.closed ? markup`<s>${one.risk}</s> <span class="muted">closed</span>` : one.risk,
		...riskCells(one, risks),
	]);
	return {
		id: "risks",
		title: "Risks",
		body: table("Risk register, the heaviest first", ["Risk", ...riskHeader(risks)], rows, "words updates"),
	};
}

/** The columns behind the risk itself: owner and status only where the document has them. */
export function riskHeader(risks: readonly RiskReport[]): readonly string[] {
	const { owner, state } = optionalColumns(risks);
	return ["Impact", "Probability", "Mitigation", ...(owner ? ["Owner"] : []), ...(state ? ["Status"] : [])];
}

export function riskCells(one: RiskReport, risks: readonly RiskReport[]): readonly string[] {
	const { owner, state } = optionalColumns(risks);
	return [one.impact, one.probability, one.mitigation, ...(owner ? [one.owner] : []), ...(state ? [one.state] : [])];
}

function optionalColumns(risks: readonly RiskReport[]): { readonly owner: boolean; readonly state: boolean } {
	return { owner: risks.some((one) => one.owner !== ""), state: risks.some((one) => one.state !== "") };
}

/**
 * What depends on the word of a person: the older, the weaker. Items that the cluster confirms are not included, even if they have
 * evidence in the document.
 */
export function attestationsPart(page: PageReport): ReportPart | null {
	const attestations = personal(page);
	if (attestations.length === 0) return null;
	const expired = attestations.filter((one) => one.expired).length;
	const rows = attestations.map((one) => [
		atLine(page.lineUrl, one.line, one.itemText),
		one.text,
		one.reviewer,
		markup`<span class="nowrap">${one.day}</span> <span class="muted">${ago(one.ageDays)}</span>`,
		until(one.until, one.expired),
	]);
	return {
		id: "attestations",
		title: "Attestations",
		body: markup`<p>${count(attestations.length, "item")} ${attestations.length === 1 ? "is" : "are"} attested by a person${expired === 0 ? "" : `; ${expired} of them ${expired === 1 ? "has" : "have"} expired`}.</p>${table("Attestations and their age", ["Item", "Evidence", "By", "Dated", "Holds until"], rows, "words evidence")}`,
	};
}

/** The evidence of items that no probe confirms without it. */
export function personal({ attestations, verdicts }: PageReport): PageReport["attestations"] {
	return attestations.filter(({ item, expired }) => {
		const outcome = verdicts?.byItem.get(item)?.outcome;
		return outcome !== "pass" && (expired || (outcome !== "fail" && outcome !== "unknown"));
	});
}

function until(day: string | null, expired: boolean): Markup {
	if (day === null) return markup`<span class="muted">no end</span>`;
	return expired ? markup`<span class="tag stop">expired ${day}</span>` : markup`<span class="nowrap">${day}</span>`;
}

export function reviewsPart({ reviews }: PageReport): ReportPart | null {
	if (reviews.length === 0) return null;
	const rows = reviews
		.slice(0, maxReviews)
		.map(({ date, reviewer, phase, change }) => [markup`<span class="nowrap">${date}</span>`, reviewer, phase, change]);
	const more = reviews.length - rows.length;
	return {
		id: "reviews",
		title: "Recent reviews",
		body: markup`${table("Review history, newest first", ["Date", "Reviewer", "Phase", "Update"], rows, "words updates")}${more === 0 ? null : markup`<p class="muted">${count(more, "older row")} in the document.</p>`}`,
	};
}
