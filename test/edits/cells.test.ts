import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { restateCompletion } from "../../src/edits/completion.ts";
import { labelOf, restate } from "../../src/edits/status.ts";
import { replaceCell } from "../../src/edits/table-cell.ts";
import type { Summary } from "../../src/model/document.ts";
import { completionStands } from "../../src/model/evidence/agreement.ts";
import { sourceText } from "../../src/text/decode.ts";
import { applyEdits } from "../../src/text/edits.ts";

function summaryOf(text: string): Summary {
	const { summary } = readDocument(sourceText(text));
	if (summary === null) throw new Error("no summary");
	return summary;
}

/** The table with the first row's completion replaced. */
function completed(text: string, to: string): string {
	const summary = summaryOf(text);
	const cell = summary.rows[0]?.completion?.span;
	if (cell === undefined) throw new Error("no cell");
	return applyEdits(text, [replaceCell(text, summary, cell, to)]);
}

const aligned =
	"| Phase   | Status      | Done |\n|---------|-------------|------|\n| Phase 1 | In Progress | 9%   |\n| Phase 2 | Not Started | 0%   |\n";
const tight = "| Phase | Status | Done |\n|---|---|---|\n| Phase 1 | In Progress | 9% |\n| Phase 2 | Not Started | 0% |\n";

describe("a table cell", () => {
	it("keeps its width in an aligned column", () => {
		expect(completed(aligned, "12%")).toBe(aligned.replace("9%  ", "12% "));
		expect(completed(aligned, "100%")).toBe(aligned.replace("9%  ", "100%"));
	});

	it("grows where the text does not fit", () =>
		expect(completed(aligned, "12 of 99")).toBe(aligned.replace("9%   |", "12 of 99 |")));

	it("keeps the white space around it in any other column", () =>
		expect(completed(tight, "12%")).toBe(tight.replace("9%", "12%")));

	it.each([aligned, tight, aligned.replaceAll("\n", "\r\n")])("has its bytes back when the text is put back", (text) => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom("0%", "12%", "100%", "3/7 (42%)", "a rather long cell"), { maxLength: 5 }),
				(texts) => {
					expect(completed(texts.reduce(completed, text), "9%")).toBe(text);
				},
			),
		);
	});

	it("of the only row keeps its width as long as the text fits", () => {
		const single = aligned.replace("| Phase 2 | Not Started | 0%   |\n", "");
		expect(completed(completed(single, "100%"), "9%")).toBe(single);
	});

	it("that is empty is filled", () => {
		expect(completed("| Phase | Status | Done |\n|---|---|---|\n| 1 | Done |  |\n", "9%")).toBe(
			"| Phase | Status | Done |\n|---|---|---|\n| 1 | Done | 9% |\n",
		);
	});
});

describe("a written status", () => {
	const restated = (raw: string): string => {
		const summary = readDocument(sourceText(`| Phase | Status |\n|---|---|\n| 1 | ${raw} |\n`));
		const written = summary.summary?.rows[0]?.status;
		if (written == null) throw new Error("no status");
		return restate(written, labelOf(summary, "complete", [written]));
	};

	it.each([
		["🔴 Not Started", "🟢 Complete"],
		["Not Started", "Complete"],
		["🔴", "🟢"],
		["**🟡 In Progress**", "**🟢 Complete**"],
		["🟡 **In Progress**", "🟢 **Complete**"],
		["In Progress 🟡", "Complete 🟢"],
		["🟡 In Progress (since May)", "🟢 Complete (since May)"],
		["⚠️ Blocked - no quota", "🟢 Complete - no quota"],
		["🟡 In Progress <!-- asked: Al -->", "🟢 Complete <!-- asked: Al -->"],
		["", "🟢 Complete"],
	])("keeps its form: %s", (raw, wanted) => expect(restated(raw)).toBe(wanted));
});

describe("a completion cell", () => {
	const tally = { done: 12, counted: 33 };
	const cell = (raw: string): { text: string; fact: NonNullable<Summary["rows"][number]["completion"]> } => {
		const text = `| Phase | Status | Done |\n|---|---|---|\n| 1 | x | ${raw} |\n`;
		const fact = summaryOf(text).rows[0]?.completion;
		if (fact == null) throw new Error("no cell");
		return { text, fact };
	};

	it.each([
		["0%", "36%"],
		["5 %", "36 %"],
		["3/33", "12/33"],
		["3/30 (10%)", "12/33 (36%)"],
		["10% (3 of 30)", "36% (12 of 33)"],
		["**1%**", "**36%**"],
		["-", "36%"],
	])("keeps its form: %s", (raw, wanted) => {
		const { text, fact } = cell(raw);
		expect(restateCompletion(text, fact, tally, { decimals: 0, rounding: "floor" })).toBe(wanted);
		expect(completionStands(fact.value, tally)).toBe(false);
		expect(completionStands(cell(wanted).fact.value, tally)).toBe(true);
	});

	it.each(["36%", "36.3%", "36.4%", "36,36%", "36 %", "12/33", "12 of 33 tasks"])("that says %s stands", (raw) =>
		expect(completionStands(cell(raw).fact.value, tally)).toBe(true),
	);

	it.each(["37%", "36.5%", "35%", "100%", "11/33", "12/34"])("that says %s does not stand", (raw) =>
		expect(completionStands(cell(raw).fact.value, tally)).toBe(false),
	);

	it.each(["12/40 points", "0/?", "nearly", "~40%", "3 weeks"])("in its author's own terms, %s, is left alone", (raw) =>
		expect(completionStands(cell(raw).fact.value, tally)).toBe(true),
	);

	it("keeps rounding where it was rounded, and its decimals", () => {
		const twoThirds = { done: 2, counted: 3 };
		const rounded = { decimals: 0, rounding: "round" } as const;
		expect(restateCompletion(cell("33%").text, cell("33%").fact, twoThirds, rounded)).toBe("67%");
		expect(restateCompletion(cell("33.3%").text, cell("33.3%").fact, twoThirds, rounded)).toBe("66.7%");
		expect(restateCompletion(cell("33.3%").text, cell("33.3%").fact, { done: 3, counted: 3 }, rounded)).toBe("100%");
	});
});
