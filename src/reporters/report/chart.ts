import { scaleLinear, scaleUtc } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import type { PageReport } from "../../report/page-report.ts";
import type { ProgressPoint } from "../../report/progress.ts";
import { type Markup, markup } from "./markup.ts";

const height = 300;
const margin = { top: 20, right: 104, bottom: 32, left: 44 };

/** A drawing with its size, which may be placed next to others. */
export interface Drawing {
	readonly width: number;
	readonly height: number;
	readonly title: string;
	readonly description: string;
	readonly body: Markup;
}

/**
 * Done items, verified items and scope over time, with a projection. Null if the history has fewer than two days: one point does not
 * make a line.
 */
export function burnUp({ progress, status, verified, verdicts, forecast, madeAt }: PageReport, width = 960): Drawing | null {
	const [first] = progress;
	const last = progress.at(-1);
	if (first === undefined || last === undefined || progress.length < 2) return null;
	const target = latestTarget(status.phases.map((phase) => phase.target));
	const cone = coneOf(forecast, first.at, last);
	// Without a log, what was checked off with a proof is what was verified.
	const proven = progress.flatMap(({ at, proven: done = 0 }) => (done > 0 ? [{ at, done }] : []));
	const seen = verifiedPoints(
		verified.length > 0 ? verified : proven,
		verdicts === null ? null : seenNow(status, verdicts),
		madeAt,
		first.at,
	);
	const end = [last.at, target ?? last.at, cone?.end ?? last.at].reduce((latest, day) => (day > latest ? day : latest));
	const x = scaleUtc([new Date(first.at), new Date(end)], [margin.left, width - margin.right]);
	const maxCount = Math.max(1, ...progress.map((point) => Math.max(point.counted, point.done)));
	const y = scaleLinear([0, maxCount], [height - margin.bottom, margin.top]).nice(4);
	const at = (point: { readonly at: string }): number => x(new Date(point.at));
	const path = (pick: (point: ProgressPoint) => number): string =>
		line<ProgressPoint>(at, (point) => y(pick(point))).curve(curveStepAfter)([...progress]) ?? "";
	const filled = area<ProgressPoint>(at, y(0), (point) => y(point.done)).curve(curveStepAfter)([...progress]) ?? "";
	const days = [...new Set(x.ticks(Math.max(2, Math.floor(width / 190))).map((tick) => tick.toISOString().slice(0, 10)))].filter(
		(day) => x(new Date(day)) >= margin.left,
	);
	const lastSeen = seen.at(-1);
	const labels = apart([
		{ y: y(last.counted), text: `${last.counted} in scope`, strong: false },
		{ y: y(last.done), text: `${last.done} done`, strong: true },
		...(lastSeen === undefined ? [] : [{ y: y(lastSeen.done), text: `${lastSeen.done} verified`, strong: true }]),
	]);
	const ticks = y.ticks(4).filter(Number.isInteger);
	const right = width - margin.right;
	const isTargetLate = target !== null && x(new Date(target)) > right - 60;
	const body = markup`
<g class="grid">${ticks.map((tick) => markup`<line x1="${margin.left}" x2="${right}" y1="${y(tick)}" y2="${y(tick)}"/>`)}</g>
<g class="axis">${ticks.map((tick) => markup`<text x="${margin.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`)}
${days.map((day) => markup`<text x="${x(new Date(day))}" y="${height - 10}" text-anchor="middle">${day}</text>`)}</g>
${cone === null ? null : coneDrawing(cone, last, (day) => x(new Date(day)), y)}
${target === null || target < first.at ? null : markup`<g class="target"><line x1="${x(new Date(target))}" x2="${x(new Date(target))}" y1="${margin.top}" y2="${height - margin.bottom}"/><text x="${x(new Date(target)) + (isTargetLate ? -6 : 6)}" y="${height - margin.bottom - 8}" text-anchor="${isTargetLate ? "end" : "start"}">target</text></g>`}
<path class="done-area" d="${filled}"/><path class="scope" d="${path((point) => point.counted)}"/><path class="done" d="${path((point) => point.done)}"/>${
		seen.length < 2
			? null
			: markup`<path class="verified" d="${line<Seen>(at, (point) => y(point.done)).curve(curveStepAfter)([...seen]) ?? ""}"/>`
	}
<circle class="scope-end" cx="${at(last)}" cy="${y(last.counted)}" r="4"/><circle class="done-end" cx="${at(last)}" cy="${y(last.done)}" r="4"/>${
		lastSeen === undefined
			? null
			: markup`<path class="verified-end" d="M${at(lastSeen)} ${y(lastSeen.done) - 6} l6 6 l-6 6 l-6 -6 z"/>`
	}
${labels.map((label) => markup`<text class="end${label.strong ? " strong" : ""}" x="${at(last) + 10}" y="${label.y + 4}">${label.text}</text>`)}`;
	return {
		width,
		height,
		title: "Burn-up",
		description:
			`From ${first.at} to ${last.at}, done items went from ${first.done} to ${last.done}, and the scope from ${first.counted} to ${last.counted} items.${lastSeen === undefined ? "" : ` ${lastSeen.done} are verified.`} ${forecastSentence(forecast)}`.trim(),
		body,
	};
}

interface Seen {
	readonly at: string;
	readonly done: number;
}

/** By the log, up to today; today by the verdicts of the page, if it has any. */
function verifiedPoints(log: readonly Seen[], now: number | null, madeAt: string, from: string): readonly Seen[] {
	const today = madeAt.slice(0, 10);
	const before = log.filter(({ at }) => at >= from && at <= today && (now === null || at < today));
	return now === null ? before : [...before, { at: today, done: now }];
}

function seenNow({ phases }: PageReport["status"], { byItem }: NonNullable<PageReport["verdicts"]>): number {
	return phases
		.flatMap(({ items }) => items)
		.filter((item) => {
			const outcome = byItem.get(item.id)?.outcome;
			return !item.optional && !item.skipped && (outcome === "pass" || outcome === "attested");
		}).length;
}

interface Cone {
	readonly early: string;
	readonly middle: string;
	/** Null: not within ten years. */
	readonly late: string | null;
	/** Where the drawing ends: a late end far away would leave no room for what has happened. */
	readonly end: string;
}

function coneOf({ early, middle, late }: PageReport["forecast"], from: string, last: ProgressPoint): Cone | null {
	if (early === null || middle === null) return null;
	const passed = Math.max(7 * 86_400_000, Date.parse(last.at) - Date.parse(from));
	const farthest = new Date(Date.parse(last.at) + 1.25 * passed).toISOString().slice(0, 10);
	return { early, middle, late, end: late !== null && late < farthest ? late : farthest };
}

/** From the current count to the end of the scope: 80 of 100 simulations lie between the early and the late end. */
function coneDrawing(cone: Cone, last: ProgressPoint, x: (day: string) => number, y: (count: number) => number): Markup {
	const [startX, startY, goal] = [x(last.at), y(last.done), y(last.counted)];
	const edge = x(cone.end);
	// Where the line to an end that is farther away leaves the drawing.
	const reached = (end: number): readonly [number, number] =>
		end <= edge
			? [end, goal]
			: [edge, Number.isFinite(end) ? startY + ((goal - startY) * (edge - startX)) / (end - startX) : startY];
	const early = reached(x(cone.early));
	const middle = reached(x(cone.middle));
	const late = reached(cone.late === null ? Number.POSITIVE_INFINITY : x(cone.late));
	const corner = early[1] === goal && late[1] !== goal ? markup` L${edge} ${goal}` : null;
	return markup`<g class="forecast"><path class="cone" d="M${startX} ${startY} L${early[0]} ${early[1]}${corner} L${late[0]} ${late[1]} Z"/><path class="middle" d="M${startX} ${startY} L${middle[0]} ${middle[1]}"/></g>`;
}

/** `Forecast: 10% by 2026-12-14, 50% by 2027-01-04, 90% by 2027-02-08, at the pace of the last 9 weeks, scope unchanged.` */
export function forecastSentence({ early, middle, late, weeks, why, basis }: PageReport["forecast"]): string {
	if (early === null || middle === null) return why === null || why === "everything is done" ? "" : `No forecast: ${why}.`;
	const end = late === null ? "no end within ten years for the slowest 10%" : `90% by ${late}`;
	return `Forecast: 10% by ${early}, 50% by ${middle}, ${end}, at the pace of the last ${weeks} weeks${basis === "verified" ? ", by verified check-offs" : ""}, scope unchanged.`;
}

function latestTarget(targets: readonly (string | null)[]): string | null {
	return targets.reduce((latest, one) => (one !== null && (latest === null || one > latest) ? one : latest), null);
}

interface Label {
	readonly y: number;
	readonly text: string;
	readonly strong: boolean;
}

/** Labels at the ends of lines that may be close to each other: each at least a line below the one above it. */
function apart(labels: readonly Label[]): readonly Label[] {
	const gap = 17;
	const sorted = [...labels].sort((a, b) => a.y - b.y);
	const placed: Label[] = [];
	for (const label of sorted)
		placed.push({ ...label, y: Math.max(label.y, (placed.at(-1)?.y ?? Number.NEGATIVE_INFINITY) + gap) });
	// Pushed below the axis, all move up again.
	const over = Math.max(0, (placed.at(-1)?.y ?? 0) - (height - margin.bottom));
	return placed.map((label) => ({ ...label, y: label.y - over }));
}
