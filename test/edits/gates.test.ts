import { describe, expect, it } from "vitest";
import type { Change, Signature } from "../../src/edits/change.ts";
import { Failure } from "../../src/model/failure.ts";
import { apply, checkOff, edited } from "./editing.ts";

/** What a refusal says: `message (hint)`. */
function refusal(text: string, change: Change, signature: Partial<Signature> = {}): string {
	try {
		apply(text, change, signature);
	} catch (error) {
		if (error instanceof Failure) return `${error.message}${error.hint === null ? "" : ` (${error.hint})`}`;
		throw error;
	}
	return "it was not refused";
}

const phases = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Phase 3: c\n- [ ] three\n\n## Dependencies\n";
const way = (first: string): string =>
	`work on ${first} first, or override the gate with --force --reason TEXT, which is recorded in the review history`;

describe("a gate that is closed says", () => {
	it.each([
		["- Phase 3 depends on Phase 1", `Phase 3 cannot be worked on before Phase 1 is complete (line 11) (${way("Phase 1")})`],
		[
			"- Phase 3 requires Phases 1-2",
			`Phase 3 cannot be worked on before Phase 1 and Phase 2 are complete (line 11) (${way("Phase 1 and Phase 2")})`,
		],
		[
			"- Phase 3 can proceed in parallel with Phase 1",
			`Phase 3 cannot be worked on before Phase 1 has started (line 11) (${way("Phase 1")})`,
		],
		[
			"- Phase 3 depends on Phase 1\n- Phase 3 overlaps with Phase 2",
			`Phase 3 cannot be worked on before Phase 1 is complete and Phase 2 has started (line 11, 12) (${way("Phase 1 and Phase 2")})`,
		],
		[
			"- Phase 3 overlaps with Phases 1 and 2",
			`Phase 3 cannot be worked on before Phase 1 and Phase 2 have started (line 11) (${way("Phase 1 and Phase 2")})`,
		],
		[
			"- Phase 3 depends on Phase 7",
			`Phase 3 cannot be worked on before Phase 7 is complete (line 11); the document has no Phase 7 (${way("Phase 7")})`,
		],
		[
			"- Phase 3 depends on Phase 1\n- Phase 3 needs Phase 1",
			`Phase 3 cannot be worked on before Phase 1 is complete (line 11, 12) (${way("Phase 1")})`,
		],
	])("what is waited for: %j", (lines, expected) => expect(refusal(`${phases}${lines}\n`, checkOff("3/three"))).toBe(expected));

	it("all that was passed by force, of the phases in which something was checked off", () => {
		const history = "\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
		const text = `${phases}- Phase 3 requires Phases 1-2\n- Phase 2 depends on Phase 1\n${history}`;
		expect(edited(text, checkOff("3/three"), { force: "hurry" })).toContain(
			"| Phase 3 | Checked off three (100% complete); now in progress; forced past the gate of Phase 1 and Phase 2: hurry |",
		);
		expect(edited(text, checkOff("1/one", "2/two"), { force: "hurry" })).not.toContain("forced");
	});
});

describe("refused is", () => {
	const long = "x".repeat(1501);
	const text =
		"## Phase 1: a\n- [ ] one\n- [x] two\n\n## Phase 1 Notes\n- x\n\n## Current Blockers\nNone\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";

	it.each<[string, Change, Partial<Signature>, string]>([
		["an empty reason", { kind: "skip", items: ["1/one"], reason: " \u200b " }, {}, "the reason is empty"],
		[
			"an overlong reason",
			{ kind: "block", phase: "1", reason: long },
			{},
			"the reason has 1501 characters; the document takes 1500",
		],
		["an empty note", { kind: "note", phase: "1", text: "" }, {}, "the note is empty"],
		["an empty review", { kind: "review", phase: "1", text: "" }, {}, "the review is empty"],
		["an empty reviewer", checkOff("1/one"), { reviewer: "\t" }, "the reviewer's name is empty"],
		[
			"an empty reviewer of a review",
			{ kind: "review", phase: "1", text: "x" },
			{ reviewer: "" },
			"the reviewer's name is empty",
		],
		["an empty message", checkOff("1/one"), { message: "" }, "the message is empty"],
		["an empty message of a block", { kind: "block", phase: "1", reason: "x" }, { message: "" }, "the message is empty"],
		["an empty reason to force", checkOff("1/one"), { force: "" }, "the reason to force it is empty"],
		["empty evidence", { kind: "check-off", items: ["1/one"], evidence: { text: "", until: null } }, {}, "the evidence is empty"],
		[
			"evidence that ends before it is given",
			{ kind: "check-off", items: ["1/one"], evidence: { text: "x", until: "2026-11-23" } },
			{},
			"the evidence would end on 2026-11-23, before 2026-11-24",
		],
		[
			"evidence of a name with half a bracket",
			{ kind: "check-off", items: ["1/one"], evidence: { text: "x", until: null } },
			{ reviewer: "Jo (ops" },
			"the reviewer's name has brackets that do not match: evidence is signed in brackets",
		],
		["a phase that is not there", { kind: "review", phase: "7", text: "x" }, {}, "the document has no Phase 7"],
		["an item that is not there", { kind: "uncheck", items: ["1/one", "1/three"] }, {}, "the document has no item 1/three"],
		[
			"a date without a table",
			{ kind: "dates", phase: "1", start: { kind: "none" }, target: null },
			{},
			"the document has no summary table, so Phase 1 has no start date (run it with --create, or add a table with the columns Phase, Status, Start Date and Target Date)",
		],
	])("%s", (_what, change, signature, expected) => expect(refusal(text, change, signature)).toBe(expected));

	it.each<[string, string, Change, string]>([
		[
			"a block without a list",
			"## Phase 1: a\n- [ ] one\n",
			{ kind: "block", phase: "1", reason: "x" },
			"the document has no list of blockers to write to (run it with --create, or add a heading: ### Current Blockers under ## Dependencies and Blockers)",
		],
		[
			"a block of what is complete",
			"## Phase 1: a\n- [x] one\n\n## Current Blockers\n",
			{ kind: "block", phase: "1", reason: "x" },
			"Phase 1 is complete: nothing can block it (uncheck what is not done after all)",
		],
		[
			"a note without notes",
			"## Phase 1: a\n- [ ] one\n",
			{ kind: "note", phase: "1", text: "x" },
			"the document has no notes of Phase 1 to write to (run it with --create, or add a heading: ### Phase 1 Notes under ## Notes and Lessons Learned)",
		],
		[
			"a review without a history",
			"## Phase 1: a\n- [ ] one\n",
			{ kind: "review", phase: "1", text: "x" },
			"the document has no review history to write to (run it with --create, or add a table under ## Review History: | Date | Reviewer | Phase | Status Update |)",
		],
		[
			"a review without a place for its words",
			"## Phase 1: a\n- [ ] one\n\n## Review History\n\n| Date | Reviewer | Phase |\n|---|---|---|\n| 2026-01-02 | a | 1 |\n",
			{ kind: "review", phase: "1", text: "x" },
			"the document has no review history to write to (run it with --create, or add a table under ## Review History: | Date | Reviewer | Phase | Status Update |)",
		],
	])("%s", (_what, document, change, expected) => expect(refusal(document, change)).toBe(expected));

	it("nothing of what was so already, and that is said", () => {
		const why = (change: Change, signature: Partial<Signature> = {}): unknown => {
			const applied = apply(edited(text, { kind: "review", phase: "1", text: "seen" }), change, signature);
			return applied.kind === "unchanged" ? applied.why : "changed";
		};
		expect(why(checkOff("1/two"))).toBe("1/two is checked off already");
		expect(why(checkOff())).toBe("no item was named");
		expect(why({ kind: "uncheck", items: ["1/one"] })).toBe("1/one is not checked off");
		expect(why({ kind: "unskip", items: ["1/one", "1/two"] })).toBe("all 2 items are not skipped");
		expect(why({ kind: "unblock", phase: "1" })).toBe("Phase 1 is not blocked");
		expect(why({ kind: "note", phase: "1", text: "x" })).toBe("the note already exists");
		expect(why({ kind: "review", phase: "1", text: "seen" })).toBe("the review already exists");
		expect(why({ kind: "review", phase: "1", text: "seen" }, { reviewer: "Al" })).toBe("changed");
		expect(why({ kind: "review", phase: "1", text: "seen" }, { day: "2026-11-25" })).toBe("changed");
		expect(why({ kind: "review", phase: "1", text: "seen again" })).toBe("changed");
		expect(why({ kind: "sync" })).toBe("every derived cell is right");
		expect(why({ kind: "dates", phase: "1", start: null, target: null })).toBe("Phase 1 has these dates already");
	});
});
