import type { PageReport } from "../../report/page-report.ts";
import { count } from "../../text/wording.ts";
import { burnUp, forecastSentence } from "./chart.ts";
import { drawnGates, gates } from "./gates.ts";
import { dependencyGraph, maxDrawnEdges, maxNodes } from "./graph.ts";
import { markup } from "./markup.ts";
import { figure, type ReportPart, scrolled, table } from "./parts.ts";
import { phaseCharts } from "./phase-charts.ts";
import { roadmap } from "./roadmap.ts";

export function burnUpPart(page: PageReport): ReportPart {
	const { progress } = page;
	const drawing = burnUp(page);
	// For a phone: shrunk, the other could not be read; scrolled, it would hide how far things are today.
	const narrow = burnUp(page, 340);
	const title = "Burn-up";
	if (drawing === null)
		return {
			id: "burn-up",
			title,
			body: markup`<p class="muted">The document is known on one day only, so there is no line to draw yet. It grows with the git history of the document.</p>`,
		};
	const rows = progress.map(({ at, done, counted }) => [at, done, counted, counted - done]);
	const hasVerified = page.verdicts !== null || page.verified.length > 0 || progress.some(({ proven = 0 }) => proven > 0);
	const forecastText = forecastSentence(page.forecast);
	return {
		id: "burn-up",
		title,
		body: markup`${forecastText === "" ? null : markup`<p>${forecastText}</p>`}<p class="legend"><span class="key done">done</span>${hasVerified ? markup`<span class="key proof">verified</span>` : null}<span class="key scope">scope: all items that count</span>${page.forecast.middle === null ? null : markup`<span class="key cone">forecast, 10 to 90%</span>`}</p>${figure("burn-up-figure", drawing, "broad")}${narrow === null ? null : figure("burn-up-narrow", narrow, "narrow")}
${phaseCharts(page)}<details><summary>Chart data</summary>${table("Done items and scope by day", ["Day", "Done", "Scope", "Open"], rows, "numbers")}</details>`,
	};
}

/** Null where no phase has a date. */
export function roadmapPart(page: PageReport): ReportPart | null {
	const drawing = roadmap(page);
	if (drawing === null) return null;
	const narrow = roadmap(page, 340);
	const undated = page.status.phases.filter(({ start, target }) => start === null && target === null);
	return {
		id: "roadmap",
		title: "Roadmap",
		body: markup`${figure("roadmap-figure", drawing, "broad")}${narrow === null ? null : figure("roadmap-narrow", narrow, "narrow")}${undated.length === 0 ? null : markup`<p class="muted">No dates: ${undated.map(({ id }) => `Phase ${id}`).join(", ")}.</p>`}`,
	};
}

/** Null where no phase depends on another. */
export function dependencyPart(page: PageReport): ReportPart | null {
	const all = gates(page.status.phases);
	if (all.length === 0) return null;
	const drawing = dependencyGraph(page);
	const rows = all.map((gate) => [
		`Phase ${gate.phase}`,
		`Phase ${gate.on}`,
		gate.kind === "hard" ? "complete" : "started",
		gate.open ? "open" : "closed",
	]);
	const list = table("Gates between the phases", ["Phase", "Needs", "To be", "Gate"], rows);
	const closed = all.filter((gate) => !gate.open);
	const sentence =
		closed.length === 0
			? "Every gate is open."
			: `${closed.length} of ${count(all.length, "gate")} ${closed.length === 1 ? "is" : "are"} closed.`;
	const hidden = all.length - drawnGates(all).length;
	const omitted =
		hidden === 0
			? null
			: markup`<p class="muted">${count(hidden, "gate")} implied by others ${hidden === 1 ? "is" : "are"} in the table only.</p>`;
	const body =
		drawing === null
			? markup`<p>${sentence}</p><p class="muted">Not drawn: a drawing shows at most ${maxNodes} phases and ${maxDrawnEdges} gates.</p>${list}`
			: markup`<p>${sentence}</p><p class="legend"><span class="key gate-open">✓ gate open</span><span class="key gate-closed">✕ gate closed</span><span class="muted">solid: must be complete · dashed: must have been started</span></p>${omitted}${figure("gates-figure", drawing)}${scrolled(drawing, "The drawing goes on to the side: scroll it, or read the gates as a table.")}<details><summary>The gates as a table</summary>${list}</details>`;
	return { id: "gates", title: "Dependencies and gates", body };
}
