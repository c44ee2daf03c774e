import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import type { RiskRegister } from "../../src/model/document.ts";
import { byWeight, isClosed, strangeWords, weightOf } from "../../src/model/risk.ts";
import { sourceText } from "../../src/text/decode.ts";

function register(head: string, ...rows: string[]): RiskRegister {
	const columns = `|${"---|".repeat(head.split("|").length)}`;
	const { risks } = readDocument(
		sourceText(
			`## Phase 1: x\n- [ ] a\n\n## Risk Register\n\n| ${head} |\n${columns}\n${rows.map((row) => `| ${row} |\n`).join("")}`,
		),
	);
	if (risks === null) throw new Error("no register");
	return risks;
}
const weighed = (...rows: string[]) => register("Risk | Impact | Probability", ...rows);
const weights = (...rows: string[]) => weighed(...rows).rows.map(weightOf);

describe("the weight of a risk", () => {
	it("is its impact times its probability, in words, numbers or percentages", () => {
		expect(
			weights(
				"a | Very low | rare",
				"b | Low | unlikely",
				"c | Medium | possible",
				"d | High | likely",
				"e | Critical | certain",
			),
		).toEqual([1, 4, 9, 16, 25]);
		expect(weights("a | 1 | 5", "b | 2/5 | 3 / 5", "c | Severe | 4")).toEqual([5, 6, 16]);
		expect(weights("a | 1 | 0%", "b | 1 | 20%", "c | 1 | 21%", "d | 1 | 100 %", "e | 1 | 60.5%", "f | 1 | 500%")).toEqual([
			1, 1, 2, 5, 3, 5,
		]);
	});

	it("is found behind marks and case, and between them", () => {
		expect(weights("a | 🔴 HIGH | **Low**", "b | very-high | (medium)")).toEqual([8, 15]);
	});

	it("is not known of a percentage or a word in a sentence", () => {
		expect(weights("a | 1 | about 50%", "b | 1 | 50% sure", "c | 1 | 60.25%", "d | 1 | very -- high", "e | 1 | 12/5")).toEqual([
			null,
			null,
			3,
			5,
			null,
		]);
	});

	it("is not known where one of the two is no level", () => {
		expect(weights("a | Purple | Low", "b | Low | -", "c | 0 | 1", "d | 6 | 1", "e | 1 | 1 2", "f | highly | Low")).toEqual([
			null,
			null,
			null,
			null,
			null,
			null,
		]);
		expect(register("Risk | Impact | Mitigation", "a | High | b").rows.map(weightOf)).toEqual([null]);
	});
});

describe("a risk is closed", () => {
	const closed = (...cells: string[]) =>
		register("Risk | Impact | Probability | Status", ...cells.map((cell) => `a | Low | Low | ${cell}`)).rows.map(isClosed);

	it("by its status, whatever its text looks like", () => {
		expect(closed("Closed", "resolved 2026-01-01", "**Mitigated**", "done", "✅", "☑ ok", "Obsolete")).toEqual(
			Array(7).fill(true),
		);
		expect(closed("Open", "", "-", "Not closed", "closing", "watching ✅")).toEqual(Array(6).fill(false));
		expect(register("Risk | Impact | Probability | Status", "~~a~~ | Low | Low | Open").rows.map(isClosed)).toEqual([false]);
	});

	it("without a column of its own where it is struck through or marked as done", () => {
		const rows = ["~~a~~", "✅ a", "✔ a", "Closed: a", "resolved: a", "a", "closed door", "a ✅", "a✅ b", "not closed: a"].map(
			(one) => `${one} | Low | Low`,
		);
		expect(weighed(...rows).rows.map(isClosed)).toEqual([true, true, true, true, true, false, false, false, false, false]);
	});
});

describe("the risks in order", () => {
	it("are the open ones first, the heaviest on top, and those of equal weight as the document has them", () => {
		const rows = [
			"✅ done | Critical | Certain",
			"unknown | ? | ?",
			"low | Low | Low",
			"high | High | High",
			"low too | Low | Low",
		];
		expect(byWeight(weighed(...rows).rows).map(({ risk }) => risk.value)).toEqual([
			"high",
			"low",
			"low too",
			"unknown",
			"✅ done",
		]);
	});
});

describe("a level that is a slip", () => {
	const strange = (...rows: string[]) =>
		strangeWords(weighed(...rows)).map(({ column, word, known, nearest }) => `${column} ${word} [${known}] ${nearest}`);

	it("is a word that its column uses once, beside usual words or words that it uses more often", () => {
		expect(strange("a | High | Low", "b | Mediun | Low", "c | High | Low")).toEqual(["impact Mediun [High] Medium"]);
		expect(strange("a | Amber | Low", "b | Amber | Low", "c | Ambre | Low", "d | amber | Low")).toEqual([
			"impact Ambre [Amber,amber] null",
		]);
		expect(strange("a | Low | Purple", "b | Low | Low", "c | Low | Low")).toEqual(["probability Purple [Low] null"]);
	});

	it("may have been meant for a usual word that the column does not use", () => {
		expect(strange("a | Medium | Low", "b | Hihgh | Low", "c | Medium | Low")).toEqual(["impact Hihgh [Medium] High"]);
		expect(strange("a | High | Low", "b | Loow | Low", "c | High | Low")).toEqual(["impact Loow [High] Low"]);
	});

	it("is none in a column that is not written in such words: more than half of them are known to nobody", () => {
		expect(strange("a | Bad | Low", "b | Worse | Low", "c | Low | Low")).toEqual([]);
		expect(strange("a | Bad | Low", "b | Low | Low")).toHaveLength(1);
	});

	it("is none where the cell says nothing yet", () => {
		for (const empty of ["", "-", "–", "TBD", "(tbd)", "?", "???"])
			expect(strange("a | High | Low", `b | ${empty} | Low`), empty).toEqual([]);
		expect(strange("a | High | Low", "b | TBD soon | Low", "c | High | Low")).toHaveLength(1);
	});
});
