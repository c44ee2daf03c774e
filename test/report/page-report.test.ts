import { describe, expect, it } from "vitest";
import { type PageSources, pageReport } from "../../src/report/page-report.ts";
import { read } from "./reading.ts";

const now = new Date("2026-11-24T12:00:00Z");
const page = (text: string, more: Partial<PageSources> = {}) =>
	pageReport(read(text), { path: "x.md", history: [], verdicts: null, now, ...more });

const proof =
	"  - Evidence: Verified: rolled out; cluster 5c0b (staging), read 2026-11-20T10:00:00Z, live; boulder-migrate 0.1.0 (Ana, 2026-11-20)\n";
const plain = `## Phase 1: x\n- [x] a\n${proof}- [x] b\n- [ ] c\n\n## Phase 2: y\n- [x] d\n${proof}\n### Phase 2 Validation\n- [x] e\n${proof}`;

describe("the page", () => {
	it("ends its burn-up with what the document says now, phase by phase, and what of it is proven", () => {
		expect(page(plain).progress).toEqual([
			{
				at: "2026-11-24",
				done: 3,
				counted: 4,
				proven: 2,
				phases: new Map([
					["1", { done: 2, counted: 3, every: { counted: 3, done: 2, verified: 1 } }],
					["2", { done: 1, counted: 1, every: { counted: 2, done: 2, verified: 2 } }],
				]),
			},
		]);
	});

	it("leaves out of the past what is dated later than now", () => {
		const at = (when: string) => ({ at: when, done: 1, counted: 4 });
		const history = ["2026-11-22T09:00:00Z", "2026-11-23T12:00:00.001Z", "2026-11-25T09:00:00Z"].map(at);
		expect(page(plain, { history }).progress.map((point) => [point.at, point.done])).toEqual([
			["2026-11-22", 1],
			["2026-11-23", 1],
			["2026-11-24", 3],
		]);
		expect(page(plain, { history, now: new Date("2026-11-23T12:00:00Z") }).progress.map((point) => point.at)).toEqual([
			"2026-11-22",
			"2026-11-23",
		]);
	});

	it("has what was verified by day, and the address of its lines, where they are known", () => {
		const verified = [{ at: "2026-11-20", done: 2 }];
		expect(page(plain, { verified, lineUrl: "https://git.example/x.md#L" })).toMatchObject({
			verified,
			lineUrl: "https://git.example/x.md#L",
		});
		expect(page(plain)).toMatchObject({ verified: [], lineUrl: null, verdicts: null, madeAt: "2026-11-24T12:00:00.000Z" });
	});

	it("has the rows of the review history, the newest first, as far as they say something", () => {
		const history = (head: string, ...rows: string[]): string =>
			`${plain}\n## Review History\n\n| ${head} |\n|${"---|".repeat(head.split("|").length)}\n${rows.map((row) => `| ${row} |\n`).join("")}`;
		const all = "Date | Reviewer | Phase | Change";
		expect(
			page(
				history(
					all,
					"2026-11-01 | Ana | Phase 1 | one",
					"soon | Bo | - | two",
					"~mid 2026 | Bo | Phase 2 | three",
					"(TBD) | - | - | -",
				),
			).reviews,
		).toEqual([
			{ date: "~mid 2026", reviewer: "Bo", phase: "Phase 2", change: "three" },
			{ date: "soon", reviewer: "Bo", phase: "-", change: "two" },
			{ date: "2026-11-01", reviewer: "Ana", phase: "Phase 1", change: "one" },
		]);
		expect(page(history("Date | Change", "2026-11-01 | one")).reviews).toEqual([
			{ date: "2026-11-01", reviewer: "", phase: "", change: "one" },
		]);
		expect(page(plain).reviews).toEqual([]);
	});

	it("asks for the owners that the probes file names", () => {
		const { status } = page(plain, { owners: [{ key: "2/*", owners: ["@crew"] }] });
		expect(status.phases.map(({ items }) => items[0]?.owners)).toEqual([[], ["@crew"]]);
	});

	it("calls each status what the document calls it", () => {
		expect(page(`**Legend**: 🟢 Done | 🟡 Doing\n\n${plain}`).statusWords).toMatchObject({
			complete: "Done",
			"in-progress": "Doing",
			blocked: "Blocked",
		});
	});
});

describe("the forecast of the page", () => {
	const week = 7 * 86_400_000;
	const point = (weeks: number, done: number, proven: number | undefined, one: number | null) => ({
		at: new Date(now.getTime() - weeks * week).toISOString(),
		done,
		counted: 40,
		...(proven === undefined ? {} : { proven }),
		phases: new Map(one === null ? [] : [["1", { done: one, counted: 20, every: { done: one, counted: 20, verified: 0 } }]]),
	});
	const text = (done: number): string =>
		`## Phase 1: x\n${Array.from({ length: 12 }, (_, index) => `- [${index < done ? "x" : " "}] item ${index}\n`).join("")}`;

	it("is by what came from one look at the document to the next", () => {
		const history = [5, 4, 3, 2, 1].map((weeks) => point(weeks - 0.5, 5 - weeks + 1, 0, 5 - weeks + 1));
		const { forecast, phaseForecasts } = page(text(5), { history });
		// One a week, and seven are left.
		expect(forecast).toMatchObject({ basis: "checked", weeks: 4, remaining: 7, middle: "2027-01-12", why: null });
		expect(phaseForecasts.get("1")).toMatchObject({
			basis: "checked",
			weeks: 4,
			forecast: { remaining: 7, middle: "2027-01-12" },
		});
	});

	it("takes a phase that a version did not have yet for one without progress", () => {
		const history = [5, 4, 3, 2, 1].map((weeks) =>
			point(weeks - 0.5, 5 - weeks + 1, undefined, weeks > 3 ? null : 5 - weeks + 1),
		);
		const { phaseForecasts } = page(text(5), { history });
		expect(phaseForecasts.get("1")).toMatchObject({ weeks: 2 });
	});

	it("leaves out a phase that a version did not have", () => {
		const history = [5, 4, 3, 2, 1].map((weeks) => {
			const { phases: _, ...rest } = point(weeks - 0.5, 5 - weeks + 1, 0, null);
			return rest;
		});
		expect(page(text(5), { history })).toMatchObject({ forecast: { weeks: 4 } });
		expect(page(text(5), { history }).phaseForecasts.get("1")).toMatchObject({ weeks: 0, forecast: { middle: null } });
	});
});
