import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { forecast } from "../../src/report/forecast.ts";
import { reportHistory } from "../../src/report/history-report.ts";
import type { CheckOff, ProgressHistory } from "../../src/report/progress-history.ts";
import { sourceText } from "../../src/text/decode.ts";

describe("a forecast", () => {
	it.each<[number[], number, string]>([
		[[1, 1, 1], 0, "everything is done"],
		[[], 5, "0 whole weeks of progress; a forecast needs 3"],
		[[9, 9], 5, "2 whole weeks of progress; a forecast needs 3"],
		[[1, 0, 1], 5, "2 done in 3 weeks; a forecast needs 3"],
		[[1, -3, 1], 5, "0 done in 3 weeks; a forecast needs 3"],
		[[1, 1, 1], 5000, "at this pace it takes more than ten years"],
	])("is not made from %j for %i", (weekly, remaining, why) =>
		expect(forecast(weekly, remaining)).toEqual({ kind: "none", remaining, why }),
	);

	it("is a certainty where every week was the same", () => {
		expect(forecast([1, 1, 1], 7)).toEqual({ kind: "range", remaining: 7, weeks: { early: 7, middle: 7, late: 7 } });
		expect(forecast([2, 2, 2], 7)).toEqual({ kind: "range", remaining: 7, weeks: { early: 4, middle: 4, late: 4 } });
		expect(forecast([1, 1, 1], 520)).toMatchObject({ weeks: { late: 520 } });
		expect(forecast([1, 1, 1], 521)).toMatchObject({ kind: "none" });
	});

	it("is a range around the mean where they were not, the same each time", () => {
		const first = forecast([0, 3, 0, 3], 30);
		if (first.kind !== "range") throw new Error("no range");
		const { early, middle, late } = first.weeks;
		// 1.5 a week: 20 weeks, with a deviation of some 4.5.
		expect(middle).toBeGreaterThanOrEqual(19);
		expect(middle).toBeLessThanOrEqual(21);
		expect(middle - early).toBeGreaterThan(2);
		expect((late ?? 0) - middle).toBeGreaterThan(3);
		expect((late ?? 999) - early).toBeLessThan(20);
		expect(forecast([0, 3, 0, 3], 30)).toEqual(first);
	});

	it("has no late end where one future in ten does not end at all", () => {
		const said = forecast([-9, 10, 1, 1, 0], 200);
		expect(said).toMatchObject({ kind: "range", weeks: { late: null } });
	});
});

describe("the history", () => {
	const now = new Date("2026-11-24T12:00:00Z");
	const daysAgo = (days: number): number => now.getTime() / 1000 - days * 86_400;
	const check = (days: number, checked = true, counted = true): CheckOff => {
		return {
			id: "1/a",
			text: "a",
			phase: "1",
			checked,
			commit: "c",
			seconds: daysAgo(days),
			author: "Jo",
			committer: "Jo",
			reviewer: "Jo",
			by: "command",
			verified: false,
			subject: "s",
			counted,
		};
	};
	const of = (checkOffs: CheckOff[], scope: ProgressHistory["scope"] = [], since: string | null = null, left = 3) =>
		reportHistory(
			{ checkOffs, scope },
			{ document: "x", since, commits: 9, isComplete: true, total: { done: 5, counted: 5 + left } },
			now,
		);

	it("counts whole weeks back from now, from the first check-off on", () => {
		const { weeks } = of([check(22), check(21), check(20.9), check(14.5), check(14.4, false), check(8), check(0)]);
		expect(weeks).toEqual([
			{ from: "2026-11-03", done: 1, added: 0, removed: 0 },
			{ from: "2026-11-10", done: 1, added: 0, removed: 0 },
			{ from: "2026-11-17", done: 1, added: 0, removed: 0 },
		]);
	});

	it("begins with what counts and was checked off", () => {
		expect(of([check(30, true, false), check(29, false), check(8), check(7, true, false)]).weeks).toEqual([
			{ from: "2026-11-17", done: 0, added: 0, removed: 0 },
		]);
		expect(of([check(-3)]).weeks).toEqual([]);
		expect(of([]).weeks).toEqual([]);
	});

	it("counts added and removed items next to it", () => {
		const scope = [{ commit: "c", seconds: daysAgo(3), author: "Jo", added: ["1/b", "1/c"], removed: ["1/d"] }];
		const report = of([check(8)], scope);
		expect(report.weeks).toEqual([{ from: "2026-11-17", done: 0, added: 2, removed: 1 }]);
		expect(report.scope).toEqual([{ day: "2026-11-21", commit: "c", author: "Jo", added: ["1/b", "1/c"], removed: ["1/d"] }]);
	});

	it("counts in no week what came in another one", () => {
		const at = (days: number) => ({ commit: "c", seconds: daysAgo(days), author: "Jo", added: ["1/b"], removed: ["1/d"] });
		expect(of([check(15)], [at(20), at(3)]).weeks.map(({ added, removed }) => [added, removed])).toEqual([
			[0, 0],
			[1, 1],
		]);
	});

	it("has no late end where the forecast has none", () => {
		const undone = Array.from({ length: 10 }, () => check(34, false));
		const did = Array.from({ length: 10 }, () => check(27));
		const { forecast: said, weeks } = of([check(35.5), check(34.9), ...undone, ...did, check(20), check(13)], [], null, 200);
		expect(weeks.map(({ done }) => done)).toEqual([-9, 10, 1, 1, 0]);
		expect([said.late, said.early === null, said.why]).toEqual([null, false, null]);
	});

	it("lists what happened since, and forecasts from all of it", () => {
		const all = [check(29), check(22), check(15), check(8), check(1)];
		const report = of(all, [{ commit: "c", seconds: daysAgo(20), author: "Jo", added: ["1/b"], removed: [] }], "2026-11-16");
		expect(report.checkOffs.map(({ day }) => day)).toEqual(["2026-11-16", "2026-11-23"]);
		expect(report.checkOffs[0]).toEqual({
			id: "1/a",
			text: "a",
			phase: "1",
			checked: true,
			day: "2026-11-16",
			author: "Jo",
			committer: "Jo",
			reviewer: "Jo",
			by: "command",
			verified: false,
			commit: "c",
			subject: "s",
		});
		expect(report.scope).toEqual([]);
		expect(report.forecast).toEqual({ remaining: 3, early: "2026-12-15", middle: "2026-12-15", late: "2026-12-15", why: null });
		expect(of(all, [], null, 0).forecast).toEqual({
			remaining: 0,
			early: null,
			middle: null,
			late: null,
			why: "everything is done",
		});
	});

	it("has one for each phase, by verified check-offs if there are enough", () => {
		const document = readDocument(
			sourceText(
				`## Phase 1: a\n\n${"x"
					.repeat(6)
					.split("")
					.map((_, index) => `- [${index < 4 ? "x" : " "}] i${index}`)
					.join("\n")}\n\n## Phase 2: b\n\n- [ ] z\n`,
			),
		);
		const one = (days: number, id: string, verified: boolean): CheckOff => ({ ...check(days), id, phase: "1", verified });
		const about = { document: "x", since: null, commits: 9, isComplete: true, total: { done: 4, counted: 7 } };
		const phasesOf = (verified: boolean) => {
			const checkOffs = [22, 15, 8, 1].map((days, index) => one(days, `1/i${index}`, verified));
			return reportHistory({ checkOffs, scope: [] }, about, now, document.phases).phases;
		};
		const [first, second] = phasesOf(false);
		expect(first).toMatchObject({ id: "1", done: 4, counted: 6, verified: 0, basis: "checked" });
		expect(first?.forecast).toMatchObject({ remaining: 2, why: null });
		// The boxes are checked, and no evidence of a probe is in the document: nothing of it counts as verified now.
		expect(phasesOf(true)[0]).toMatchObject({ basis: "verified", forecast: { remaining: 6 } });
		expect(second?.forecast.why).toContain("0 whole weeks");
	});
});
