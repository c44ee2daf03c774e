import { scaleLinear, scaleUtc } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import type { PageReport } from "../../report/page-report.ts";
import type { ProgressPoint } from "../../report/progress.ts";
import { type Markup, markup } from "./markup.ts";

const height = 300;
const margin = { top: 20, right: 104, bottom: 32, left: 44 };

/** A drawing with its size, which may be put beside others. */
export interface Drawing {
	readonly width: number;
	readonly height: number;
	readonly title: string;
	readonly description: string;
	readonly body: Markup;
}

/** Done items and the scope over time; null where the history has fewer than two days: a line through one point says nothing. */
export function burnUp({ progress, status }: PageReport, width = 960): Drawing | null {
	const [first] = progress;
	const last = progress.at(-1);
	if (first === undefined || last === undefined || progress.length < 2) return null;
	const target = latestTarget(status.phases.map((phase) => phase.target));
	const end = target !== null && target > last.at ? target : last.at;
	const x = scaleUtc([new Date(first.at), new Date(end)], [margin.left, width - margin.right]);
	const most = Math.max(1, ...progress.map((point) => Math.max(point.counted, point.done)));
	const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(4);
	const at = (point: ProgressPoint): number => x(new Date(point.at));
	const path = (pick: (point: ProgressPoint) => number): string =>
		line<ProgressPoint>(at, (point) => y(pick(point))).curve(curveStepAfter)([...progress]) ?? "";
	const filled = area<ProgressPoint>(at, y(0), (point) => y(point.done)).curve(curveStepAfter)([...progress]) ?? "";
	const days = [...new Set(x.ticks(Math.max(2, Math.floor(width / 190))).map((tick) => tick.toISOString().slice(0, 10)))].filter(
		(day) => x(new Date(day)) >= margin.left,
	);
	const [doneAt, scopeAt] = apart(y(last.done), y(last.counted));
	const ticks = y.ticks(4).filter(Number.isInteger);
	const body = markup`
<g class="grid">${ticks.map((tick) => markup`<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(tick)}" y2="${y(tick)}"/>`)}</g>
<g class="axis">${ticks.map((tick) => markup`<text x="${margin.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`)}
${days.map((day) => markup`<text x="${x(new Date(day))}" y="${height - 10}" text-anchor="middle">${day}</text>`)}</g>
${target === null || target < first.at ? null : markup`<g class="target"><line x1="${x(new Date(target))}" x2="${x(new Date(target))}" y1="${margin.top}" y2="${height - margin.bottom}"/><text x="${x(new Date(target)) - 6}" y="${margin.top + 18}" text-anchor="end">target</text></g>`}
<path class="done-area" d="${filled}"/><path class="scope" d="${path((point) => point.counted)}"/><path class="done" d="${path((point) => point.done)}"/>
<circle class="scope-end" cx="${at(last)}" cy="${y(last.counted)}" r="4"/><circle class="done-end" cx="${at(last)}" cy="${y(last.done)}" r="4"/>
<text class="end" x="${at(last) + 10}" y="${scopeAt + 4}">${last.counted} in scope</text><text class="end strong" x="${at(last) + 10}" y="${doneAt + 4}">${last.done} done</text>`;
	return {
		width,
		height,
		title: "Burn-up",
		description: `From ${first.at} to ${last.at}, done items went from ${first.done} to ${last.done}, and the scope from ${first.counted} to ${last.counted} items.`,
		body,
	};
}

function latestTarget(targets: readonly (string | null)[]): string | null {
	return targets.reduce((latest, one) => (one !== null && (latest === null || one > latest) ? one : latest), null);
}

/** Two labels at the ends of lines that may be close to each other; the first is the lower line. */
function apart(lower: number, upper: number): readonly [number, number] {
	const missing = 18 - (lower - upper);
	return missing <= 0 ? [lower, upper] : [lower + missing / 2, upper - missing / 2];
}
