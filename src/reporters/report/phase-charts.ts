import { scaleLinear, scaleUtc } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import type { PageReport } from "../../report/page-report.ts";
import type { PhaseReport } from "../../report/status-report.ts";
import { type Markup, markup } from "./markup.ts";

const width = 200;
const height = 56;
/** More small charts than this are a wall. */
const maxCharts = 24;

/** Done items and scope of each phase over the same time. Null if the history has no figures per phase. */
export function phaseCharts({ progress, status }: PageReport): Markup | null {
	const points = progress.filter(({ phases }) => phases !== undefined);
	const [first, last] = [points[0], points.at(-1)];
	const phases = status.phases.filter(({ counted }) => counted > 0);
	if (first === undefined || last === undefined || points.length < 2 || phases.length < 2 || phases.length > maxCharts)
		return null;
	return markup`<h3>By phase</h3><div class="small-charts">${phases.map((phase) => chart(phase, points))}</div>`;
}

function chart(phase: PhaseReport, points: PageReport["progress"]): Markup {
	const own = points.map(({ at, phases }) => ({ at, ...(phases?.get(phase.id) ?? { done: 0, counted: 0 }) }));
	type Point = (typeof own)[number];
	const x = scaleUtc([new Date(own[0]?.at ?? 0), new Date(own.at(-1)?.at ?? 0)], [2, width - 2]);
	const y = scaleLinear([0, Math.max(1, ...own.map(({ done, counted }) => Math.max(done, counted)))], [height - 3, 4]);
	const at = (point: Point): number => x(new Date(point.at));
	const path = (pick: (point: Point) => number): string =>
		line<Point>(at, (point) => y(pick(point))).curve(curveStepAfter)(own) ?? "";
	const filled = area<Point>(at, y(0), (point) => y(point.done)).curve(curveStepAfter)(own) ?? "";
	const [before, now] = [own[0], own.at(-1)];
	const description = `Phase ${phase.id}: done items went from ${before?.done ?? 0} to ${now?.done ?? 0}, the scope from ${before?.counted ?? 0} to ${now?.counted ?? 0}.`;
	return markup`<figure><figcaption><span class="id">${phase.id}</span> ${phase.title} <span class="muted">${phase.done}/${phase.counted}</span></figcaption><svg class="drawing small" role="img" aria-label="${description}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"><path class="done-area" d="${filled}"/><path class="scope" d="${path(({ counted }) => counted)}" vector-effect="non-scaling-stroke"/><path class="done" d="${path(({ done }) => done)}" vector-effect="non-scaling-stroke"/></svg></figure>
`;
}
