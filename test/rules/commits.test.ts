import { describe, expect, it } from "vitest";
import { changed, found, said, sound } from "./sound.ts";

/** What a commit may not do, which no version of the document shows by itself: the rule, before, after, and what is said. */
const commits: readonly (readonly [what: string, rule: string, before: string, after: string, said: readonly string[]])[] = [
	[
		"calls a phase complete in its section alone",
		"completed-with-open-gate",
		sound,
		changed(sound, [["### Status: 🟡 In Progress", "### Status: 🟢 Complete"]]),
		[
			"23: Phase 2 is marked complete, but is not done: 1 of its 2 items; 1 of its 1 checks (run sync to write the actual status)",
		],
	],
	[
		"calls a phase complete whose prerequisite is not",
		"completed-with-open-gate",
		sound,
		changed(sound, [
			["| ⚠️ Blocked | -", "| 🟢 Complete | -"],
			["- [ ] Autoscaler", "- [x] Autoscaler"],
			["- [ ] Scales", "- [x] Scales"],
		]),
		["9: Phase 3 is marked complete, but is not done: Phase 2 (run sync to write the actual status)"],
	],
	[
		"calls a phase complete in which nothing counts",
		"completed-with-open-gate",
		sound,
		changed(sound, [
			["### Status: ⚠️ Blocked", "### Status: 🟢 Complete"],
			["- [ ] Autoscaler\n", ""],
			["- [ ] Scales down again", "- [x] Scales down again"],
			["- Phase 3 requires Phases 1-2\n", ""],
		]),
		["32: Phase 3 is marked complete, but is not done: it has no items that count (run sync to write the actual status)"],
	],
	[
		"keeps a phase that was called complete before",
		"completed-with-open-gate",
		changed(sound, [["### Status: 🟡 In Progress", "### Status: 🟢 Complete"]]),
		changed(sound, [["| 🟡 In Progress |", "| 🟢 Complete |"]]),
		[],
	],
	[
		"calls a phase complete that is",
		"completed-with-open-gate",
		changed(sound, [
			["| 🟢 Complete | 2026-01-05", "| 🟡 In Progress | 2026-01-05"],
			["### Status: 🟢 Complete", "### Status: 🟡 In Progress"],
		]),
		sound,
		[],
	],
	[
		"changes a percentage by hand",
		"hand-edited-completion",
		changed(sound, [["| 50% |", "| 0% |"]]),
		changed(sound, [["| 50% |", "| 100% |"]]),
		[
			"8: the completion of Phase 2 was changed from 0% to 100% by hand: 1 of 2 items are done (check items off, which updates it, or run sync)",
		],
	],
	[
		"leaves a percentage that was wrong before",
		"hand-edited-completion",
		changed(sound, [["50%", "60%"]]),
		changed(sound, [
			["50%", "60%"],
			["Cart", "The cart"],
		]),
		[],
	],
	["changes a percentage to the true one", "hand-edited-completion", changed(sound, [["50%", "60%"]]), sound, []],
	[
		"adds a row with a wrong percentage",
		"hand-edited-completion",
		changed(sound, [["| **Phase 2** | Services | 🟡 In Progress | 2026-02-02 | 2026-12-24 | 50% |\n", ""]]),
		changed(sound, [["50%", "60%"]]),
		[],
	],
	[
		"adds the table",
		"hand-edited-completion",
		"## Phase 2: Services\n- [x] Cart\n- [ ] Search\n",
		changed(sound, [["50%", "60%"]]),
		[],
	],
	[
		"rewrites a review",
		"review-rewritten",
		sound,
		changed(sound, [["| 2026-01-05 | Ana | Phase 1 | Started |", "| 2026-01-05 | Bo | Phase 1 | Started |"]]),
		[
			'65: the review history no longer has the row "2026-01-05 | Ana | Phase 1 | Started" (restore it, and add a row with the correction)',
		],
	],
	[
		"takes an undated review away, and the history with it",
		"review-rewritten",
		"## Phase 1: x\n- [ ] a\n## Review History\n| Date | Reviewer | Change |\n|---|---|---|\n| TBD | Ana | x |\n",
		"## Phase 1: x\n- [ ] a\n",
		['1: the review history no longer has the row "undated | Ana | x" (restore it, and add a row with the correction)'],
	],
	["only aligns a review", "review-rewritten", sound, changed(sound, [["| Started |", "|   Started  |"]]), []],
	[
		"ticks a box and reviews another phase",
		"tick-without-review",
		changed(sound, [["- [x] Cart", "- [ ] Cart"]]),
		changed(sound, [["| Phase 1 complete |\n", "| Phase 1 complete |\n| 2026-06-01 | Jo | Phase 1 | Again |\n"]]),
		[
			"26: 2/cart is checked off, but the review history has no new row about Phase 2 (check-off writes it; or, for a box ticked by hand: boulder-migrate review 2 TEXT)",
		],
	],
	[
		"ticks a box and reviews its phase",
		"tick-without-review",
		changed(sound, [["- [x] Cart", "- [ ] Cart"]]),
		changed(sound, [["| Phase 1 complete |\n", "| Phase 1 complete |\n| 2026-06-01 | Jo | Phase 2 | Cart |\n"]]),
		[],
	],
	[
		"adds an item that is ticked",
		"tick-without-review",
		changed(sound, [["- [x] Lay cables\n", ""]]),
		sound,
		[
			"19: 1/lay-cables is checked off, but the review history has no new row about Phase 1 (check-off writes it; or, for a box ticked by hand: boulder-migrate review 1 TEXT)",
		],
	],
	["adds an item that is open", "tick-without-review", changed(sound, [["- [ ] Search\n", ""]]), sound, []],
	["unticks a box", "tick-without-review", sound, changed(sound, [["- [x] Cart", "- [ ] Cart"]]), []],
	["ticks a box where no history is kept", "tick-without-review", "## Phase 1: x\n- [ ] a\n", "## Phase 1: x\n- [x] a\n", []],
	[
		"removes an item that was done",
		"vanished-item",
		sound,
		changed(sound, [["- [x] Lay cables\n", ""]]),
		[
			"17: 1/lay-cables (Lay cables) is gone, though it was checked off (to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT)",
		],
	],
	[
		"removes a check",
		"vanished-item",
		sound,
		changed(sound, [["- [ ] Load tested\n", ""]]),
		[
			"57: 2/validation/load-tested (Load tested) is gone (to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT)",
		],
	],
	[
		"removes an item of a group",
		"vanished-item",
		"# T\n## Phase 1: x\n### G\n- [ ] a\n### H\n- [ ] one\n- [ ] two\n",
		"# T\n## Phase 1: x\n### G\n- [ ] a\n### H\n- [ ] one\n",
		["5: 1/two (two) is gone (to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT)"],
	],
	[
		"removes a phase",
		"vanished-item",
		"\n# T\n## Phase 1: x\n- [ ] a\n## Phase 2: y\n- [ ] gone\n",
		"\n# T\n## Phase 1: x\n- [ ] a\n",
		["2: 2/gone (gone) is gone (to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT)"],
	],
	["rewords an item", "vanished-item", sound, changed(sound, [["- [ ] Autoscaler", "- [ ] Autoscalers"]]), []],
	["skips an item", "vanished-item", sound, changed(sound, [["- [ ] Search", "- [ ] ~~Search~~ (N/A: bought)"]]), []],
];

describe("a commit that", () => {
	it.each(commits)("%s", (_what, rule, before, after, expected) => expect(said(after, rule, before)).toEqual(expected));

	it("changes nothing is as sound as its document", () => expect(found(sound, undefined, sound)).toEqual([]));

	it("does not exist reports nothing, and makes no suppression of these rules unused", () => {
		const text = changed(sound, [
			["- [x] Lay cables\n", "- [x] Lay cables\n<!-- boulder-migrate-ignore tick-without-review: by phone -->\n"],
		]);
		expect(found(text)).toEqual([]);
		for (const rule of ["hand-edited-completion", "review-rewritten", "vanished-item", "completed-with-open-gate"])
			expect(found(text.replace("tick-without-review", rule))).toEqual([]);
		expect(found(text, undefined, sound)).toEqual(["20 suppression-unused"]);
	});
});
