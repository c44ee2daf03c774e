import { percentage } from "../../model/roll-up.ts";
import type { PageReport } from "../../report/page-report.ts";
import type { PhaseReport } from "../../report/status-report.ts";
import { count } from "../../text/wording.ts";
import { waiting } from "../status/table.ts";
import { type Content, type Markup, markup } from "./markup.ts";
import { bar, type ReportPart, statusPill, table } from "./parts.ts";
import { verifiedOf } from "./summary.ts";

const nothing = markup`<span class="nothing muted">–</span>`;

/** The phases: checked, and verified if there are verdicts. */
export function progressTable(page: PageReport): ReportPart {
	const { phases } = page.status;
	const isVerified = page.verdicts !== null;
	const dated = phases.some((phase) => phase.start !== null || phase.target !== null);
	const hasCriteria = phases.some((phase) => criteriaOf(phase).length > 0);
	const hasGates = phases.some((phase) => phase.waitsFor.length > 0);
	const hasForecasts = phases.some(({ id }) => page.phaseForecasts.get(id)?.forecast.middle != null);
	const header = [
		"Phase",
		"Status",
		isVerified ? "Checked" : "Done",
		...(isVerified ? ["Verified"] : []),
		"Checks",
		...(hasCriteria ? ["Criteria"] : []),
		...(hasGates ? ["Waits for"] : []),
		...(dated ? ["Start", "Target"] : []),
		...(hasForecasts ? ["Forecast (10 to 90%)"] : []),
	];
	const rows = phases.map((phase): Content[] => [
		markup`<a href="#phase-${anchors(phases).get(phase) ?? ""}"><span class="id">${phase.id}</span> ${phase.title}</a>`,
		statusPill(phase.status, page.statusWords[phase.status]),
		progress(phase.done, phase.counted, phase.completion, phase),
		...(isVerified ? [verified(page, phase)] : []),
		phase.validation.counted === 0 ? nothing : `${phase.validation.done}/${phase.validation.counted}`,
		...(hasCriteria ? [criteria(page, phase)] : []),
		...(hasGates ? [phase.waitsFor.length === 0 ? nothing : waiting(phase)] : []),
		...(dated ? [day(phase.start), target(phase)] : []),
		...(hasForecasts ? [forecastOf(page, phase)] : []),
	]);
	return { id: "progress", title: "Progress", body: table("Progress of each phase", header, rows, "phases") };
}

/** Ids of the document may hold anything; places on the page are numbered. */
export function anchors(phases: readonly PhaseReport[]): ReadonlyMap<PhaseReport, number> {
	return new Map(phases.map((phase, index) => [phase, index + 1]));
}

function day(text: string | null): Markup {
	return text === null ? nothing : markup`<span class="day">${text}</span>`;
}

function target(phase: PhaseReport): Markup {
	const late = phase.overdueDays;
	return late === null
		? day(phase.target)
		: markup`${day(phase.target)} <span class="tag stop">${count(late, "day")} overdue</span>`;
}

/** The day by which 50 of 100 simulations are done, and those for 10 and 90. */
function forecastOf(page: PageReport, { id }: PhaseReport): Markup {
	const found = page.phaseForecasts.get(id);
	if (found === undefined || found.forecast.middle === null) return nothing;
	const { early, middle, late } = found.forecast;
	const basis = found.basis === "verified" ? markup` <span class="tag">by verified</span>` : null;
	return markup`<span class="day">${middle}</span> <span class="muted">${early} to ${late ?? "more than ten years"}</span>${basis}`;
}

function criteriaOf(phase: PhaseReport): readonly { readonly id: string }[] {
	return [...phase.criteriaChecks.items, ...phase.criteria];
}

/** How many success criteria hold, if they were verified; otherwise how many there are. */
function criteria(page: PageReport, phase: PhaseReport): Content {
	const all = criteriaOf(phase);
	if (all.length === 0) return nothing;
	if (page.verdicts === null) {
		const { done, counted } = phase.criteriaChecks;
		return counted > 0 ? `${done}/${counted}` : String(all.length);
	}
	const { byItem, byCriterion } = page.verdicts;
	const states = all.map(({ id }) => byCriterion.get(id)?.status ?? byItem.get(id)?.status);
	const holding = states.filter((status) => status === "confirmed" || status === "ready").length;
	const failing = states.filter((status) => status === "failing" || status === "regressed").length;
	return markup`${holding}/${all.length}${failing === 0 ? null : markup` <span class="tag stop">${failing} failing</span>`}`;
}

function verified(page: PageReport, phase: PhaseReport): Markup {
	const tally = verifiedOf(page, new Set([phase.id]));
	return progress(tally.done, tally.counted, percentage(tally), phase);
}

function progress(done: number, counted: number, percent: number, phase: PhaseReport): Markup {
	return markup`<span class="progress">${bar(percent, phase.status)}<span class="percent">${percent}%</span> <span class="muted">${done}/${counted}</span></span>`;
}
