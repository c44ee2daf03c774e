import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { apply, edited, read } from "./editing.ts";

const block = (phase: string): Change => ({ kind: "block", phase, reason: "rain" });
const unblock = (phase: string): Change => ({ kind: "unblock", phase });
const told = (phase: string): string => `Phase ${phase}: rain (since 2026-11-24)`;

/** Phases with lists of their own, and the document's list behind them. */
const lists = (first: string, second: string, shared = ""): string =>
	`## Phase 1: a\n- [ ] one\n\n### Blockers\n${first}\n\n## Phase 2: b\n- [ ] two\n\n### Blockers\n${second}\n${shared}`;
const document = (list: string): string => `\n## Current Blockers\n${list}\n`;

describe("of the lists of several phases, a blocker goes to", () => {
	it.each([
		["the first phase's own", "1", lists("None", "None"), lists(`- ${told("1")}`, "None")],
		["the second phase's own", "2", lists("None", "None"), lists("None", `- ${told("2")}`)],
		["the own one that has others", "2", lists("- snow", "- hail"), lists("- snow", `- hail\n- ${told("2")}`)],
		["the own one that is empty", "2", lists("- snow", ""), lists("- snow", `- ${told("2")}\n`)],
		[
			"the document's that says None",
			"1",
			lists("- snow", "None", document("None")),
			lists("- snow", "None", document(`- ${told("1")}`)),
		],
		[
			"the document's that has others",
			"1",
			lists("- snow", "- hail", document("- Phase 2: ice")),
			lists("- snow", "- hail", document(`- Phase 2: ice\n- ${told("1")}`)),
		],
		[
			"the document's that is empty",
			"1",
			`## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n### Blockers\n- hail\n\n## Current Blockers\n`,
			`## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n### Blockers\n- hail\n\n## Current Blockers\n- ${told("1")}\n`,
		],
	])("%s", (_what, phase, text, wanted) => {
		expect(edited(text, block(phase))).toBe(wanted);
		expect(apply(wanted, block(phase))).toEqual({ kind: "unchanged", why: `Phase ${phase} is blocked by this already` });
	});

	it("none of another phase", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n### Blockers\nNone\n\n## Phase 2: b\n- [ ] two\n";
		expect(() => apply(text, block("2"))).toThrow("no list of blockers");
	});

	it("the phase's own in a second section about it", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Phase 1: again\n\n### Blockers\nNone\n";
		const now = edited(text, block("1"));
		expect(now).toBe(text.replace("None", `- ${told("1")}`));
		expect(edited(now, unblock("1"))).toBe(text);
		expect(() => apply(text, block("2"))).toThrow("no list of blockers");
	});
});

describe("of the lists of several phases, None is written to", () => {
	it.each([
		["the first phase's own", "1", lists("- snow", "- hail"), lists("None", "- hail")],
		["the second phase's own", "2", lists("- snow", "- hail"), lists("- snow", "None")],
		["each that is empty now", "1", lists("- snow", "None", document("- Phase 1: ice")), lists("None", "None", document("None"))],
		[
			"none that has others still",
			"1",
			lists("- snow", "None", document("- Phase 1: ice\n- Phase 2: ice")),
			lists("None", "None", document("- Phase 2: ice")),
		],
		["none of which nothing goes", "1", lists("- snow", "None"), lists("None", "None")],
		[
			"none that still has another phase of the same bullet",
			"1",
			lists("None", "- hail", document("- Phases 1 and 2: ice")),
			lists("None", "- hail", document("- Phase 2: ice")),
		],
		["none that says so already", "1", lists("- snow\n\nNone", "- hail"), lists("\nNone", "- hail")],
	])("%s", (_what, phase, text, wanted) => expect(edited(text, unblock(phase))).toBe(wanted));

	it("none under a heading that also covers dependencies, which would deny all dependencies", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n## Dependencies and Blockers\n- Phase 2 depends on Phase 1\n- Phase 1: snow\n";
		expect(edited(text, unblock("1"))).toBe(text.replace("- Phase 1: snow\n", ""));
		expect(edited(text, block("1"))).toBe(`${text}- ${told("1")}\n`);
		expect(edited(`${text}- Phase 2: ice\n`, unblock("1"))).toBe(`${text.replace("- Phase 1: snow\n", "")}- Phase 2: ice\n`);
	});

	it("the place of what was nested in a blocker and said so", () => {
		const text = (list: string): string => `## Phase 1: a\n- [ ] one\n${document(list)}`;
		expect(edited(text("- Phase 1: snow\n  - None of us can help"), unblock("1"))).toBe(text("None"));
		const two = "- Phase 1: snow\n  - None of us can help\n- ~~Phase 2: ice~~\n- Phase 1: hail";
		expect(edited(text(two), unblock("1"))).toBe(text("- ~~Phase 2: ice~~\n- None"));
	});

	it("nowhere in a document without a list, and nothing is said to be gone", () => {
		const text = "## Phase 1: a\n### Status: Blocked\n- [ ] one\n";
		const applied = apply(text.replace("Blocked", "Not Started"), unblock("1"));
		expect(applied).toEqual({ kind: "unchanged", why: "Phase 1 is not blocked" });
		expect(edited(text, unblock("1"))).toBe(text.replace("Blocked", "Not Started"));
	});
});

it("each list's sentence that there are none is read, with the phase that it is about", () => {
	const nones = read(lists("None", "- None yet", document("Nothing."))).blockers?.nones;
	expect(nones?.map(({ value, phase }) => [value, phase])).toEqual([
		["None", "1"],
		["None yet", "2"],
		["Nothing.", null],
	]);
});
