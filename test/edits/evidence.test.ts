import { describe, expect, it } from "vitest";
import type { Change, Signature } from "../../src/edits/change.ts";
import { exitCode } from "../../src/model/failure.ts";
import { apply, checkOff, edited, read, uncheck } from "./editing.ts";

const prove = (id: string, text = "run 7", until: string | null = null): Change => ({
	kind: "check-off",
	items: [id],
	evidence: { text, until },
});
const line = "Evidence: run 7 (Jo Doe, 2026-11-24)";
const history = "\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
const told = (text: string): (string | undefined)[] => (read(text).history?.rows ?? []).map(({ change }) => change?.value);
const changes = (text: string, change: Change): readonly string[] => {
	const applied = apply(text, change);
	return applied.kind === "changed" ? applied.changes : [];
};

describe("evidence is added", () => {
	const once = `## Phase 1: a\n- [x] one\n  - ${line}\n`;

	it.each<[string, Change, Partial<Signature>, string]>([
		["of another text", prove("1/one", "run 8"), {}, "run 8 (Jo Doe, 2026-11-24)"],
		["of another reviewer", prove("1/one"), { reviewer: "Al" }, "run 7 (Al, 2026-11-24)"],
		["of another day", prove("1/one"), { day: "2026-11-25" }, "run 7 (Jo Doe, 2026-11-25)"],
		["of another end", prove("1/one", "run 7", "2027-01-01"), {}, "run 7 (Jo Doe, 2026-11-24, until 2027-01-01)"],
		["that ends on its day", prove("1/one", "run 7", "2026-11-24"), {}, "run 7 (Jo Doe, 2026-11-24, until 2026-11-24)"],
		[
			"of a name with two pairs of brackets",
			prove("1/one"),
			{ reviewer: "Jo (ops) x (a)" },
			"run 7 (Jo (ops) x (a), 2026-11-24)",
		],
	])("%s", (_what, change, signature, wanted) =>
		expect(edited(once, change, signature)).toBe(`${once}  - Evidence: ${wanted}\n`),
	);

	it("once, and not of a name whose brackets do not match", () => {
		for (const text of [once, once + history])
			expect(apply(text, prove("1/one"))).toEqual({ kind: "unchanged", why: "1/one is checked off already" });
		for (const reviewer of ["Jo (ops", "Jo ops)", "Jo (a)) (b", "Jo ((a))"])
			expect(() => apply(once, prove("1/one"), { reviewer })).toThrow(
				expect.objectContaining({ exitCode: exitCode.usage, message: expect.stringContaining("brackets that do not match") }),
			);
	});

	it.each([
		["in a list within another's number", "1. - [ ] one\n", `1. - [x] one\n     - ${line}\n`],
		["in a quote", "> - [ ] one\n", `> - [x] one\n>   - ${line}\n`],
		["in a quoted number", "> 1. - [ ] one\n", `> 1. - [x] one\n>      - ${line}\n`],
		["behind a tab", "-\t[ ] one\n", `-\t[x] one\n \t- ${line}\n`],
		["before a comment with dashes", "- [ ] one\n  <!-- a - b -->\n", `- [x] one\n  - ${line}\n  <!-- a - b -->\n`],
		["before bullets of a quote", "> * [ ] one\n>    * more\n", `> * [x] one\n>    * ${line}\n>    * more\n`],
		["before a sibling", "- [ ] one\n+ [ ] two\n", `- [x] one\n  - ${line}\n+ [ ] two\n`],
	])("%s", (_what, list, wanted) => expect(edited(`## Phase 1: a\n${list}`, prove("1/one"))).toBe(`## Phase 1: a\n${wanted}`));

	it("and reported, also for items that were already checked off", () => {
		const text = `## Phase 1: a\n- [x] one\n\n## Phase 2: b\n- [ ] two\n${history}`;
		expect(told(edited(text, prove("1/one")))).toEqual(["Added evidence for one (100% complete)"]);
		const both: Change = { kind: "check-off", items: ["1/one", "2/two"], evidence: { text: "run 7", until: null } };
		expect(told(edited(text, both))).toEqual([
			"Added evidence for one (100% complete)",
			"Checked off two (100% complete); now complete",
		]);
		const same = text.replace("- [x] one", "- [x] one\n- [ ] three");
		expect(told(edited(same, { ...both, items: ["1/one", "1/three"] }))).toEqual([
			"Checked off three (100% complete); now complete",
		]);
		expect(changes(text, prove("1/one"))[0]).toBe('1/one: evidence "run 7"');
	});
});

describe("what an edit of items says", () => {
	const text = `## Phase 1: a\n- [x] one\n- [ ] ~~two~~ (N/A: no)\n- [ ] three\n${history}`;

	it("is the reason of who unchecks, and what was done to each", () => {
		expect(told(edited(text, { ...uncheck("1/one"), kind: "uncheck", items: ["1/one"], why: "a probe failed" }))).toEqual([
			expect.stringContaining("a probe failed"),
		]);
		expect(changes(text, uncheck("1/one"))[0]).toBe("1/one: unchecked");
		expect(changes(text, { kind: "skip", items: ["1/three"], reason: "no" })[0]).toBe("1/three: not applicable");
		expect(changes(text, { kind: "unskip", items: ["1/two"] })[0]).toBe("1/two: applicable again");
		expect(told(edited(text, { kind: "unskip", items: ["1/two"] }))).toEqual([expect.stringMatching(/^Unskipped two/)]);
		expect(apply(text, { kind: "skip", items: ["1/two"], reason: "no" })).toEqual({
			kind: "unchanged",
			why: "1/two is not applicable already",
		});
		expect(() => apply(text, checkOff("1/two"))).toThrow("1/two is not applicable: no");
	});

	it("is the reviewer's own message alone, except for a check-off under two reviewers", () => {
		const second = { secondReviewer: true, message: "Power is up" };
		const open = text.replace("[x] one", "[ ] one");
		expect(told(edited(open, checkOff("1/one"), second))).toEqual([
			"Power is up (checked off one (50% complete); now in progress)",
		]);
		expect(told(edited(open, checkOff("1/one"), { secondReviewer: true }))).toEqual([
			"Checked off one (50% complete); now in progress",
		]);
		expect(told(edited(text, uncheck("1/one"), second))).toEqual(["Power is up"]);
	});
});

describe("a strike", () => {
	const phase = (line: string): string => `## Phase 1: a\n${line}\n- [ ] other\n`;
	const skip = (id: string): Change => ({ kind: "skip", items: [id], reason: "no" });
	const unskip = (id: string): Change => ({ kind: "unskip", items: [id] });

	it("without a reason goes, and one of old words is none", () => {
		expect(edited(phase("- [ ] ~~one~~"), unskip("1/one"))).toBe(phase("- [ ] one"));
		expect(edited(phase("- [ ] ~one~ (N/A: no)"), unskip("1/one"))).toBe(phase("- [ ] one"));
		expect(apply(phase("- [ ] ~~one~~ two"), unskip("1/two"))).toEqual({ kind: "unchanged", why: "1/two is not skipped" });
	});

	it("stays where a comment would go with it", () =>
		expect(() => apply(phase("- [ ] ~~one~~ <!-- c --> (N/A: no)"), unskip("1/one"))).toThrow(
			expect.objectContaining({
				exitCode: exitCode.refused,
				message: "a comment stands between 1/one and its reason",
				hint: "move the comment to the end of the item",
			}),
		));

	it("is not put around another one, or around more than is read", () => {
		expect(() => apply(phase("- [ ] one ~~two~~ three"), skip("1/one-two-three"))).toThrow(
			expect.objectContaining({
				exitCode: exitCode.refused,
				message: "part of 1/one-two-three is struck through already",
				hint: "strike out the rest by hand, and add (N/A: reason)",
			}),
		);
		const long = (length: number): string => phase(`- [ ] ${"x".repeat(length)} <!-- id: x -->`);
		expect(edited(long(3000), skip("1/x"))).toContain("xx~~ (N/A: no) <!--");
		expect(() => apply(long(3001), skip("1/x"))).toThrow(
			expect.objectContaining({
				exitCode: exitCode.refused,
				message: expect.stringMatching(/^line \d+: the text of 1\/x is too long to be struck through$/),
			}),
		);
		expect(edited(phase("- [x] one"), skip("1/one"))).toBe(phase("- [ ] ~~one~~ (N/A: no)"));
	});
});
