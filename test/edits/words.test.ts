import { describe, expect, it } from "vitest";
import {
	describeConsequence,
	describeDates,
	describeMove,
	describeUnblocked,
	recordsStart,
	withMessage,
} from "../../src/edits/history-words.ts";
import { endingOf, lineEnd, lineStart, nextLine } from "../../src/edits/line.ts";
import { listed, recordsCheckOff } from "../../src/model/check-off-words.ts";
import type { Status } from "../../src/model/status.ts";
import { checkOff, edited, read } from "./editing.ts";

const history = "\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";

/** The changes that the history tells of after an edit. */
const told = (text: string): (string | undefined)[] => (read(text).history?.rows ?? []).map(({ change }) => change?.value);

describe("the history says", () => {
	it.each<[Status, Status, string]>([
		["not-started", "in-progress", "; now in progress"],
		["blocked", "in-progress", "; in progress"],
		["complete", "in-progress", "; in progress again"],
		["in-progress", "complete", "; now complete"],
		["in-progress", "blocked", "; now blocked"],
		["blocked", "not-started", "; not started yet"],
		["in-progress", "not-started", "; not started any more"],
	])("of a phase that goes from %s to %s", (from, to, words) => expect(describeMove({ from, to })).toBe(words));

	it("nothing of a phase that stays", () => expect(describeMove(undefined)).toBe(""));

	it.each<[Status, Status, string[], string]>([
		["in-progress", "complete", ["1"], "Now complete, since Phase 1 is"],
		["in-progress", "complete", ["1", "2"], "Now complete, since Phase 1 and Phase 2 are"],
		["complete", "in-progress", ["1"], "In progress again, since Phase 1 is not complete any more"],
		[
			"complete",
			"in-progress",
			["1", "2", "3"],
			"In progress again, since Phase 1, Phase 2 and Phase 3 are not complete any more",
		],
		["not-started", "in-progress", ["1"], "Now in progress with Phase 1"],
	])("of a phase that follows: %s to %s with %j", (from, to, causes, words) =>
		expect(describeConsequence({ from, to }, causes)).toBe(words),
	);

	it.each<[string | null, string | null, string]>([
		["2026-01-01", null, "Start date set to 2026-01-01"],
		["-", null, "Start date removed"],
		[null, "2026-01-01", "Target date set to 2026-01-01"],
		[null, "-", "Target date removed"],
		["-", "-", "Start date removed, target date removed"],
		["TBD", "2026-01-01", "Start date set to TBD, target date set to 2026-01-01"],
	])("of the dates %j and %j", (start, target, words) => expect(describeDates(start, target)).toBe(words));

	it("what no longer blocks, each reason no longer than a cell takes", () => {
		expect(describeUnblocked([], undefined)).toBe("No longer blocked");
		expect(describeUnblocked(["rain", "x".repeat(80)], undefined)).toBe(`No longer blocked (rain; ${"x".repeat(80)})`);
		expect(describeUnblocked(["x".repeat(81)], { from: "blocked", to: "in-progress" })).toBe(
			`No longer blocked (${"x".repeat(79)}…); in progress`,
		);
		expect(describeUnblocked([`${"x".repeat(78)} yy`], undefined)).toBe(`No longer blocked (${"x".repeat(78)}…)`);
		expect(describeUnblocked([`${"x".repeat(78)}🔴y`], undefined)).toBe(`No longer blocked (${"x".repeat(78)}…)`);
	});

	it("names every item, and a whole group by its number", () => {
		expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]);
		const text = `## Phase 1: x\n- [ ] a (port 1)\n- [ ] b\n- [ ] c\n- [ ] d\n### Phase 1 Validation\n- [ ] v\n${history}`;
		expect(told(edited(text, checkOff("1/a", "1/b", "1/c")))).toEqual(["Checked off a, b and c (75% complete); now in progress"]);
		expect(told(edited(text, checkOff("1/a", "1/b", "1/c", "1/d")))).toEqual([
			"Checked off 4 items: a, b, c and d (100% complete); now in progress",
		]);
		expect(told(edited(text, checkOff("1/validation/v")))).toEqual(["Checked off v (validation 1 of 1); now in progress"]);
		expect(told(edited(text, checkOff("1/a", "1/validation/v")))).toEqual([
			"Checked off a and v (25% complete, validation 1 of 1); now in progress",
		]);
	});

	it("who checked something off, in our words, also after a user's own message", () => {
		const words = "Checked off a (100% complete)";
		for (const change of [
			words,
			...withMessage("All done", [words]),
			`${withMessage("All done", [words])}; forced past the gate of Phase 2: hurry`,
		])
			expect(recordsCheckOff(change)).toBe(true);
		for (const change of [
			"Checked",
			"We checked off a",
			"Unchecked a (0% complete)",
			"All done (checked off a",
			"(checked off a) and more",
		])
			expect(recordsCheckOff(change)).toBe(false);
		expect(withMessage("All done", [words])).toEqual(["All done (checked off a (100% complete))"]);
		expect(withMessage("All done", [`${words}${"x".repeat(400)}`])).toHaveLength(2);
		expect(withMessage("All done", [])).toEqual(["All done"]);
		expect([
			recordsStart("Start date set to 2026-01-01"),
			recordsStart("Start date set"),
			recordsStart("The Start date set to x"),
		]).toEqual([true, false, false]);
	});
});

describe("a line", () => {
	const text = "ab\r\ncd\ref\n\ngh";

	it("is what stands between two endings of any kind", () => {
		const lines = [...text].map((_, at) => text.slice(lineStart(text, at), lineEnd(text, at)));
		expect(lines).toEqual(["ab", "ab", "ab", "", "cd", "cd", "cd", "ef", "ef", "ef", "", "gh", "gh"]);
		expect([0, 2, 4, 6, 7, 9, 10, 11, 13].map((at) => nextLine(text, at))).toEqual([4, 4, 7, 7, 10, 10, 11, 13, 13]);
	});

	it("ends as it does, and without an ending as the one before", () => {
		expect([0, 4, 7, 10, 11].map((at) => endingOf(text, at))).toEqual(["\r\n", "\r", "\n", "\n", "\n"]);
		expect([
			endingOf("ab", 1),
			endingOf("ab\r\ncd", 5),
			endingOf("ab\r\n", 3),
			endingOf("ab\rcd", 4),
			endingOf("ab\ncd", 4),
			endingOf("", 0),
		]).toEqual(["\n", "\r\n", "\r\n", "\r", "\n", "\n"]);
	});
});
