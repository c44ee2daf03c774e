import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { apply, checkOff, edited, uncheck } from "./editing.ts";

const table = (start: string, other = "-", third = "-"): string =>
	`| Phase | Status | Start |\n|---|---|---|\n| 1 | In Progress | ${start} |\n| 2 | Not Started | ${other} |\n| 3 | Not Started | ${third} |\n\n`;
const phases = "## Phase 1: a\n- [x] one\n- [ ] two\n\n## Phase 2: b\n- [ ] three\n\n";
const history = (...rows: string[]): string =>
	`## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join("")}`;
/** What the start date of Phase 1 is once its only item that was done is unchecked. */
const start = (text: string, item = "1/one"): string | undefined =>
	/^\| 1 \| [^|]* \| ([^|]*) \|$/m.exec(edited(text, uncheck(item)))?.[1];
const did = (day: string, phase = "1"): string => `${day} | Al | ${phase} | Checked off one (50% complete)`;

describe("a start date is taken back with the only check-off", () => {
	it.each<[string, string, string]>([
		["of today", table("2026-11-24") + phases, "-"],
		["of a day that the history tells of", table("2026-11-20") + phases + history(did("2026-11-20")), "-"],
		["beside what another phase did", table("2026-11-20") + phases + history(did("2026-11-20"), did("2026-11-22", "2")), "-"],
		[
			"beside what nobody checked off",
			table("2026-11-20") + phases + history(did("2026-11-20"), "2026-11-22 | Al | 1 | Looked at it"),
			"-",
		],
		["beside a review of no day", table("2026-11-20") + phases + history(did("2026-11-20"), did("TBD")), "-"],
		["as the others write it", table("2026-11-24", "TBD", "TBD") + phases, "TBD"],
		["as the one other writes it that has none", table("2026-11-24", "TBD", "2026-01-01") + phases, "TBD"],
		["as a dash, where the others do not agree", table("2026-11-24", "TBD", "-") + phases, "-"],
		["as a dash, where no other has none", table("2026-11-24", "2026-01-01", "2026-01-01") + phases, "-"],
	])("%s", (_what, text, wanted) => expect(start(text)).toBe(wanted));
});

describe("a start date stays", () => {
	it.each<[string, string, string]>([
		["of a day that the history does not tell of", table("2026-11-20") + phases, "2026-11-20"],
		[
			"of a phase that was worked on for longer",
			table("2026-11-20") + phases + history(did("2026-11-20"), did("2026-11-22")),
			"2026-11-20",
		],
		["of today, in a phase that was worked on before", table("2026-11-24") + phases + history(did("2026-11-22")), "2026-11-24"],
		[
			"that somebody set",
			table("2026-11-24") + phases + history("2026-11-24 | Al | 1 | Start date set to 2026-11-24"),
			"2026-11-24",
		],
		["that is no day", table("soon") + phases, "soon"],
		["that is not decided", table("TBD") + phases, "TBD"],
	])("%s", (_what, text, wanted) => expect(start(text)).toBe(wanted));

	it("of a phase in which something is done still", () => {
		const text = table("2026-11-24") + phases.replace("[ ] two", "[x] two");
		expect(start(text)).toBe("2026-11-24");
		expect(start(table("2026-11-24") + phases.replace("- [ ] two\n", "- [ ] two\n### Phase 1 Validation\n- [x] seen\n"))).toBe(
			"2026-11-24",
		);
	});
});

describe("dates are written", () => {
	const set = (first: "none" | "undecided" | string, target: string | null = null): Change => ({
		kind: "dates",
		phase: "1",
		start: first === "none" || first === "undecided" ? { kind: first } : { kind: "day", day: first },
		target: target === null ? null : { kind: "day", day: target },
	});
	const open = phases.replace("[x] one", "[ ] one");

	it("only if they differ, with the comment next to them", () => {
		expect(edited(table("TBD <!-- asked: Al -->") + open, set("2026-12-01"))).toContain("| 2026-12-01 <!-- asked: Al --> |");
		expect(apply(table("TBD") + open, set("undecided")).kind).toBe("unchanged");
		expect(apply(table("2026-12-01") + open, set("2026-12-01")).kind).toBe("unchanged");
		expect(edited(table("2026-12-01") + open, set("2026-12-02"))).toContain("| 2026-12-02 |");
		expect(edited(table("2026-12-01") + open, set("undecided"))).toContain("| TBD |");
		const emptied = apply(table("") + open, set("2026-12-01"));
		expect(emptied.kind === "changed" ? emptied.changes : []).toContain("Phase 1, start date: none → 2026-12-01");
		expect(() => apply(table("-") + open, set("none", "2026-12-01"))).toThrow(
			"the summary table in line 1 has no column for the target date",
		);
		expect(() => apply(open, set("2026-12-01"))).toThrow("the document has no summary table, so Phase 1 has no start date");
	});

	it("with the first check-off, where there is none or it is not decided", () => {
		for (const none of ["-", "TBD"])
			expect(edited(table(none) + open, checkOff("1/one"))).toContain("| 1 | In Progress | 2026-11-24 |");
		expect(edited(table("2026-01-01") + open, checkOff("1/one"))).toContain("| 1 | In Progress | 2026-01-01 |");
	});
});

describe("the previous reviewer is found by", () => {
	const last = "## Phase 1: a\n- [x] one\n- [ ] two\n- [ ] three (optional)\n\n## Phase 2: b\n- [x] four\n\n";
	const tick = (rows: string[], reviewer: string, text = last): string => {
		try {
			return apply(text + history(...rows), checkOff("1/two"), { secondReviewer: true, reviewer }).kind;
		} catch (problem) {
			return String(problem).includes("does not name who") ? "nobody" : "refused";
		}
	};

	it.each<[string, string[], string, string]>([
		["the newest check-off", [did("2026-11-01").replace("Al", "Jo"), did("2026-11-02")], "Al", "refused"],
		["not an older one", [did("2026-11-01").replace("Al", "Jo"), did("2026-11-02")], "Jo", "changed"],
		["the newest of one day, the last in the table", [did("2026-11-01").replace("Al", "Jo"), did("2026-11-01")], "Al", "refused"],
		[
			"the newest of one day, the first where the newest is on top",
			[did("2026-11-02"), did("2026-11-02").replace("Al", "Jo"), did("2026-11-01").replace("Al", "Jo")],
			"Al",
			"refused",
		],
		[
			"the newest, in no order",
			[did("2026-11-01").replace("Al", "Jo"), did("2026-11-05"), did("2026-11-03").replace("Al", "Jo")],
			"Al",
			"refused",
		],
		["not the check-off of another phase", [did("2026-11-01").replace("Al", "Jo"), did("2026-11-02", "2")], "Al", "changed"],
		["not a row of no day", [did("2026-11-01").replace("Al", "Jo"), did("TBD")], "Al", "changed"],
		["a check-off before another review", [did("2026-11-01"), "2026-11-02 | Jo | 1 | Looks good"], "Al", "refused"],
		["nobody, where nobody signed", ["2026-11-01 | - | 1 | Checked off one"], "Al", "nobody"],
	])("%s", (_what, rows, reviewer, expected) => expect(tick(rows, reviewer)).toBe(expected));

	it("no reviewer if the phase is not completed", () =>
		expect(tick([did("2026-11-01")], "Al", last.replace("- [ ] three (optional)", "- [ ] three"))).toBe("changed"));
});
