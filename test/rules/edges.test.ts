import { describe, expect, it } from "vitest";
import { check } from "../../src/rules/check.ts";
import { fix } from "../../src/rules/fix.ts";
import { type Changes, changed, found, read, sound, today } from "./sound.ts";

/** Where a rule begins to speak, and what right beside it is fine: what is changed, then `line rule` of every finding. */
const edges: readonly (readonly [what: string, changes: Changes, finds: readonly string[]])[] = [
	["a target on the day of the start", [["2026-02-02", "2026-12-24"]], ["8 future-date"]],
	["a start of today", [["2026-02-02", "2026-11-24"]], []],
	["a start of tomorrow", [["2026-02-02", "2026-11-25"]], ["8 future-date"]],
	["a target of today, not complete", [["2026-12-24", "2026-11-24"]], []],
	["a target that has passed, complete", [["2026-02-01 | 100%", "2026-01-05 | 100%"]], []],
	["a target that has passed without a word on it", [["2026-12-24", "TBD"]], []],
	["evidence that ends on the day it was given", [["until 2027-03-01", "until 2026-03-01"]], ["27 evidence-expired"]],
	[
		"evidence that ends before it was given",
		[["until 2027-03-01", "until 2026-02-28"]],
		["27 date-order", "27 evidence-expired"],
	],
	["evidence that ends today", [["until 2027-03-01", "until 2026-11-24"]], []],
	[
		"evidence of an open item that has ended",
		[["- [ ] Search", "- [ ] Search\n  - Evidence: y (Jo, 2026-03-01, until 2026-03-02)"]],
		[],
	],
	[
		"evidence that was given again",
		[["2027-03-01)", "2026-03-02)\n  - Evidence: y (Jo, 2026-04-01)\n  - Evidence: z (Jo, 2026-02-01, until 2026-02-02)"]],
		[],
	],
	[
		"evidence that was given again for longer, and ended",
		[["2027-03-01)", "2026-03-02)\n  - Evidence: y (Jo, 2026-04-01, until 2026-06-01)"]],
		["28 evidence-expired"],
	],
	["evidence of tomorrow", [["(Ana, 2026-03-01, until", "(Ana, 2026-11-25, until"]], ["27 future-date"]],
	["a review of tomorrow", [["| 2026-02-01 | Ana |", "| 2026-11-25 | Ana |"]], ["68 future-date", "70 stale-footer"]],
	["a footer of the newest review's day", [["Updated: 2026-06-01", "Updated: 2026-02-01"]], []],
	[
		"reviews of one day",
		[["| 2026-02-01 | Ana | Phases 1-2 | Phase 1 complete |", "| 2026-01-05 | Ana | - | a |\n| 2026-01-05 | Jo | - | b |"]],
		[],
	],
	[
		"reviews with the newest on top",
		[["| 2026-01-05 | Ana | Phase 1 | Started |", "| 2026-03-01 | Ana | - | b |\n| 2026-03-01 | Jo | - | a |"]],
		[],
	],
	[
		"reviews with the newest on top, and one that is not",
		[
			["| 2026-01-05 | Ana | Phase 1 | Started |", "| 2026-03-01 | Ana | - | c |\n| 2026-01-05 | Ana | - | a |"],
			["2026-02-01 | Ana", "2026-02-02 | Ana"],
		],
		["69 review-order"],
	],
	[
		"a review without a reviewer and a change, and one of dashes",
		[["| Ana | Phases 1-2 | Phase 1 complete |", "| – | Phases 1-2 | — |\n| - | - | - | - |"]],
		["68 review-incomplete"],
	],
	["a review of an undecided day", [["| 2026-02-01 | Ana | Phases", "| TBD | Ana | Phases"]], ["68 review-incomplete"]],
	["a risk with question marks", [["| High | Low | Do", "| ?? | (TBD) | Do"]], ["50 risk-incomplete"]],
	["a risk whose mitigation begins with a dash", [["Do it at night", "- do it at night"]], []],
	[
		"blockers of a complete phase",
		[["- Phase 3: no quota", "- Phase 1: no crew\n- Phase 3: no quota"]],
		["40 blocker-contradiction"],
	],
	["a phase without blockers of its own", [["### Tasks\n- [x] Cart", "### Blockers\nNone\n\n### Tasks\n- [x] Cart"]], []],
	[
		"a phase that says it has no blockers and has one",
		[["### Tasks\n- [ ] Autoscaler", "### Blockers\nNone\n\n### Tasks\n- [ ] Autoscaler"]],
		["35 blocker-contradiction"],
	],
	["a status of two words", [["### Status: 🟡", "### Status: ⚠️ Blocked 🟡"]], ["23 unknown-status"]],
	[
		"a heading that calls a phase blocked alone",
		[["### Status: 🟡 In Progress", "### Status: ⚠️ Blocked"]],
		["23 blocked-without-blocker"],
	],
	["a skipped item that is open", [["- [ ] Search", "- [ ] ~~Search~~ (N/A: nobody searches)"]], ["8 completion-mismatch"]],
	["an item with a word struck through", [["- [ ] Search", "- [ ] ~~Fast~~ search"]], []],
	[
		"items of one text in two groups",
		[["### Tasks\n- [x] Cart", "### One\n- [ ] Cart\n\n### Two\n- [x] Cart"]],
		["8 completion-mismatch"],
	],
	["items of one text, one of them pinned", [["- [ ] Search", "- [ ] Cart <!-- id: cart-again -->"]], []],
	["checks of one text", [["- [x] Power measured", "- [x] Power measured\n- [x] Power measured"]], ["56 duplicate-item"]],
	["a phase whose items are all optional", [["- [ ] Autoscaler", "- [ ] Autoscaler (optional)"]], ["30 empty-phase"]],
	["a row that calls the phase nothing", [["| Services |", "|  |"]], []],
	["a title in other letters", [["| Services |", "| SERVICES |"]], []],
	[
		"a title with other spaces and accents",
		[
			["| Services |", "| Cafe\u0301  bar |"],
			["Phase 2: Services", "Phase 2: caf\u00e9 Bar"],
		],
		[],
	],
	["two marks of one status", [["⚠️ Blocked\n\n## Phase 1", "⚠️ Blocked | 🟢 Done\n\n## Phase 1"]], []],
	["a mark without words in the table", [["| 🟡 In Progress |", "| 🟡 |"]], []],
	["a mark that is wrong in the section", [["### Status: 🟢 Complete", "### Status: 🔴 Complete"]], ["15 mark-word-mismatch"]],
	["an empty status", [["| 🟡 In Progress |", "|  |"]], ["8 unknown-status"]],
	["a start that does not exist, with work done", [["| 2026-02-02 |", "| 2026-02-30 |"]], ["8 bad-date"]],
	["an undecided start, with work done", [["| 2026-02-02 |", "| TBD |"]], ["8 missing-start"]],
	[
		"a soft dependency on a phase that is under way",
		[["Phase 3 requires Phases 1-2", "Phase 3 can proceed partially in parallel with Phase 2"]],
		[],
	],
	["a phase that waits for itself", [["(racks first)", "(racks first)\n- Phase 2 depends on Phase 2"]], ["44 dependency-cycle"]],
	[
		"a dependency of two unknown phases",
		[["Phase 3 requires Phases 1-2", "Phase 8 requires Phases 7 and 7"]],
		["44 dependency-unknown-phase", "44 dependency-unknown-phase"],
	],
	["two invisible characters in a line", [["Lay cables", "Lay\u202e ca\u202ebles"]], ["19 invisible-character"]],
	[
		"invisible characters in two lines",
		[
			["Buy racks", "Buy\u200b racks"],
			["Lay cables", "Lay\u202e cables"],
		],
		["18 invisible-character", "19 invisible-character"],
	],
	["a joiner in an emoji", [["Lay cables", "Lay cables 👩‍🔧"]], []],
	["one line of many that ends alone", [["- [x] Lay cables\n", "- [x] Lay cables\r"]], ["19 mixed-line-endings"]],
	["one line that ends as on an old Mac", [["- [x] Buy racks\n", "- [x] Buy racks\r"]], ["18 mixed-line-endings"]],
	["a legend of words alone", [["🔴 Not Started | 🟡 In Progress", "Not Started | In Progress"]], []],
	[
		"a mark that is unknown with one word and known with another",
		[["⚠️ Blocked\n\n## Phase 1", "⚠️ Blocked | 🌵 Prickly | 🌵 Done\n\n## Phase 1"]],
		["11 legend-unreadable"],
	],
	[
		"a title with hard spaces in the table",
		[
			["| Services |", "| A\u00a0\u00a0B |"],
			["Phase 2: Services", "Phase 2: A B"],
		],
		[],
	],
	[
		"a title with hard spaces in the section",
		[
			["| Services |", "| A B |"],
			["Phase 2: Services", "Phase 2: A \u00a0B"],
		],
		[],
	],
	["a history without a column of what changed", [["| Status Update |", "| Ticket |"]], ["1 missing-section"]],
	["a change of several dashes", [["| Phases 1-2 | Phase 1 complete |", "| Phases 1-2 | -- |"]], ["68 review-incomplete"]],
	[
		"reviews that begin and end with one day",
		[["| 2026-01-05 | Ana | Phase 1 | Started |", "| 2026-02-01 | Ana | - | a |\n| 2026-03-01 | Ana | - | b |"]],
		["69 review-order"],
	],
	[
		"a document without a table",
		[[sound.slice(sound.indexOf("## Phase Status Summary"), sound.indexOf("**Legend")), ""]],
		["1 missing-section"],
	],
	[
		"a document without a history",
		[[sound.slice(sound.indexOf("## Review History"), sound.indexOf("*Last Up")), ""]],
		["1 missing-section"],
	],
	["a document without any validation list", [[sound.slice(sound.indexOf("## Validation"), sound.indexOf("## Review")), ""]], []],
	[
		"notes of a phase that is none",
		[["## Risk Register", "### Phase 9 Notes\n- [ ] x\n\n## Risk Register"]],
		["46 unknown-phase-list"],
	],
	[
		"risks without a column of their mitigation",
		[["| Risk | Impact | Probability | Mitigation |", "| Risk | Impact | Probability | Owner |"]],
		[],
	],
	[
		"a history without a column of reviewers",
		[["| Date | Reviewer | Phase | Status Update |", "| Date | Ticket | Phase | Status Update |"]],
		[],
	],
	["a reviewer of several dashes", [["| 2026-02-01 | Ana |", "| 2026-02-01 | -- |"]], ["68 review-incomplete"]],
	["a review of a day that does not exist", [["| 2026-02-01 | Ana |", "| 2026-02-30 | - |"]], ["68 bad-date"]],
	[
		"a footer beside a history with the newest on top",
		[
			["| 2026-01-05 | Ana | Phase 1 | Started |", "| 2026-07-01 | Ana | - | x |"],
			["| Phases 1-2 | Phase 1 complete |", "| Phases 1-2 | Phase 1 complete |\n| TBD | Jo | - | y |"],
		],
		["69 review-incomplete", "71 stale-footer"],
	],
	[
		"a complete phase called blocked, with a blocker",
		[
			["| 🟢 Complete | 2026-01-05", "| ⚠️ Blocked | 2026-01-05"],
			["- Phase 3: no quota", "- Phase 1: no crew\n- Phase 3: no quota"],
		],
		["7 status-mismatch", "40 blocker-contradiction"],
	],
	["a phase without a title", [["## Phase 2: Services", "## Phase 2"]], []],
	[
		"evidence of one end given twice",
		[
			[
				"(Ana, 2026-03-01, until 2027-03-01)",
				"(Ana, 2026-03-01, until 2026-03-02)\n  - Evidence: y (Jo, 2026-03-01, until 2026-03-02)",
			],
		],
		["28 evidence-expired"],
	],
	["two faults at one place", [["2026-12-24", "2026-01-01"]], ["8 date-order", "8 overdue"]],
	[
		"lines that end as on Windows, and one that does not",
		[[sound, sound.replaceAll("\n", "\r\n").replace("- [x] Lay cables\r\n", "- [x] Lay cables\n")]],
		["19 mixed-line-endings"],
	],
	[
		"lines that end as on an old Mac, and one that does not",
		[[sound, sound.replaceAll("\n", "\r").replace("- [x] Lay cables\r", "- [x] Lay cables\n")]],
		["19 mixed-line-endings"],
	],
];

describe("a rule begins to speak where it should", () => {
	it.each(edges)("%s", (_what, changes, finds) => expect(found(changed(sound, changes))).toEqual(finds));

	it("and has one finding for a document without phases, with any other content", () => {
		const text = sound.replace(/\|[\s\S]*?(?=## Dependencies)/, "").replace(/### Phase \d Validation\n.*\n/g, "");
		expect(found(text)).toEqual(["1 missing-section"]);
	});

	it("and fixes a date of the history, and the mark of a section", () => {
		const judge = (document: ReturnType<typeof read>): ReturnType<typeof check> => check(document, today);
		const wrong = changed(sound, [
			["| 2026-02-01 | Ana |", "| 2026/2/1 | Ana |"],
			["### Status: 🟢 Complete", "### Status: 🔴 Complete"],
		]);
		expect(fix(read(wrong), read, judge).text).toBe(sound);
	});

	it("and requires neither a history next to a footer nor every date in the table", () => {
		const table = "| Phase | Status | Start |\n|---|---|---|\n| 1 | In Progress | 2026-01-01 |\n\n";
		expect(found(`${table}## Phase 1: x\n- [ ] a\n\n## Notes\n\n*Last Updated: 2026-01-01*\n`)).toEqual(["1 missing-section"]);
	});

	it("and binds no item that is skipped", () => {
		const skipped = changed(sound, [
			["- [ ] Search", "- [ ] ~~Search~~ (N/A: bought)"],
			["50%", "100%"],
		]);
		expect(found(skipped, ["1/*", "2/cart", "3/*", "1/validation/*", "2/validation/*", "3/validation/*"])).toEqual([]);
	});
});
