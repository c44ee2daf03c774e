import { describe, expect, it } from "vitest";
import { inDays, type PaceForecast, paceForecast } from "../../src/report/pace-forecast.ts";

const week = 7 * 24 * 3600;
const now = Date.parse("2026-12-01T12:00:00Z") / 1000;
/** `weeks` before now, to the second. */
const ago = (weeks: number, done: number, verified = 0) => ({ seconds: now - weeks * week, done, verified });
const left = (counted: number, done = 0, verified = 0) => ({ counted, done, verified });
const middle = ({ forecast }: PaceForecast): string | null => forecast.middle;

describe("the pace of the past weeks", () => {
	it("is by verified check-offs from the third on", () => {
		const [two, three] = [2, 3].map((number) => Array.from({ length: number }, (_, index) => ago(number - index, 1, 1)));
		expect(paceForecast(two ?? [], left(9), now).basis).toBe("checked");
		expect(paceForecast(three ?? [], left(9), now).basis).toBe("verified");
		expect(paceForecast([ago(3, 3, 3)], left(9), now).basis).toBe("verified");
	});

	it("does not lose a verified check-off that was taken back later", () => {
		expect(paceForecast([ago(3, 3, 3), ago(2, -1, -1), ago(1, -1, -1)], left(9), now).basis).toBe("verified");
	});

	it("counts what is left of that: verified, or checked off", () => {
		const proven = [ago(3, 3, 3)];
		expect(paceForecast(proven, left(9, 5, 2), now).forecast.remaining).toBe(7);
		expect(paceForecast([ago(3, 3)], left(9, 5, 2), now).forecast.remaining).toBe(4);
	});

	it("begins with the first check-off: weeks before it say nothing", () => {
		expect(paceForecast([ago(9, 0), ago(4, 1), ago(1, 1)], left(9), now).weeks).toBe(4);
		expect(paceForecast([ago(9, 1), ago(8, 0, 0), ago(4.5, 2, 2), ago(4, 1, 1)], left(9), now)).toMatchObject({
			basis: "verified",
			weeks: 4,
		});
		expect(paceForecast([ago(9, -1), ago(3.5, 1)], left(9), now).weeks).toBe(3);
		expect(paceForecast([], left(9), now).weeks).toBe(0);
		expect(paceForecast([ago(-1, 1)], left(9), now).weeks).toBe(0);
	});

	it("puts each check-off into one week: the end of a week belongs to it, its beginning to the one before", () => {
		// One done in each of four weeks is a certainty: 8 left are done in 8 weeks.
		const steady = [ago(3.5, 1), ago(2.5, 1), ago(1.5, 1), ago(0.5, 1)];
		expect(middle(paceForecast([ago(4, 5), ...steady], left(8), now))).toBe("2027-01-26");
		const atTheEnds = [ago(4, 5), ago(3, 1), ago(2, 1), ago(1, 1), ago(0, 1)];
		expect(paceForecast(atTheEnds, left(8), now).forecast).toMatchObject({
			early: "2027-01-26",
			middle: "2027-01-26",
			late: "2027-01-26",
		});
	});

	it("takes back what was unchecked in the week in which it was", () => {
		const changes = [ago(4, 5), ago(3.5, 2), ago(3.4, -1), ago(2.5, 1), ago(1.5, 1), ago(0.5, 1)];
		expect(middle(paceForecast(changes, left(8), now))).toBe("2027-01-26");
	});
});

describe("a forecast in days", () => {
	it("counts whole weeks from now", () => {
		expect(inDays({ kind: "range", remaining: 5, weeks: { early: 1, middle: 2, late: 3 } }, now)).toEqual({
			remaining: 5,
			early: "2026-12-08",
			middle: "2026-12-15",
			late: "2026-12-22",
			why: null,
		});
	});

	it("has no late day where there is none, and no day at all where there is no saying", () => {
		expect(inDays({ kind: "range", remaining: 5, weeks: { early: 1, middle: 2, late: null } }, now).late).toBeNull();
		expect(inDays({ kind: "none", remaining: 5, why: "too few" }, now)).toEqual({
			remaining: 5,
			early: null,
			middle: null,
			late: null,
			why: "too few",
		});
	});
});
