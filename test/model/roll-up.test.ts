import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { isOpen, percentage, rollUp } from "../../src/model/roll-up.ts";
import { reportStatus } from "../../src/report/status-report.ts";
import { sourceText } from "../../src/text/decode.ts";

const read = (text: string): ReturnType<typeof readDocument> => readDocument(sourceText(text));

/** `id status percent` of each phase, and what it waits for. */
function phases(text: string): string[] {
	return rollUp(read(text), "2026-11-24").map(({ phase, status, completion, waitsFor }) =>
		[phase.id, status, completion, ...waitsFor.map(({ on }) => `<${on}`)].join(" "),
	);
}

const needs = (...lines: string[]): string => `## Dependencies\n${lines.map((line) => `- ${line}\n`).join("")}`;
const done = (id: number): string => `## Phase ${id}: x\n- [x] a\n`;
const open = (id: number): string => `## Phase ${id}: x\n- [ ] a\n`;

describe("the completion", () => {
	it.each([
		[0, 0, 0],
		[0, 5, 0],
		[3, 0, 0],
		[1, 1000, 1],
		[1, 3, 33],
		[2, 3, 66],
		[199, 200, 99],
		[200, 200, 100],
	])("of %i out of %i is %i", (did, counted, percent) => expect(percentage({ done: did, counted })).toBe(percent));
});

describe("a phase", () => {
	it.each<[string, string, string[]]>([
		[
			"is complete with all that counts, whatever is optional or skipped",
			"## Phase 1: x\n- [x] a\n- [ ] b (optional)\n- [ ] ~~c~~ (N/A: d)\n",
			["1 complete 100"],
		],
		["is not complete while nothing in it counts", "## Phase 1: x\n- [x] b (optional)\n", ["1 in-progress 0"]],
		["is not complete while a check is open", "## Phase 1: x\n- [x] a\n### Phase 1 Validation\n- [ ] b\n", ["1 in-progress 100"]],
		["has started once a check is done", "## Phase 1: x\n- [ ] a\n### Phase 1 Validation\n- [x] b\n", ["1 in-progress 0"]],
		[
			"has started once one check of two is done",
			"## Phase 1: x\n- [ ] a\n### Phase 1 Validation\n- [x] b\n- [ ] c\n",
			["1 in-progress 0"],
		],
		["has not started while all is open", open(1), ["1 not-started 0"]],
		[
			"has started with a start date",
			`| Phase | Status | Start Date |\n|---|---|---|\n| Phase 1 | x | 2026-01-01 |\n\n${open(1)}`,
			["1 in-progress 0"],
		],
		[
			"has not started with a start that is not set",
			`| Phase | Status | Start Date |\n|---|---|---|\n| Phase 1 | x | TBD |\n\n${open(1)}`,
			["1 not-started 0"],
		],
		[
			"is read from its first row",
			`| Phase | Status | Start Date |\n|---|---|---|\n| Phase 1 | x | - |\n| Phase 1 | x | 2026-01-01 |\n\n${open(1)}`,
			["1 not-started 0"],
		],
		[
			"is blocked by a blocker, in progress or not",
			`${open(1)}${open(2)}## Current Blockers\n- Phase 1: no quota\n`,
			["1 blocked 0", "2 not-started 0"],
		],
		["is complete, whatever is said to block it", `${done(1)}## Current Blockers\n- Phase 1: no quota\n`, ["1 complete 100"]],
	])("%s", (_what, text, expected) => expect(phases(text)).toEqual(expected));
});

describe("a gate", () => {
	it.each<[string, string, string[]]>([
		[
			"opens when the phase is complete",
			`${done(1)}${open(2)}${needs("Phase 2 depends on Phase 1")}`,
			["1 complete 100", "2 not-started 0"],
		],
		[
			"is closed while the phase is not",
			`${open(1)}${open(2)}${needs("Phase 2 depends on Phase 1")}`,
			["1 not-started 0", "2 not-started 0 <1"],
		],
		[
			"is closed while a phase is missing, though the dependency is soft",
			`${open(2)}${needs("Phase 2 can proceed in parallel with Phase 9")}`,
			["2 not-started 0 <9"],
		],
		["is closed while a phase is missing", `${done(2)}${needs("Phase 2 depends on Phase 9")}`, ["2 in-progress 100 <9"]],
		[
			"opens where the phase has only started, if the dependency is soft",
			`## Phase 1: x\n- [x] a\n- [ ] b\n${open(2)}${needs("Phase 2 can proceed in parallel with Phase 1")}`,
			["1 in-progress 50", "2 not-started 0"],
		],
		[
			"is closed where it has not even started",
			`${open(1)}${open(2)}${needs("Phase 2 can proceed in parallel with Phase 1")}`,
			["1 not-started 0", "2 not-started 0 <1"],
		],
		[
			"keeps a phase from being complete, though soft and open",
			`## Phase 1: x\n- [x] a\n- [ ] b\n${done(2)}${needs("Phase 2 can proceed in parallel with Phase 1")}`,
			["1 in-progress 50", "2 in-progress 100"],
		],
		[
			"holds behind a gate, in whatever order the phases stand",
			`${done(3)}${done(2)}${done(1)}${needs("Phase 2 depends on Phase 1", "Phase 3 depends on Phase 2")}`,
			["3 complete 100", "2 complete 100", "1 complete 100"],
		],
		[
			"never opens in a cycle, nor behind one",
			`${done(1)}${done(2)}${done(3)}${needs("Phase 1 depends on Phase 2", "Phase 2 depends on Phase 1", "Phase 3 depends on Phase 2")}`,
			["1 in-progress 100 <2", "2 in-progress 100 <1", "3 in-progress 100 <2"],
		],
		[
			"does not ask a phase for itself, and never lets it be complete",
			`${done(1)}${needs("Phase 1 depends on Phase 1")}`,
			["1 in-progress 100"],
		],
	])("%s", (_what, text, expected) => expect(phases(text)).toEqual(expected));

	it("is open for work where nothing is waited for", () => {
		const [one, two] = rollUp(read(`${open(1)}${open(2)}${needs("Phase 2 depends on Phase 1")}`), "2026-11-24");
		expect([one, two].map((each) => each !== undefined && isOpen(each))).toEqual([true, false]);
	});
});

describe("the report on the status", () => {
	const report = (text: string): ReturnType<typeof reportStatus> => {
		const document = read(text);
		return reportStatus(document, rollUp(document, "2026-11-24"), "x.md");
	};
	const table = (status: string, completion: string): string =>
		`| Phase | Status | Completion |\n|---|---|---|\n| Phase 1 | ${status} | ${completion} |\n\n`;

	it.each<[string, string, string[]]>([
		["what is open", "## Phase 1: x\n- [x] a\n- [ ] b\n- [ ] c (optional)\n", ["1/b"]],
		[
			"the checks, when its items are done",
			"## Phase 1: x\n- [x] a\n### Phase 1 Validation\n- [ ] b\n- [x] c\n",
			["1/validation/b"],
		],
		["nothing of a phase that is blocked", `${open(1)}## Current Blockers\n- Phase 1: no quota\n`, []],
		["nothing behind a gate", `${open(1)}${needs("Phase 1 depends on Phase 2")}`, []],
		["nothing of a phase that is complete", "## Phase 1: x\n- [x] a\n- [ ] b (optional)\n", []],
	])("names as next %s", (_what, text, next) => expect(report(text).phases[0]?.next).toEqual(next));

	it.each<[string, string, string[]]>([
		["a table that is right", `${table("Complete", "100%")}${done(1)}`, []],
		[
			"a table that is not",
			`${table("Complete", "50%")}${open(1)}`,
			[
				"the table says complete, but it is not started: nothing in it is checked off and it has no start date",
				"the table says 50%, but 0 of 1 items are done, which is 0%",
			],
		],
		[
			"a section that agrees with the table",
			`${table("Complete", "0%")}## Phase 1: x\n### Status: Complete\n- [ ] a\n`,
			["the table says complete, but it is not started: nothing in it is checked off and it has no start date"],
		],
		[
			"a section alone",
			"## Phase 1: x\n### Status: Blocked\n- [x] a\n- [ ] b\n",
			["its section says blocked, but it is in progress: 1 of 2 items are open"],
		],
		[
			"items counted in place of a percentage",
			`${table("In Progress", "1/2")}## Phase 1: x\n- [x] a\n- [ ] b\n- [ ] c\n`,
			["the table says 50%, but 1 of 3 items are done, which is 33%"],
		],
		[
			"a blocked phase called complete",
			`${table("Complete", "0%")}${open(1)}## Current Blockers\n- Phase 1: no quota\n- Phase 1: no crew\n`,
			["the table says complete, but it is blocked: no quota; no crew"],
		],
		[
			"a complete phase called open",
			`${table("Not Started", "100%")}${done(1)}`,
			["the table says not started, but it is complete: everything in it is checked off"],
		],
		[
			"checks that are open",
			`${table("Complete", "100%")}## Phase 1: x\n- [x] a\n### Phase 1 Validation\n- [ ] b\n`,
			["the table says complete, but it is in progress: 1 of 1 validation items are open"],
		],
		["nothing that counts", "## Phase 1: x\n### Status: Complete\n- [x] a (optional)\n", []],
		[
			"prerequisites",
			`## Phase 1: x\n### Status: Complete\n- [x] a\n${needs("Phase 1 depends on Phase 2", "Phase 1 requires Phases 2-3")}`,
			["its section says complete, but it is in progress: Phase 2, Phase 3 must be complete first"],
		],
	])("reports where the document contradicts itself: %s", (_what, text, expected) =>
		expect(report(text).phases[0]?.contradictions).toEqual(expected),
	);

	it("adds up the phases, and lists the dependencies that are met", () => {
		const {
			total,
			phases: all,
			irregularities,
		} = report(
			`${done(1)}## Phase 2: y\n- [x] a\n- [ ] b\n### Phase 2 Validation\n- [x] c\n- [ ] d\n${needs("Phase 2 depends on Phase 1", "Phase 2 depends on Phase 3", "what?")}`,
		);
		expect(total).toEqual({ done: 2, counted: 3, completion: 66, validation: { done: 1, counted: 2 } });
		expect(all[1]?.waitsFor).toEqual(["3"]);
		expect(all[1]?.dependencies).toEqual([
			{ phase: "1", kind: "hard", satisfied: true },
			{ phase: "3", kind: "hard", satisfied: false },
		]);
		expect(irregularities).toBe(1);
	});

	it("shows the written values next to the derived ones", () => {
		const text = `# T\n\n| Phase | Status | Start Date | Target Date | Completion |\n|---|---|---|---|---|\n| Phase 1 | Done | 2026-01-01 | TBD | 3/4 |\n\n## Phase 1: x\n**Goal**: g\n- [ ] ~~a~~ (N/A: b)\n### G\n- [ ] c (optional)\n## Current Blockers\n- Phase 1: q (since 2026-02-02)\n- Phase 1: r\n\n*Last Updated: 2026-03-03*\n`;
		const {
			phases: [one],
			title,
			lastUpdated,
		} = report(text);
		expect([title, lastUpdated]).toEqual(["T", "2026-03-03"]);
		expect(one).toMatchObject({
			id: "1",
			title: "x",
			goal: "g",
			line: 7,
			status: "blocked",
			statusLabel: "⚠️ Blocked",
			statusInDocument: "complete",
			completion: 0,
			completionInDocument: 75,
			done: 0,
			counted: 0,
			start: "2026-01-01",
			target: null,
			blockers: [
				{ reason: "q", since: "2026-02-02", line: 13 },
				{ reason: "r", since: null, line: 14 },
			],
			items: [
				{ id: "1/a", text: "a", group: null, line: 9, checked: false, optional: false, skipped: true },
				{ group: "G", line: 11, checked: false, optional: true, skipped: false },
			],
		});
	});
});

describe("the status of a phase without items", () => {
	const basis = (status: string, blocked: boolean): unknown => {
		const text = `## Phase 1: x\n\n**Status:** ${status}\n\n${blocked ? "## Blockers\n\n- Phase 1: no quota\n" : ""}`;
		return rollUp(read(text), "2026-11-24").map((one) => [one.status, one.basis])[0];
	};

	it("is its author's, and derived where a blocker says otherwise, unless it was called complete", () => {
		expect(basis("Not Started", false)).toEqual(["not-started", "written"]);
		expect(basis("In Progress", false)).toEqual(["in-progress", "written"]);
		expect(basis("Complete", false)).toEqual(["complete", "written"]);
		expect(basis("Not Started", true)).toEqual(["blocked", "derived"]);
		expect(basis("In Progress", true)).toEqual(["blocked", "derived"]);
		expect(basis("Complete", true)).toEqual(["blocked", "written"]);
		expect(basis("Blocked", true)).toEqual(["blocked", "written"]);
	});
});
