import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary } from "../../src/model/words/vocabulary.ts";
import { check } from "../../src/rules/check.ts";
import { fix } from "../../src/rules/fix.ts";
import { sourceText } from "../../src/text/decode.ts";
import { changed, read, said, sound, today } from "./sound.ts";

const phases = (...bodies: string[]): string => bodies.map((body, index) => `## Phase ${index + 1}: x\n${body}\n`).join("\n");

describe("a phase without items that count", () => {
	const empty = (...bodies: string[]) => said(phases(...bodies), "empty-phase");

	it("is reported once for all phases that are like it, at the first of them", () => {
		expect(empty("- [ ] a", "", "")).toEqual(["4: Phases 2 and 3 have no items (its status and percentage stay as written)"]);
		expect(empty("- [ ] a", "")).toEqual(["4: Phase 2 has no items (its status and percentage stay as written)"]);
		expect(empty("- [ ] a (optional)", "- [ ] b", "")).toEqual([
			"1: no item of Phase 1 counts: all are optional or not applicable (its status and percentage stay as written)",
			"7: Phase 3 has no items (its status and percentage stay as written)",
		]);
	});

	it("is none where the document is kept without items, or the phase was set aside", () => {
		expect(empty("", "")).toEqual([]);
		const legend = "**Legend**: 🟢 Complete | ⚫ Cancelled = closed\n\n";
		expect(said(`${legend}${phases("- [ ] a", "\n**Status:** ⚫ Cancelled\n")}`, "empty-phase")).toEqual([]);
	});
});

describe("a status that nobody knows", () => {
	const unknown = (text: string) => said(text, "unknown-status").map((one) => one.replace(/ \(map it to .*\)$/, ""));
	const status = (words: string): string => `\n**Status:** ${words}\n\n- [ ] a\n`;

	it("is one finding, however many phases have it, in whatever letters", () => {
		expect(unknown(phases(status("Zebra"), status("ZEBRA"), status("Lion")))).toEqual([
			'3: Phase 1: the status "Zebra" is not known, so it is left as it is',
			'17: Phase 3: the status "Lion" is not known, so it is left as it is',
		]);
	});

	it("names the known one that may have been meant", () => {
		expect(unknown(phases(status("Complet")))).toEqual([
			'3: Phase 1: the status "Complet" is not known, so it is left as it is (did you mean "Complete"?)',
		]);
	});

	it("is left to the rule of the legend where that lists it", () => {
		expect(unknown(`**Legend**: 🟢 Complete | 🌵 Prickly\n\n${phases(status("Prickly"))}`)).toEqual([]);
	});

	it("may explain one that is known, in the heading", () => {
		expect(unknown("## Phase 1: x (Complete)\n\n**Status:** Zebra\n\n- [x] a\n")).toEqual([]);
		expect(unknown("## Phase 1: x\n\n**Status:** Zebra\n\n- [x] a\n")).toHaveLength(1);
	});
});

describe("a title in the table", () => {
	const titles = (inTable: string, inSection: string) =>
		said(
			changed(sound, [
				["| Services |", `| ${inTable} |`],
				["Phase 2: Services", `Phase 2: ${inSection}`],
			]),
			"title-mismatch",
		);

	it.each([
		["Services (2/2 plans)", "Services"],
		["Services", "Services (Week 1)"],
		["Services [2-3 hours]", "Services"],
		["Services (a) [b] ✅", "Services"],
		["Services — done in May", "Services"],
		["Services - 3 of 4", "Services"],
		["Services – shipped", "Services"],
		["Services", "Services | completed"],
		["Search & pay", "Search and pay".replace("and", "&")],
		["**Services**", "Services"],
	])("%j is the %j of the section", (inTable, inSection) => expect(titles(inTable, inSection)).toEqual([]));

	it.each([
		["Services — and more", "Services"],
		["Services done", "Services"],
		["(old) Services", "Services"],
		["Services and more — done", "Services"],
		["Services-done", "Services"],
		["Servicesx (a)", "Services"],
		["Search and pay", "Search & pay"],
		["My Services (done)", "Services"],
	])("%j is not the %j of the section", (inTable, inSection) => expect(titles(inTable, inSection)).toHaveLength(1));
});

describe("evidence that says the contrary", () => {
	const evidence = (...lines: string[]) =>
		said(phases(`- [x] a\n${lines.map((line) => `  - Evidence: ${line}\n`).join("")}`), "evidence-contradicts");

	it("is the newest alone, of one day the last", () => {
		expect(evidence("failed (Ana, 2026-03-01)", "passed (Ana, 2026-03-02)")).toEqual([]);
		expect(evidence("passed (Ana, 2026-03-02)", "failed (Ana, 2026-03-01)")).toEqual([]);
		const contrary = (line: number) =>
			`${line}: the newest evidence of 1/a says "failed", so it is not a sign-off (once it is done: boulder-migrate check-off 1/a --evidence TEXT)`;
		expect(evidence("failed (Ana, 2026-03-02)", "passed (Ana, 2026-03-01)")).toEqual([contrary(3)]);
		expect(evidence("passed (Ana, 2026-03-01)", "failed (Ana, 2026-03-01)")).toEqual([contrary(4)]);
		expect(evidence("failed (Ana, 2026-03-01)", "passed (Ana, 2026-03-01)")).toEqual([]);
	});

	it("is never what a probe saw", () => {
		const proof =
			"Verified: 0 of 3 tests failed; work tree, read 2026-03-09T10:00:00Z, live; boulder-migrate 0.1.0 (Ana, 2026-03-09)";
		expect(evidence("passed (Ana, 2026-03-01)", proof.replace("0 of 3 tests failed", "failed"))).toEqual([]);
	});
});

describe("a level of a risk", () => {
	const risks = (...rows: string[]) =>
		said(
			changed(sound, [["| Outage | High | Low | Do it at night |", rows.map((row) => `| ${row} | - |`).join("\n")]]),
			"unknown-risk-level",
		);

	it("that its column does not use is reported in its cell, with the one that may have been meant", () => {
		expect(risks("Rain | High | Low", "Wind | Mediun | Low", "Snow | High | Low")).toEqual([
			'51: the impact "Mediun" of the risk "Wind" is not one of the words of its column: High (did you mean Medium?)',
		]);
		expect(risks("Rain | High | Low", "Wind | High | Purple", "Snow | High | Low")).toEqual([
			'51: the probability "Purple" of the risk "Wind" is not one of the words of its column: Low (use a word of the column, or one from Low to Critical)',
		]);
	});
});

describe("a suppression that has no effect", () => {
	const faulty = (comment: string) =>
		said(
			changed(sound, [["## Risk Register", `<!-- boulder-migrate-ignore ${comment} -->\n## Risk Register`]]),
			"suppression-faulty",
		);

	it("tells how to write it", () => {
		expect(faulty("overdue")).toEqual([
			"46: this suppresses overdue without a reason (<!-- boulder-migrate-ignore overdue: REASON -->)",
		]);
		expect(faulty("overdue until 2026-02-30: agreed")).toEqual([
			'46: this suppresses overdue until "2026-02-30", which is not a day (<!-- boulder-migrate-ignore overdue until YYYY-MM-DD: agreed -->)',
		]);
		expect(faulty("overdue until 2026-02-30")[0]).toContain("until YYYY-MM-DD: REASON -->");
		expect(faulty("overdu: agreed")).toEqual(['46: there is no rule "overdu" (did you mean "overdue"?)']);
		expect(faulty("overdue until 2027-01-01: agreed")).toEqual([]);
	});
});

describe("items of one text", () => {
	const same = (body: string) => said(phases(body), "duplicate-item").map((one) => one.replace(/;.*/, ""));

	it("are told apart by the item that they are nested in", () => {
		expect(same("- [ ] one\n  - [ ] test\n- [ ] two\n  - [ ] test\n")).toEqual([]);
		expect(same("- [ ] one\n  - [ ] test\n  - [ ] Test\n")).toEqual(['4: "Test" is already on line 3']);
	});
});

describe("a percentage in place of a status", () => {
	it("is restated as one, and a status in words in words", () => {
		const text = "## Phase 1: x (100%)\n- [x] a\n- [ ] b\n\n## Phase 2: y (Complete)\n- [x] a\n- [ ] b\n";
		const { text: mended } = fix(read(text), read, (document) => check(document, today));
		expect(mended).toContain("## Phase 1: x (50%)");
		expect(mended).toContain("## Phase 2: y (In Progress)");
	});
});

describe("a phase that the words of the probes file ease", () => {
	const text = `# T\n\n## Phase 1: x\n\n**Status:** Parked\n\n- [ ] a\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-01-01 | Ana | 1 | x |\n`;
	const now = readDocument(
		sourceText(text),
		extendVocabulary(builtInVocabulary, { statuses: { closed: { words: ["Parked"] } } }),
	);
	const eased = (then: ReturnType<typeof read> | undefined) =>
		check(now, today, null, now, { before: null, after: null, ...(then === undefined ? {} : { documentBefore: then }) })
			.filter(({ rule }) => rule === "eased-without-review")
			.map(({ message }) => message);

	it("is reported, though not a byte of the document changed", () => {
		expect(eased(read(text))).toEqual([
			"Phase 1 is closed, so it no longer holds back other phases, but the review history has no new row about Phase 1 that explains it",
		]);
		expect(eased(now)).toEqual([]);
		expect(eased(undefined)).toEqual([]);
	});
});

describe("what eases all phases", () => {
	it("is explained by any new row, and names what is not shown", () => {
		const risk = (names: string[]): string => names.map((name) => `| ${name} | Low | Low | - |\n`).join("");
		const many = ["Alpha", "Bravo", "Charlie", "Delta", "Echo"];
		const before = changed(sound, [["| Outage |", `${risk(many)}| Outage |`]]);
		const messages = said(sound, "eased-without-review", before);
		expect(messages).toHaveLength(4);
		expect(messages[0]).toMatch(
			/^48: the risk "Alpha" is gone, but the review history has no new row that explains it \(undo it, or record why: boulder-migrate review PHASE TEXT\)$/,
		);
		expect(messages[3]).toMatch(/^48: the risk "Delta" is gone, and 1 more of Phase -, but /);
		const four = changed(sound, [["| Outage |", `${risk(many.slice(0, 4))}| Outage |`]]);
		expect(said(sound, "eased-without-review", four)[3]).toMatch(/^48: the risk "Delta" is gone, but /);
		const told = changed(sound, [["| Phase 1 complete |\n", "| Phase 1 complete |\n| 2026-06-01 | Jo | - | Risks reviewed |\n"]]);
		expect(said(told, "eased-without-review", before)).toEqual([]);
	});
});

describe("a phase without a start date", () => {
	const missing = (...changes: [string, string][]) =>
		said(changed(sound, [["| 2026-02-02 |", "| - |"], ...changes]), "missing-start");

	it("is told with how much of it is checked off", () => {
		const hint = "(phase 2 --start YYYY-MM-DD sets it)";
		expect(missing()).toEqual([`8: Phase 2 has an item checked off and no start date ${hint}`]);
		expect(missing(["- [ ] Search", "- [x] Search"])).toEqual([`8: Phase 2 has 2 items checked off and no start date ${hint}`]);
		expect(missing(["- [x] Cart", "- [ ] Cart"])).toEqual([]);
	});
});

describe("a review of a vague day", () => {
	it("is left to its author, whatever else is missing in it", () => {
		expect(said(changed(sound, [["| 2026-02-01 | Ana |", "| Week 5 | - |"]]), "review-incomplete")).toEqual([]);
	});
});
