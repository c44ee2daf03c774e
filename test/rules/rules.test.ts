import { describe, expect, it } from "vitest";
import { check } from "../../src/rules/check.ts";
import { fix } from "../../src/rules/fix.ts";
import { rules } from "../../src/rules/index.ts";
import { expectGolden } from "../golden.ts";
import { boundKeys, type Changes, changed, found, read, sound, today } from "./sound.ts";

type Example = {
	/** What is replaced, and by what; must occur. */
	readonly change: Changes;
	/** What the parent commit had, made from the sound document; without it the document is judged alone. */
	readonly before?: Changes;
	/** `line rule` of every finding. */
	readonly finds: readonly string[];
	/** What \`--fix\` makes of the changed lines: the sound document again, unless it says otherwise. */
	/** Keys of a probes file beside the document, which binds every item otherwise. */
	readonly binds?: readonly string[];
	readonly fixed?: "sound" | Changes;
};

const examples: Readonly<Record<string, Example>> = {
	"completed-with-open-gate": {
		change: [["| Scaling | ⚠️ Blocked |", "| Scaling | 🟢 Complete |"]],
		before: [],
		finds: ["9 completed-with-open-gate", "9 status-mismatch"],
	},
	"hand-edited-completion": {
		change: [["50%", "60%"]],
		before: [],
		finds: ["8 completion-mismatch", "8 hand-edited-completion"],
	},
	"review-rewritten": { change: [], before: [["| Started |", "| Kicked off |"]], finds: ["65 review-rewritten"] },
	"tick-without-review": { change: [], before: [["- [x] Cart", "- [ ] Cart"]], finds: ["26 tick-without-review"] },
	"eased-without-review": {
		change: [["- Phase 3 requires Phases 1-2", "- Phase 3 requires Phase 1"]],
		before: [],
		finds: ["37 eased-without-review"],
	},
	"unknown-risk-level": {
		change: [["| Outage | High |", "| Theft | High | Low | Lock it |\n| Cost | Low | Low | Ask |\n| Outage | Hihg |"]],
		finds: ["52 unknown-risk-level"],
	},
	"vanished-item": { change: [], before: [["- [ ] Autoscaler", "- [ ] Autoscaler\n- [ ] Quota"]], finds: ["34 vanished-item"] },
	"assignment-unreadable": {
		change: [["- [ ] Autoscaler", "- [ ] Autoscaler (@ana, due soon)"]],
		finds: ["35 assignment-unreadable"],
	},
	"bad-date": { change: [["| 2026-02-02 |", "| 2.2.2026 |"]], finds: ["8 bad-date"], fixed: "sound" },
	"blocked-without-blocker": {
		change: [["- Phase 3: no quota (since 2026-05-01)", "None"]],
		finds: ["9 blocked-without-blocker"],
	},
	"blocker-contradiction": {
		change: [["### Current Blockers\n", "### Current Blockers\nNone at all\n\n"]],
		finds: ["40 blocker-contradiction"],
	},
	"blocker-unknown-phase": {
		change: [["- Phase 3: no quota", "- Phase 7: no crew\n- Phase 3: no quota"]],
		finds: ["40 blocker-unknown-phase"],
	},
	"blocker-unreadable": {
		change: [["- Phase 3: no quota", "- the network team\n- Phase 3: no quota"]],
		finds: ["40 blocker-unreadable"],
	},
	"checked-and-skipped": {
		change: [["- [ ] Search\n", "- [ ] Search\n- [x] ~~Fax~~ (N/A: nobody has one)\n"]],
		finds: ["29 checked-and-skipped"],
	},
	"completion-mismatch": { change: [["| 50% |", "| 51% |"]], finds: ["8 completion-mismatch"], fixed: "sound" },
	"conflict-marker": {
		change: [["## Risk Register", "<<<<<<< HEAD\n## Risk Register\n>>>>>>> other"]],
		finds: ["46 conflict-marker"],
	},
	"date-order": { change: [["2026-12-24", "2026-02-01"]], finds: ["8 date-order", "8 overdue"] },
	"dependency-cycle": {
		change: [
			["- Phase 2 depends on Phase 1 (racks first)", "- Phase 2 depends on Phase 1 (racks first)\n- Phase 2 depends on Phase 3"],
		],
		finds: ["26 gate-violated", "45 dependency-cycle"],
	},
	"dependency-unknown-phase": {
		change: [["Phase 3 requires Phases 1-2", "Phase 3 requires Phases 1-2 and 8"]],
		finds: ["44 dependency-unknown-phase"],
	},
	"dependency-unreadable": {
		change: [["Phase 3 requires Phases 1-2", "Phase 3 is fond of Phase 2"]],
		finds: ["44 dependency-unreadable"],
	},
	"duplicate-item": { change: [["- [ ] Search\n", "- [ ] Search\n- [x] Search\n- [ ] Pay\n"]], finds: ["29 duplicate-item"] },
	"duplicate-phase": {
		change: [["## Risk Register", "## Phase 3: Scaling again\n\n## Risk Register"]],
		finds: ["46 duplicate-phase"],
	},
	"duplicate-row": {
		change: [["| **Phase 3** |", "| **Phase 2** | Services | 🟡 In Progress | 2026-02-02 | 2026-12-24 | 50% |\n| **Phase 3** |"]],
		finds: ["9 duplicate-row"],
	},
	"empty-phase": { change: [["- [ ] Autoscaler\n", ""]], finds: ["30 empty-phase"] },
	"evidence-contradicts": {
		change: [["(Ana, 2026-03-01, until 2027-03-01)", "failed (Ana, 2026-03-01, until 2027-03-01)"]],
		finds: ["27 evidence-contradicts"],
	},
	"evidence-expired": { change: [["until 2027-03-01", "until 2026-03-02"]], finds: ["27 evidence-expired"] },
	"evidence-unreadable": { change: [["(Ana, 2026-03-01, until 2027-03-01)", "by Ana"]], finds: ["27 evidence-unreadable"] },
	"extra-section": {
		change: [
			[
				"## Risk Register",
				"## Status Overview\n\n| Phase | Description | Status | Completion |\n|---|---|---|---|\n| Phase 1 | Foundation | Complete | 100% |\n| Phase 2 | Services | In Progress | 50% |\n| Phase 3 | Scaling | Blocked | 0% |\n\n## Risk Register",
			],
		],
		finds: ["48 extra-section"],
	},
	"future-date": { change: [["since 2026-05-01", "since 2026-11-25"]], finds: ["40 future-date"] },
	"garbled-encoding": {
		change: [["Do it at night", "DÃ©jÃ\u00a0 vu ⚠️"]],
		finds: ["50 garbled-encoding"],
		fixed: [["Do it at night", "Déjà vu ⚠️"]],
	},
	"gate-violated": {
		change: [
			["- [ ] Autoscaler", "- [x] Autoscaler"],
			["TBD | 0%", "TBD | 100%"],
		],
		finds: ["9 missing-start", "35 gate-violated"],
	},
	"hidden-checkbox": {
		change: [["- [ ] Search\n", "- [ ] Search\n\n<div>\n- [ ] Pay\n</div>\n"]],
		finds: ["31 hidden-checkbox"],
	},
	"invisible-character": { change: [["Lay cables", "Lay\u202e cables"]], finds: ["19 invisible-character"] },
	"legend-conflict": { change: [["⚠️ Blocked\n\n## Phase 1", "🔴 Blocked\n\n## Phase 1"]], finds: ["11 legend-conflict"] },
	"legend-unreadable": { change: [["🔴 Not Started | 🟡", "🔴 Not Started | 🌵 Prickly | 🟡"]], finds: ["11 legend-unreadable"] },
	"mark-word-mismatch": {
		change: [["| 🟡 In Progress |", "| 🟢 In Progress |"]],
		finds: ["8 mark-word-mismatch"],
		fixed: "sound",
	},
	"missing-row": { change: [["| **Phase 3** | Scaling | ⚠️ Blocked | - | TBD | 0% |\n", ""]], finds: ["29 missing-row"] },
	"missing-section": { change: [["### Phase 3 Validation\n- [ ] Scales down again\n", ""]], finds: ["30 missing-section"] },
	"missing-start": { change: [["| 2026-02-02 |", "| - |"]], finds: ["8 missing-start"] },
	"mixed-line-endings": { change: [["- [x] Buy racks\n", "- [x] Buy racks\r\n"]], finds: ["18 mixed-line-endings"] },
	"near-miss-checkbox": {
		change: [
			["- [ ] Search", "- []Search"],
			["50%", "100%"],
		],
		finds: ["28 near-miss-checkbox"],
		fixed: "sound",
	},
	"orphan-probe": {
		change: [],
		binds: ["1/*", "2/*", "3/*", "1/validation/*", "2/validation/*", "3/validation/*", "2/serch"],
		finds: ["1 orphan-probe"],
	},
	"orphan-row": {
		change: [["| **Phase 3** |", "| **Phase 5** | Party | 🔴 Not Started | - | - | 0% |\n| **Phase 3** |"]],
		finds: ["9 orphan-row"],
	},
	overdue: { change: [["2026-12-24", "2026-11-23"]], finds: ["8 overdue"] },
	"port-mismatch": {
		change: [["- [x] Cart", "- [x] Cart (port 9999)"]],
		binds: ["1/*", "2/*", "2/cart:9395", "3/*", "1/validation/*", "2/validation/*", "3/validation/*"],
		finds: ["26 port-mismatch"],
	},
	"ragged-table": {
		change: [["| - | TBD | 0% |", "| - | TBD |"]],
		finds: ["9 ragged-table"],
		fixed: [["| - | TBD | 0% |", "| - | TBD | - |"]],
	},
	"review-incomplete": { change: [["| 2026-02-01 | Ana |", "| 2026-02-01 | - |"]], finds: ["68 review-incomplete"] },
	"review-order": {
		change: [
			[
				"| 2026-02-01 | Ana | Phases 1-2 | Phase 1 complete |",
				"| 2026-02-01 | Ana | - | a |\n| 2026-01-31 | Ana | - | b |\n| 2026-02-03 | Ana | - | c |",
			],
		],
		finds: ["69 review-order"],
	},
	"review-unknown-phase": {
		change: [["Phases 1-2 | Phase 1 complete", "Phase 12 | Phase 1 complete"]],
		finds: ["68 review-unknown-phase"],
	},
	"risk-incomplete": { change: [["| High | Low |", "| TBD | Low |"]], finds: ["50 risk-incomplete"] },
	"skip-without-reason": { change: [["- [ ] Search", "- [ ] ~~Search~~"]], finds: ["28 skip-without-reason"] },
	"stale-footer": { change: [["*Last Updated: 2026-06-01*", "*Last Updated: 2026-01-31*"]], finds: ["70 stale-footer"] },
	"status-mismatch": {
		change: [
			["| 🟡 In Progress |", "| 🔴 Not Started |"],
			["### Status: 🟡 In Progress", "### Status: Done"],
		],
		finds: ["8 status-mismatch", "23 status-mismatch"],
		fixed: [["### Status: 🟡 In Progress", "### Status: In Progress"]],
	},
	"stray-item": {
		change: [["## Risk Register", "## Party\n- [ ] Cake\n- [ ] Candles\n\n## Risk Register"]],
		finds: ["47 stray-item"],
	},
	"suppression-faulty": {
		change: [
			[
				"## Risk Register",
				"<!-- boulder-migrate-ignore overdu: x -->\n<!-- boulder-migrate-ignore overdue -->\n\n## Risk Register",
			],
		],
		finds: ["46 suppression-faulty", "47 suppression-faulty"],
	},
	"suppression-unused": {
		change: [["## Risk Register", "<!-- boulder-migrate-ignore overdue: fine -->\n\n## Risk Register"]],
		finds: ["46 suppression-unused"],
	},
	"title-mismatch": { change: [["| Services |", "| The services |"]], finds: ["8 title-mismatch"] },
	"too-deep": { change: [["## Risk Register", `## Quotes\n${">".repeat(200)} x\n\n## Risk Register`]], finds: ["47 too-deep"] },
	"unbound-item": {
		change: [],
		binds: ["1/*", "2/cart", "3/*", "1/validation/*", "2/validation/*", "3/validation/*"],
		finds: ["28 unbound-item"],
	},
	"unclosed-block": { change: [["*Last Updated", "<!-- forgotten\n*Last Updated"]], finds: ["70 unclosed-block"] },
	"unknown-phase-list": {
		change: [["### Phase 3 Validation", "### Phase 4 Validation\n- [ ] x\n\n### Phase 3 Validation"]],
		finds: ["60 unknown-phase-list"],
	},
	"unknown-status": { change: [["### Status: 🟢 Complete", "### Status: Complet"]], finds: ["15 unknown-status"] },
	"unreadable-row": {
		change: [["| **Phase 3** |", "| Elsewhere | x | x | - | - | 0% |\n| **Phase 3** |"]],
		finds: ["9 unreadable-row"],
	},
};

describe("rules", () => {
	it("find no fault with a sound document", () => expect(found(sound)).toEqual([]));

	it("each have an example, and each example a rule", () => {
		expect(Object.keys(examples).sort()).toEqual(rules.map((rule) => rule.name).sort());
	});

	it("are in the order of their names, the one that judges the others last", () => {
		const names = rules.map((rule) => rule.name);
		expect(names.at(-1)).toBe("suppression-unused");
		expect(names.slice(0, -1)).toEqual(names.slice(0, -1).sort());
	});

	describe.each(Object.entries(examples))("%s", (name, { change, before, finds, fixed, binds }) => {
		it("reports its fault at its place, and nothing else is reported", () => {
			const text = changed(sound, change);
			expect(found(text, binds, before === undefined ? null : changed(sound, before))).toEqual(finds);
			expect(finds.some((finding) => finding.endsWith(` ${name}`))).toBe(true);
		});

		it(fixed === undefined ? "offers no fix" : "mends it", () => {
			const text = changed(sound, change);
			const judge = (document: ReturnType<typeof read>): ReturnType<typeof check> => check(document, today);
			const result = fix(read(text), read, judge);
			if (fixed === undefined) {
				expect(judge(read(text)).filter((finding) => finding.rule === name && finding.fix !== null)).toEqual([]);
			} else {
				expect(result.text).toBe(fixed === "sound" ? sound : changed(sound, fixed));
				expect(result.left).toEqual([]);
				expect(result.applied.some((finding) => finding.rule === name)).toBe(true);
			}
		});
	});
});

describe("suppressions", () => {
	const late = changed(sound, [["2026-12-24", "2026-11-23"]]);

	it("accept one rule on their own line", () => {
		const text = changed(late, [["| Services |", "| Services <!-- boulder-migrate-ignore overdue: agreed with Ana --> |"]]);
		expect(found(text)).toEqual([]);
	});

	it("accept one rule on the next line", () => {
		const text = changed(sound, [
			["- [ ] Search", "- [ ] Pay\n\n<!-- boulder-migrate-ignore skip-without-reason: being discussed -->\n- [ ] ~~Search~~"],
			["50%", "33%"],
		]);
		expect(found(text)).toEqual([]);
	});

	it("without a reason accept nothing", () => {
		const text = changed(late, [["| Services |", "| Services <!-- boulder-migrate-ignore overdue --> |"]]);
		expect(found(text)).toEqual(["8 suppression-faulty", "8 overdue"]);
	});

	it("do not reach further", () => {
		const text = changed(sound, [
			["- [ ] Search", "<!-- boulder-migrate-ignore skip-without-reason: x -->\n\n- [ ] Search\n- [ ] ~~Pay~~"],
			["50%", "33%"],
		]);
		expect(found(text)).toEqual(["28 suppression-unused", "31 skip-without-reason"]);
	});

	it("of a rule about changes are needed, though it is not asked", () => {
		const text = changed(sound, [
			["- [x] Cart", "<!-- boulder-migrate-ignore tick-without-review: told in the meeting -->\n- [x] Cart"],
		]);
		expect(found(text)).toEqual([]);
		expect(found(text, undefined, changed(sound, [["- [x] Cart", "- [ ] Cart"]]))).toEqual([]);
		expect(found(text, undefined, sound)).toEqual(["26 suppression-unused"]);
	});

	it("are text in code and in fences", () => {
		const text = changed(late, [["| Services |", "| Services `<!-- boulder-migrate-ignore overdue: x -->` |"]]);
		expect(found(text)).toContain("8 overdue");
	});
	it("report what is wrong, where, and what to do about it", () => {
		const told = rules.map(({ name, severity, reports }) => {
			const { change = [], before, binds } = examples[name] ?? {};
			const document = read(changed(sound, change));
			const parent = before === undefined ? null : read(changed(sound, before));
			const lines = check(document, today, boundKeys(binds), parent).map(({ span, elsewhere, message, hint, ...finding }) => {
				const { line, column } = elsewhere ?? document.source.at(span.start);
				const width = elsewhere === null ? ` (${span.end - span.start})` : ` of ${elsewhere.file}`;
				return `  ${line}:${column}${width} ${finding.severity} ${finding.rule}: ${message}\n    ${hint ?? "-"}`;
			});
			return [`${name}, ${severity}: ${reports}`, ...lines, ""].join("\n");
		});
		expectGolden("rules.txt", told.join("\n"));
	});
});
