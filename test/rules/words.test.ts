import { describe, expect, it } from "vitest";
import { type Changes, changed, said, sound } from "./sound.ts";

/** Where a rule has more to say than one sentence: what is changed, and what it says then. */
const words: readonly (readonly [rule: string, changes: Changes, said: readonly string[]])[] = [
	[
		"bad-date",
		[["2026-12-24", "2026-13-45"]],
		['8: Phase 2, target date: "2026-13-45" does not exist (write YYYY-MM-DD, TBD or -)'],
	],
	[
		"bad-date",
		[["| 2026-02-01 | Ana", "| 30.2.2026 | Ana"]],
		['68: review history: "30.2.2026" does not exist (write YYYY-MM-DD, TBD or -)'],
	],
	[
		"bad-date",
		[["since 2026-05-01", "since 5.5.2026"]],
		['40: blocker of Phase 3: "5.5.2026" is not written YYYY-MM-DD (it can only mean 2026-05-05)'],
	],
	[
		"blocker-contradiction",
		[["- Phase 3: no quota", "- Phase 1: no crew"]],
		["40: Phase 1 is complete, so this blocks nothing (unblock 1 removes it)"],
	],
	[
		"blocked-without-blocker",
		[["### Status: 🟡 In Progress", "### Status: ⚠️ Blocked"]],
		[
			"23: Phase 2 has the status blocked, but no blocker names it; without one it is in progress (add the blocker: block 2 --reason TEXT)",
		],
	],
	[
		"completion-mismatch",
		[["| 50% |", "| - |"]],
		[
			"8: Phase 2: the table says nothing, but 1 of 2 items are done, which is 50% (run sync or validate --fix to recompute derived cells)",
		],
	],
	[
		"date-order",
		[["until 2027-03-01", "until 2026-02-28"]],
		["27: 2/cart: the evidence of 2026-03-01 expires on 2026-02-28, before its date"],
	],
	[
		"dependency-cycle",
		[["(racks first)", "(racks first)\n- Phase 2 depends on Phase 2"]],
		["44: Phase 2 depends on itself (remove one of these dependencies, or make it soft)"],
	],
	[
		"empty-phase",
		[["- [ ] Autoscaler", "- [ ] Autoscaler (optional)"]],
		["30: no item of Phase 3 counts: all are optional or not applicable (its status and percentage stay as written)"],
	],
	["future-date", [["2026-02-02", "2026-11-25"]], ["8: the start of Phase 2 is dated 2026-11-25, today is 2026-11-24"]],
	[
		"future-date",
		[["| 2026-02-01 | Ana |", "| 2026-11-25 | Ana |"]],
		["68: this review is dated 2026-11-25, today is 2026-11-24"],
	],
	[
		"future-date",
		[["(Ana, 2026-03-01,", "(Ana, 2026-11-25,"]],
		["27: the evidence of 2/cart is dated 2026-11-25, today is 2026-11-24"],
	],
	[
		"garbled-encoding",
		[["Do it at night", "DÃ©jÃ\u00a0 vu Ã©"]],
		["50: 3 characters were garbled: the file's UTF-8 was misread as Windows-1252 (validate --fix restores every byte)"],
	],
	[
		"gate-violated",
		[
			["- [ ] Autoscaler", "- [x] Autoscaler\n- [x] Node pool\n- [x] Alerts"],
			["Phases 1-2", "Phases 1-2 and 7"],
		],
		[
			"35: Phase 3 cannot be worked on before Phase 2 is complete and Phase 7 is complete, but 3/autoscaler and 2 more are checked off (finish Phase 2, Phase 7 (required by line 46), or uncheck)",
		],
	],
	[
		"gate-violated",
		[
			["- [x] Buy racks\n- [x] Lay cables", "- [ ] Buy racks\n- [ ] Lay cables"],
			["| 2026-01-05 | 2026-02-01", "| - | 2026-02-01"],
			["- [x] Power", "- [ ] Power"],
			["depends on Phase 1", "can proceed in parallel with Phase 1"],
		],
		[
			"26: Phase 2 cannot be worked on before Phase 1 has started, but 2/cart is checked off (finish Phase 1 (required by line 43), or uncheck)",
		],
	],
	[
		"legend-conflict",
		[["⚠️ Blocked\n\n## Phase 1", "🟢 Blocked\n\n## Phase 1"]],
		["11: 🟢 already stands for Complete (use a different mark for each status)"],
	],
	[
		"mark-word-mismatch",
		[["### Status: 🟢 Complete", "### Status: 🔴 Complete"]],
		["15: Phase 1: 🔴 means Not Started, but the words say Complete"],
	],
	[
		"near-miss-checkbox",
		[["- [ ] Search", "- [?] Search"]],
		[
			'28: "[?]" is not a checkbox and is not counted: only a space or an x may be between the brackets (write [ ] or [x] and a text)',
		],
	],
	[
		"ragged-table",
		[["| TBD | 0% |", "| TBD | 0% | late |"]],
		["9: this row has 7 cells, the header has 6 (a pipe that belongs to a text is written \\|)"],
	],
	[
		"ragged-table",
		[["| TBD | 0% |\n", "| TBD | 0% |\nand so on\n"]],
		["10: this row has 1 cell, the header has 6 (a line right under a table becomes a row: put a blank line between)"],
	],
	[
		"review-incomplete",
		[["| Ana | Phases 1-2 | Phase 1 complete |", "| – | Phases 1-2 | — |"]],
		["68: this review has no reviewer and no change"],
	],
	[
		"review-order",
		[["| 2026-01-05 | Ana | Phase 1 | Started |", "| 2026-01-05 | Ana | - | a |\n| 2026-01-04 | Ana | - | b |"]],
		["68: the review of 2026-01-04 comes after the one of 2026-01-05 (put the rows in the order of their dates)"],
	],
	[
		"risk-incomplete",
		[["| High | Low | Do it at night", "| ?? | (TBD) | --"]],
		['50: the risk "Outage" has no impact and no probability and no mitigation'],
	],
	[
		"status-mismatch",
		[["| 🟡 In Progress |", "| 🔴 |"]],
		["8: Phase 2: the table says 🔴, but it is In Progress: 1 of 2 items are open"],
	],
	[
		"suppression-faulty",
		[["## Risk Register", "<!-- boulder-migrate-ignore zzzzzzzz: x -->\n## Risk Register"]],
		['46: there is no rule "zzzzzzzz" (validate names the rule of each finding)'],
	],
	[
		"unclosed-block",
		[["*Last Updated", "```\n*Last Updated"]],
		["70: this fence is never closed: everything after it is hidden (close it with the same fence)"],
	],
	[
		"unclosed-block",
		[["*Last Updated", "<!-- x\n*Last Updated"]],
		["70: this comment is never closed: everything after it is hidden (close it with -->)"],
	],
	[
		"unknown-phase-list",
		[["### Phase 3 Validation", "### Phase 4 Validation\n- [ ] x\n### Phase 3 Validation"]],
		["60: this is a validation list of Phase 4, which has no section: it is not counted"],
	],
	[
		"unknown-phase-list",
		[["## Risk Register", "### Phase 9 Notes\n- x\n\n## Risk Register"]],
		["46: this is notes of Phase 9, which has no section: it is not counted"],
	],
	[
		"dependency-unknown-phase",
		[["Phase 3 requires Phases 1-2", "Phase 3 requires Phases 1-2\n- Phase 8 requires Phases 1-2"]],
		["45: this dependency names Phase 8, which the document does not have (it has 1, 2, 3)"],
	],
	[
		"garbled-encoding",
		[["Do it at night", "DÃ©j"]],
		["50: 1 character was garbled: the file's UTF-8 was misread as Windows-1252 (validate --fix restores every byte)"],
	],
	[
		"garbled-encoding",
		[["Do it at night", "Do it üî¥"]],
		[
			"50: 1 character was garbled: the file's UTF-8 was misread as Mac Roman (a character was lost: restore the file from git, or retype the marks of the legend)",
		],
	],
	["invisible-character", [["Lay cables", "Lay\u001b cables"]], ["19: invisible character U+001B (retype the word)"]],
	["review-incomplete", [["| 2026-02-01 | Ana | Phases", "| TBD | Ana | Phases"]], ["68: this review has no date"]],
	[
		"review-unknown-phase",
		[["| Phases 1-2 | Phase 1", "| Phases 12, 14 | Phase 1"]],
		["68: this review is about Phase 12, 14, which the document does not have"],
	],
	[
		"unreadable-row",
		[
			[
				"| Date | Reviewer | Phase | Status Update |\n|------|----------|-------|---------------|\n",
				"| Status Update | Date |\n|---|---|\n| Ana |\n",
			],
		],
		["67: this row of the history has no date and is not read"],
	],
	[
		"unknown-status",
		[["### Status: 🟢 Complete", "### Status: Zebra"]],
		[
			'15: Phase 1: the status "Zebra" is not known, so it is left as it is (map it to Not Started, In Progress, Complete, Blocked, closed in the legend, or in vocabulary: statuses: of the probes file)',
		],
	],
	[
		"unknown-status",
		[["| 🟡 In Progress |", "|  |"]],
		[
			"8: Phase 2 has an empty status (map it to Not Started, In Progress, Complete, Blocked, closed in the legend, or in vocabulary: statuses: of the probes file)",
		],
	],
];

describe("a rule says", () => {
	it.each(words)("%s %j", (rule, changes, expected) => expect(said(changed(sound, changes), rule)).toEqual(expected));

	it("where nothing is that it could judge, what a document needs", () => {
		expect(said("just a letter\n", "missing-section")).toEqual([
			'1: no phase was found (a phase is a heading such as "## Phase 2: Service Splitting"; other words than Phase go into vocabulary: in the probes file)',
		]);
		expect(said("## Phase 1: x\n- [ ] a\n", "missing-section")).toEqual([
			"1: there is no summary table of the phases (add one with at least the columns Phase, Status and Completion)",
			'1: there is no review history (add "## Review History" with a table of Date, Reviewer, Phase and Status Update: each check-off leaves a row there)',
		]);
	});
});
