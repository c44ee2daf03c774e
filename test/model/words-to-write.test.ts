import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary, type VocabularyExtension } from "../../src/model/words/vocabulary.ts";
import { wordsToWrite } from "../../src/model/words/words-to-write.ts";
import { sourceText } from "../../src/text/decode.ts";

const english = "# Plan\n\n## Phase 1: Base of the shop\n\n- [ ] move the data for the search and the cart\n";
const german = "# Plan\n\n## Phase 1: Umzug der Daten\n\n- [ ] die Suche und der Korb\n- [ ] das Lager ist offen\n";
const words = (text: string, taught: VocabularyExtension = {}) =>
	wordsToWrite(readDocument(sourceText(text), extendVocabulary(builtInVocabulary, taught)));

describe("the words that are written into a document", () => {
	it("are English where it is, or where its language is not recognized", () => {
		for (const text of [english, "# P\n\n## Phase 1: x\n- [ ] a\n", "## Phase 1: und\n- [ ] der\n"])
			expect([words(text).section("notes"), words(text).column("start"), words(text).phaseNotes, words(text).none], text).toEqual(
				["Notes and Lessons Learned", "Start Date", "Notes", "None"],
			);
	});

	it("are those of its language, by the words that few sentences do without", () => {
		const { section, column, phaseNotes, none, since } = words(german);
		expect([section("history"), column("change"), phaseNotes, none, since]).toEqual([
			"Änderungsverlauf",
			"Änderung",
			"Notizen",
			"Keine",
			"seit",
		]);
	});

	it("stay English where there is as much English in it", () => {
		expect(words(`${german}${english.repeat(4)}`).phaseNotes).toBe("Notes");
	});

	it("are those of its script where a fifth of the letters are of one", () => {
		expect(words("# 移行\n\n## フェーズ1：準備\n\n- [ ] データを移す\n").none).toBe("なし");
		expect(words("# 迁移\n\n## 阶段 1：准备\n\n- [ ] 数据\n").none).toBe("无");
		expect(words(`${english}\n- [ ] 数据\n`).none).toBe("None");
	});

	it("are those that the author taught, before all others", () => {
		const taught = words(german, { sections: { notes: ["Merkzettel"] }, columns: { change: ["Was"] }, none: ["Nix"] });
		expect([taught.section("notes"), taught.column("change"), taught.phaseNotes, taught.none]).toEqual([
			"Merkzettel",
			"Was",
			"Merkzettel",
			"Nix",
		]);
	});

	it("name the column of phases by the word for a phase", () => {
		expect(words(english).column("phase")).toBe("Phase");
		expect(words("# Plan\n\n## Wave 1: x\n- [ ] a\n", { phase: ["Wave"] }).column("phase")).toBe("Wave");
	});
});
