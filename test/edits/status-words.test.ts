import { describe, expect, it } from "vitest";
import { labelOf, recount, remark, restate, undoes } from "../../src/edits/status.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import type { Status, WrittenStatus } from "../../src/model/status.ts";
import { day, edited, read } from "./editing.ts";

/** A document with a phase for each status. */
const phases = (...statuses: string[]): string =>
	statuses.map((status, index) => `## Phase ${index + 1}: p\n**Status:** ${status}\n- [ ] item\n\n`).join("");
const statusOf = (document: StatusDocument, index = 0): WrittenStatus => {
	const status = document.phases[index]?.status;
	if (status == null) throw new Error("the phase has no status");
	return status;
};
const written = (status: string): WrittenStatus => statusOf(read(phases(status)));
/** Mark and word that a document writes a status with, leaving the statuses of the first `except` phases out. */
const label = (text: string, status: Status, except = 0, instead: string | null = null): string => {
	const document = read(text);
	const left = Array.from({ length: except }, (_, index) => statusOf(document, index));
	const { mark, word } = labelOf(document, status, left, instead);
	return `${mark}|${word}`;
};

describe("a status is written", () => {
	it.each<[string, string, Status, number, string]>([
		["as most places write it", phases("Done", "🟢 Finished", "🟢 Finished"), "complete", 0, "🟢|Finished"],
		["as the first writes it where they are equally many", phases("🟢 Finished", "Done"), "complete", 0, "🟢|Finished"],
		["as the others write it, not the place itself", phases("Done", "Done", "🟢 Finished"), "complete", 2, "🟢|Finished"],
		["in its usual words where no place has it", phases("Planned"), "complete", 0, "🟢|Complete"],
		["in its usual words where its mark means something else", phases("🔴 Finished", "Planned"), "complete", 0, "🟢|Complete"],
		["in the word of the place where a mark means the same", phases("✅ Finished"), "complete", 0, "✅|Finished"],
		["with a mark where only that is written", phases("✅", "✅", "Finished"), "complete", 0, "✅|"],
		["with the mark of the others beside a mark", phases("🔴 Planned", "✅ Finished"), "complete", 1, "✅|Finished"],
		[
			"with a mark of ours beside a mark where the others have none",
			phases("🔴 Planned", "Finished"),
			"complete",
			1,
			"🟢|Finished",
		],
		["with a word of ours beside a word where the others have none", phases("🔴 Planned", "✅"), "complete", 1, "✅|Complete"],
		["without a mark beside none", phases("Planned", "Finished"), "complete", 1, "|Finished"],
		["without a word beside none", phases("🔴", "✅"), "complete", 1, "✅|"],
		["without emphasis and remarks", phases("**Finished** (at last)"), "complete", 0, "|Finished"],
		["in the document's language", phases("In Arbeit", "Nicht begonnen"), "complete", 0, "🟢|Abgeschlossen"],
		["as the legend has it", `**Legend:** ✅ Ready, 🔴 Planned\n\n${phases("Done", "Done")}`, "complete", 0, "✅|Ready"],
		["as most write it where the legend is silent", `**Legend:** 🔴 Planned\n\n${phases("Done")}`, "complete", 0, "|Done"],
	])("%s", (_what, text, status, except, wanted) => expect(label(text, status, except)).toBe(wanted));

	it("as the rows of the table write it, before the sections", () => {
		const table = "| Phase | Status |\n|---|---|\n| 1 | Finished |\n\n";
		expect(label(table + phases("Done"), "complete")).toBe("|Finished");
	});

	it("in the language that remains once a word is exchanged", () => {
		expect(label(phases("Fertig"), "not-started", 1, "Not Started")).toBe("🔴|Not Started");
		expect(label(phases("Fertig", "In Arbeit"), "not-started", 1, "Abgeschlossen")).toBe("🔴|Nicht begonnen");
	});
});

describe("a status that is exchanged", () => {
	const complete = { mark: "🟢", word: "Complete" };

	it.each([
		["Planned", "Complete"],
		["🔴 Planned", "🟢 Complete"],
		["🔴", "🟢"],
		["**Planned**", "**Complete**"],
		["🔴 **Planned** (since May)", "🟢 **Complete** (since May)"],
		["Planned - since May", "Complete - since May"],
		["Planned – since May", "Complete – since May"],
		["Planned: since May", "Complete: since May"],
		["_Planned_ <!-- c -->", "_Complete_ <!-- c -->"],
		["PLANNED", "COMPLETE"],
		["🔴 NOT STARTED", "🟢 COMPLETE"],
	])("keeps what stands around it: %s", (raw, wanted) => expect(restate(written(raw), complete)).toBe(wanted));

	it("keeps a mark or a word for which there is no other", () => {
		expect(restate(written("🔴 Planned"), { mark: "", word: "Complete" })).toBe("🔴 Complete");
		expect(restate(written("🔴 Planned"), { mark: "🟢", word: "" })).toBe("🟢 Planned");
	});

	it("is in capitals only where a word was, and not where it has no case", () => {
		expect(restate(written("WIP"), complete)).toBe("Complete");
		expect(restate(written("未開始です"), complete)).toMatch(/^Complete/);
	});

	it("has mark and word where the cell was empty", () => {
		const table = (cell: string): string =>
			`| Phase | Status | Done |\n|---|---|---|\n| 1 | ${cell} | 0% |\n| 2 | ✅ Done | 100% |\n\n`;
		const text = `${table("")}## Phase 1: a\n- [x] one\n\n## Phase 2: b\n- [x] two\n`;
		expect(edited(text, { kind: "sync" })).toContain("| 1 | ✅ Done | 100% |\n");
	});

	it("gets only another mark where the word is right", () => {
		expect(remark(written("🔴 Finished (at last)"), complete)).toBe("🟢 Finished (at last)");
		expect(remark(written("Finished"), complete)).toBe("Finished");
		expect(remark(written("🔴 Finished"), { mark: "", word: "Complete" })).toBe("🔴 Finished");
	});
});

describe("a count next to a status", () => {
	const text = "## Phase 1: a\n- [x] one\n- [ ] two\n- [ ] three\n- [ ] four\n";
	const [now] = rollUp(read(text.replace("[ ] two", "[x] two")), day);
	const counted = (raw: string, done = 1, all = 4): string =>
		now === undefined ? "" : recount(raw, { done, counted: all }, now);

	it.each([
		["In Progress (1/4 tasks)", "In Progress (2/4 tasks)"],
		["In Progress (1 / 4)", "In Progress (2 / 4)"],
		["In Progress, 1 of 4", "In Progress, 2 of 4"],
		["In Progress (25%)", "In Progress (50%)"],
		["In Progress (25 %)", "In Progress (50 %)"],
		["1/4 (25%)", "2/4 (50%)"],
	])("is brought up to date: %s", (raw, wanted) => expect(counted(raw)).toBe(wanted));

	it.each([
		"In Progress (3/4 tasks)",
		"In Progress (1/5 tasks)",
		"In Progress (1/4 points)",
		"In Progress (1/4 weeks)",
		"In Progress (2026/1/4)",
		"In Progress (1/4/2026)",
		"In Progress (11/4)",
		"In Progress (1/44)",
		"In Progress (1.1/4)",
		"In Progress (30%)",
		"In Progress (1.25%)",
		"In Progress (0,25%)",
		"In Progress (25)",
	])("of something else stays: %s", (raw) => expect(counted(raw)).toBe(raw));

	it("stays where the phase had no items", () => expect(counted("In Progress (0/0)", 0, 0)).toBe("In Progress (0/0)"));
});

describe("a change of a status is undone by the next", () => {
	const by = { mark: "🟢", word: "Complete" };
	const back = { mark: "🔴", word: "Planned" };

	it.each([
		["🔴 Planned", true],
		["Planned", true],
		["🔴", true],
		["🔴 **Planned** (x)", true],
		["PLANNED", true],
		["⚪ Planned", false],
		["🔴 Upcoming", false],
		["Upcoming", false],
		["planned", false],
	])("where %s is the label that it gets back: %s", (raw, wanted) => expect(undoes(written(raw), by, back)).toBe(wanted));

	it("where a mark or a word is not exchanged at all", () => {
		expect(undoes(written("⚪ Planned"), { mark: "", word: "Complete" }, back)).toBe(true);
		expect(undoes(written("⚪ Planned"), by, { mark: "", word: "Planned" })).toBe(true);
		expect(undoes(written("Upcoming"), { mark: "🟢", word: "" }, back)).toBe(true);
		expect(undoes(written("Planned"), by, { mark: "🔴", word: "" })).toBe(false);
	});
});
