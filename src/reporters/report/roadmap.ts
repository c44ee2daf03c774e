import { scaleUtc } from "d3-scale";
import type { PageReport } from "../../report/page-report.ts";
import type { PhaseReport } from "../../report/status-report.ts";
import { truncate } from "../../text/width.ts";
import { count } from "../../text/wording.ts";
import type { Drawing } from "./chart.ts";
import { type Markup, markup } from "./markup.ts";

const rowHeight = 34;
const top = 14;
const bottom = 30;

/** Start and target dates of the phases on one scale, with today. Null where no phase has a date. */
export function roadmap({ status, madeAt, statusWords }: PageReport, width = 960): Drawing | null {
	const phases = status.phases
		.map((phase) => ({ ...phase, start: drawable(phase.start), target: drawable(phase.target) }))
		.filter((phase) => phase.start !== null || phase.target !== null);
	const today = madeAt.slice(0, 10);
	const days = [today, ...phases.flatMap(({ start, target }) => [start, target])].filter(isDay).sort();
	const [first, last] = [days[0], days.at(-1)];
	if (phases.length === 0 || first === undefined || last === undefined || first === last) return null;
	const isNarrow = width < 600;
	// On a phone, the names are above the bars.
	const left = isNarrow ? 8 : 230;
	const step = isNarrow ? rowHeight + 16 : rowHeight;
	const x = scaleUtc([new Date(first), new Date(last)], [left, width - (isNarrow ? 12 : 90)]);
	const at = (day: string): number => x(new Date(day));
	const height = top + phases.length * step + bottom;
	const ticks = [...new Set(x.ticks(Math.max(2, Math.floor(width / 190))).map((tick) => tick.toISOString().slice(0, 10)))].filter(
		(day) => at(day) >= left,
	);
	const rows = phases.map((phase, index): Markup => {
		const y = top + index * step;
		const name = truncate(`${phase.id}  ${phase.title}`, isNarrow ? 44 : 31);
		return markup`<g class="s-${phase.status}"><title>${sentence(phase, statusWords[phase.status])}</title><text class="name" x="${isNarrow ? left : 0}" y="${y + (isNarrow ? 12 : 21)}">${name}</text>${bars(phase, today, at, y + (isNarrow ? 18 : 8), width)}</g>
`;
	});
	const body = markup`
<g class="grid">${ticks.map((day) => markup`<line x1="${at(day)}" x2="${at(day)}" y1="${top}" y2="${height - bottom}"/>`)}</g>
<g class="axis">${ticks.map((day) => markup`<text x="${at(day)}" y="${height - 10}" text-anchor="middle">${day}</text>`)}</g>
${rows}<line class="today" x1="${at(today)}" x2="${at(today)}" y1="${top - 6}" y2="${height - bottom}"/><text class="state" x="${at(today)}" y="${top - 2}" text-anchor="${at(today) > width - 60 ? "end" : "middle"}" dx="0">today</text>`;
	const late = phases.filter((phase) => phase.overdueDays !== null).length;
	return {
		width,
		height,
		title: "Roadmap",
		description: `${count(phases.length, "phase")} with dates from ${first} to ${last}, ${late} overdue. ${phases.map((phase) => sentence(phase, statusWords[phase.status])).join(" ")}`,
		body,
	};
}

function isDay(day: string | null): day is string {
	return day !== null;
}

/** What has a place on the scale. */
function drawable(day: string | null): string | null {
	return day === null || Number.isNaN(Date.parse(day)) ? null : day;
}

/** From start to target, filled as far as it is done; beyond the target, what it is late. */
function bars(phase: PhaseReport, today: string, at: (day: string) => number, y: number, width: number): Markup {
	const start = phase.start ?? phase.target ?? today;
	const end = phase.target ?? (today > start ? today : start);
	const [from, to] = [at(start), Math.max(at(start) + 6, at(end))];
	const late = phase.overdueDays;
	const isOpenEnded = phase.target === null;
	const done = ((to - from) * phase.completion) / 100;
	const label = late === null ? null : `${late} ${late === 1 ? "day" : "days"} overdue`;
	const labelX = Math.max(to, at(today)) + 6;
	const isCramped = label !== null && labelX + label.length * 7 > width;
	return markup`<rect class="span" x="${from}" y="${y}" width="${to - from}" height="14" rx="3"/><rect class="span-done" x="${from}" y="${y}" width="${done}" height="14" rx="3"/>${
		isOpenEnded
			? markup`<path class="span-end" d="M${to} ${y + 3} l5 4 l-5 4"/>`
			: markup`<path class="span-end" d="M${to} ${y - 2} v18"/>`
	}${late === null ? null : markup`<rect class="late" x="${to}" y="${y}" width="${Math.max(2, at(today) - to)}" height="14"/>`}${
		label === null
			? null
			: isCramped
				? markup`<text class="late-text" x="${at(today) - 6}" y="${y + 11}" text-anchor="end">${label}</text>`
				: markup`<text class="late-text" x="${labelX}" y="${y + 11}">${label}</text>`
	}`;
}

function sentence(phase: PhaseReport, word: string): string {
	const late = phase.overdueDays;
	const dates = [
		phase.start === null ? null : `start ${phase.start}`,
		phase.target === null ? "no target" : `target ${phase.target}`,
		late === null ? null : `${count(late, "day")} overdue`,
	].filter((part) => part !== null);
	return `Phase ${phase.id}: ${word}, ${phase.completion}% done, ${dates.join(", ")}.`;
}
