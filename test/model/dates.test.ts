import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { dayOf, isDay, readDate } from "../../src/model/date.ts";
import { attestations, daysBetween } from "../../src/model/evidence/attestation.ts";
import { sourceText } from "../../src/text/decode.ts";

const undecided = ["TBD", "T.B.D."];

/** What a cell means: a day, `=` and a day in another notation, `-`, `?`, `~` in the author's own terms, `!` for a day that does not exist. */
function meaning(cell: string): string {
	const date = readDate(cell, undecided);
	switch (date.kind) {
		case "none":
			return "-";
		case "undecided":
			return "?";
		case "day":
			return date.other ? `=${date.day}` : date.day;
		case "vague":
			return "~";
		case "unreadable":
			return "!";
	}
}

describe("a date", () => {
	it.each([
		["2026-11-24", "2026-11-24"],
		["  2026-11-24 ", "2026-11-24"],
		["2024-02-29", "2024-02-29"],
		["2000-02-29", "2000-02-29"],
		["2026-12-31", "2026-12-31"],
		["0001-01-01", "0001-01-01"],
	])("%j is a day", (cell, day) => expect(meaning(cell)).toBe(day));

	it.each(["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "0000-01-01"])(
		"%s does not exist",
		(cell) => {
			expect(isDay(cell)).toBe(false);
			expect(meaning(cell)).toBe("!");
		},
	);

	it.each(["", " ", "-", "–", "—", "--", "N/A", "n/a", "na"])("%j means that there is none", (cell) =>
		expect(meaning(cell)).toBe("-"),
	);

	it.each(["TBD", "tbd", "(TBD)", "t.b.d.", "?", "???", "(?)"])("%j means that it is not decided", (cell) =>
		expect(meaning(cell)).toBe("?"),
	);

	it.each([
		["2026/11/4", "2026-11-04"],
		["0026/1/4", "0026-01-04"],
		["2026.1.14", "2026-01-14"],
		["2026-1-4", "2026-01-04"],
		["4.11.2026", "2026-11-04"],
		["14.11.2026", "2026-11-14"],
		["4  -  Nov  2026", "2026-11-04"],
		["November  14,  2026", "2026-11-14"],
		["4. 11. 2026", "2026-11-04"],
		["4 Nov 2026", "2026-11-04"],
		["4th November 2026", "2026-11-04"],
		["4-Nov-2026", "2026-11-04"],
		["4 Nov., 2026", "2026-11-04"],
		["21st Sept. 2026", "2026-09-21"],
		["November 4, 2026", "2026-11-04"],
		["Nov. 4 2026", "2026-11-04"],
		["DEC 2nd, 2026", "2026-12-02"],
		["25/12/2026", "2026-12-25"],
		["12/25/2026", "2026-12-25"],
	])("%j can only mean %s", (cell, day) => expect(meaning(cell)).toBe(`=${day}`));

	it.each([
		"04/11/2026",
		"11/04/2026",
		"4.11.26",
		"4 Nov",
		"Nov 2026",
		"4 Foo 2026",
		"Foo 4, 2026",
		"soon",
		"about 4 Nov 2026",
		"4 Nov 2026 or so",
		"on Nov 4, 2026",
		"Nov 4, 2026!",
		"x2026/11/4",
		"2026/11/4x",
		"x4.11.2026",
		"4.11.2026x",
		"-?",
		"??x",
		"naturally",
		"China",
		"not (TBD)",
		"(TBD) or so",
		"T(BD)",
		"(TB)D",
		"2026-11-24x",
		"x2026-11-24",
		"12026-11-24",
		"Week 3",
		"Q1 2027",
		"2026-11",
		"2027-01-15 (est.)",
		"~2027-01-15",
		"2027-01-15 (planned)",
	])("%j is left alone", (cell) => expect(meaning(cell)).toBe("~"));

	it.each(["31.2.2026", "2026/13/1", "2026/0/1", "2027-13-45", "31/13/2026", "Feb 30, 2026"])("%j does not exist", (cell) =>
		expect(meaning(cell)).toBe("!"),
	);

	it.each(["2026-11-24 ✅", "2026-11-24 (actual)"])("%j is a day with a remark", (cell) =>
		expect(meaning(cell)).toBe("2026-11-24"),
	);

	it("keeps what was written where it cannot be read", () =>
		expect(readDate(" soon ", undecided)).toEqual({ kind: "vague", text: "soon" }));

	it("of an instant is the one in UTC", () => {
		expect(dayOf(new Date("2026-11-24T23:30:00-05:00"))).toBe("2026-11-25");
		expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
		expect(daysBetween("2026-03-02", "2026-02-27")).toBe(-3);
	});
});

describe("attestations", () => {
	it("are listed by what has ended first, then the oldest", () => {
		const evidence = (what: string): string => `  - Evidence: ${what}\n`;
		const text = `## Phase 1: x\n- [x] a\n${evidence("new (Jo, 2026-11-20)")}${evidence("old (Bo, 2026-01-01, until 2026-11-24)")}- [ ] b\n${evidence("gone (Al, 2026-05-01, until 2026-11-23)")}### Phase 1 Validation\n- [x] c\n${evidence("ahead (Jo, 2026-12-24)")}${evidence("long gone (Jo, 2025-01-01, until 2025-02-01)")}`;
		const found = attestations(readDocument(sourceText(text)), "2026-11-24");
		expect(
			found.map(({ text: what, ageDays, expired, item, line, until }) => [what, ageDays, expired, item, line, until]),
		).toEqual([
			["long gone", 692, true, "1/validation/c", 10, "2025-02-01"],
			["gone", 207, true, "1/b", 6, "2026-11-23"],
			["old", 327, false, "1/a", 4, "2026-11-24"],
			["new", 4, false, "1/a", 3, null],
			["ahead", -30, false, "1/validation/c", 9, null],
		]);
		expect(found[1]).toMatchObject({ itemText: "b", phase: "1", reviewer: "Al", day: "2026-05-01" });
	});
});
