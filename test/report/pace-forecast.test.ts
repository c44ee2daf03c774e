import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { paceForecast } from "../../src/report/pace-forecast.ts";
import { pageReport } from "../../src/report/page-report.ts";
import { everyTally, type ProgressPoint } from "../../src/report/progress.ts";
import { progressTable } from "../../src/reporters/report/progress-table.ts";
import { sourceText } from "../../src/text/decode.ts";

const now = new Date("2026-12-01T12:00:00Z");
const week = 7 * 24 * 3600;
const weeksAgo = (weeks: number): number => now.getTime() / 1000 - weeks * week;
const steady = [6, 5, 4, 3, 2, 1].map((weeks) => ({ seconds: weeksAgo(weeks) + 1, done: 2, verified: 0 }));

describe("the forecast by pace", () => {
	it("counts verified check-offs where there are enough of them, else every check-off", () => {
		const left = { counted: 22, done: 12, verified: 4 };
		const checked = paceForecast(steady, left, now.getTime() / 1000);
		expect(checked).toMatchObject({ basis: "checked", weeks: 5, forecast: { remaining: 10, why: null } });
		const proven = steady.map((one, index) => ({ ...one, verified: index < 4 ? 1 : 0 }));
		const verified = paceForecast(proven, left, now.getTime() / 1000);
		expect(verified).toMatchObject({ basis: "verified", forecast: { remaining: 18 } });
		// Half the pace, nearly twice as much left.
		expect(verified.forecast.middle?.localeCompare(checked.forecast.middle ?? "")).toBe(1);
	});

	it("makes no statement about an unknown pace", () => {
		expect(paceForecast(steady.slice(4), { counted: 9, done: 4, verified: 0 }, now.getTime() / 1000).forecast.middle).toBeNull();
	});
});

describe("the page", () => {
	const text = (done: number, proven: number): string =>
		`## Phase 1: Ground\n${Array.from({ length: 9 }, (_, index) => {
			const proof =
				"  - Evidence: Verified: rolled out; cluster 5c0b (staging), read 2026-11-24T10:00:00Z, live; boulder-migrate 0.1.0 (Ann, 2026-11-24)\n";
			return `- [${index < done ? "x" : " "}] item ${index}\n${index < proven ? proof : ""}`;
		}).join("")}\n## Phase 2: Walls\n- [ ] a\n`;
	const read = (done: number, proven: number) => readDocument(sourceText(text(done, proven)));
	const pointOf = (weeks: number, done: number, proven: number): ProgressPoint => ({
		at: new Date((weeksAgo(weeks) + 1) * 1000).toISOString(),
		done,
		counted: 10,
		proven,
		phases: new Map(read(done, proven).phases.map((phase) => [phase.id, { done: 0, counted: 0, every: everyTally(phase) }])),
	});

	it("has a forecast for each phase, by verified check-offs where proof exists", () => {
		const pageOf = (proven: (done: number) => number) =>
			pageReport(read(6, proven(6)), {
				path: "PHASE-STATUS.md",
				history: [1, 2, 3, 4, 5].map((done) => pointOf(6 - done, done, proven(done))),
				verdicts: null,
				now,
			});
		const checked = pageOf(() => 0);
		expect(checked.phaseForecasts.get("1")).toMatchObject({ basis: "checked", forecast: { remaining: 3 } });
		const verified = pageOf((done) => done - 1);
		expect(verified.phaseForecasts.get("1")).toMatchObject({ basis: "verified", forecast: { remaining: 4 } });
		expect(verified.forecast).toMatchObject({ basis: "verified", remaining: 5 });
		expect(verified.phaseForecasts.get("2")?.forecast.middle).toBeNull();
		const { middle, early, late } = verified.phaseForecasts.get("1")?.forecast ?? {};
		const table = JSON.stringify(progressTable(verified).body).replaceAll('\\"', '"');
		expect(table).toContain("Forecast (10 to 90%)");
		expect(table).toContain(
			`<span class="day">${middle}</span> <span class="muted">${early} to ${late}</span> <span class="tag">by verified</span>`,
		);
		expect(
			JSON.stringify(progressTable(pageReport(read(6, 0), { path: "x", history: [], verdicts: null, now })).body),
		).not.toContain("Forecast");
	});
});
