import { describe, expect, it } from "vitest";
import { check } from "../../src/rules/check.ts";
import { type Changes, changed, found, read, said, sound, today } from "./sound.ts";

/** `start-end severity rule` of every finding. */
const placed = (text: string, before: string | null = null): string[] =>
	check(read(text), today, null, before === null ? null : read(before)).map(
		({ span, severity, rule }) => `${span.start}-${span.end} ${severity} ${rule}`,
	);

describe("findings are in the order of their places", () => {
	it.each<[string, Changes, string[]]>([
		[
			"a row before what is in it, wherever it ends",
			[["| 2026-02-01 | Ana |", "| 2026-11-25 | - |"]],
			["68 review-incomplete", "68 future-date", "70 stale-footer"],
		],
		[
			"of those that begin at one place the shorter one",
			[["- [ ] Search", "- [ ] \u200bCart"]],
			["28 invisible-character", "28 duplicate-item"],
		],
		[
			"of those at one place by their names, though one is judged last",
			[["| 🟡 In Progress |", "| <!-- boulder-migrate-ignore overdue: x --> |"]],
			["8 suppression-unused", "8 unknown-status"],
		],
	])("%s", (_what, changes, finds) => expect(found(changed(sound, changes))).toEqual(finds));

	it("and at the beginning where they have none", () => {
		expect(placed("a letter\n", "## Phase 1: x\n- [ ] a\n")).toEqual(["0-0 error missing-section", "0-0 error vanished-item"]);
		const history = "## Review History\n| Date | Reviewer | Change |\n|---|---|---|\n| 2026-01-01 | Jo | x |\n";
		expect(placed("## Phase 1: x\n- [ ] a\n", `## Phase 1: x\n- [ ] a\n${history}`)).toEqual([
			"0-0 warning missing-section",
			"0-0 warning missing-section",
			"0-0 error review-rewritten",
		]);
	});

	it("and in the probes file where a probe is wrong", () => {
		const bindings = { file: "probes.yaml", keys: [{ key: "9/quite-another-thing", line: 4, column: 3 }] };
		expect(check(read(sound), today, bindings).filter(({ rule }) => rule === "orphan-probe")).toEqual([
			{
				rule: "orphan-probe",
				severity: "error",
				message: 'there is no item "9/quite-another-thing" for this probe',
				hint: "boulder-migrate probes list shows the ids of all items",
				span: { start: 0, end: 0 },
				elsewhere: { file: "probes.yaml", line: 4, column: 3 },
				fix: null,
			},
		]);
	});
});

describe("a phase that a commit calls complete is held to what is open", () => {
	const row = (status: string): string => `| Phase | Status |\n|---|---|\n| 1 | ${status} |\n\n`;
	const open = "## Phase 1: x\n- [ ] a\n";

	it.each<[string, string, string[]]>([
		[
			"in its section, without a table",
			"## Phase 1: x\n### Status: Complete\n- [ ] a\n",
			["2: Phase 1 is marked complete, but is not done: 1 of its 1 items (run sync to write the actual status)"],
		],
		[
			"in a second row, at its heading",
			`${row("Not Started").trimEnd()}\n| 1 | Complete |\n\n${open}`,
			["6: Phase 1 is marked complete, but is not done: 1 of its 1 items (run sync to write the actual status)"],
		],
		[
			"with a check of two and two phases before it",
			`${row("Complete")}## Phase 1: x\n- [x] a\n### Phase 1 Validation\n- [x] b\n- [ ] c\n## Dependencies\n- Phase 1 requires Phases 7 and 8\n`,
			[
				"3: Phase 1 is marked complete, but is not done: 1 of its 2 checks; Phase 7, Phase 8 (run sync to write the actual status)",
			],
		],
	])("%s", (_what, text, expected) => expect(said(text, "completed-with-open-gate", open)).toEqual(expected));
});

describe("what a commit takes away is missed where it was", () => {
	it("in a validation list that is gone as a whole, at the phase", () =>
		expect(said(changed(sound, [["### Phase 2 Validation\n- [ ] Load tested\n\n", ""]]), "vanished-item", sound)).toEqual([
			"21: 2/validation/load-tested (Load tested) is gone (to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT)",
		]));

	it("in the checks of a phase that is gone, at the title", () =>
		expect(said("\n# T\n", "vanished-item", "# T\n## Phase 1: x\n### Phase 1 Validation\n- [ ] a\n")).toEqual([
			"2: 1/validation/a (a) is gone (to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT)",
		]));

	it("in a history that has no reviewers", () => {
		const history = (what: string): string =>
			`## Phase 1: x\n- [ ] a\n## Review History\n| Date | Change |\n|---|---|\n| 2026-01-01 | ${what} |\n`;
		expect(said(history("b"), "review-rewritten", history("a"))).toEqual([
			'4: the review history no longer has the row "2026-01-01 | a" (restore it, and add a row with the correction)',
		]);
	});
});
