import { describe, expect, it } from "vitest";
import { readDependency } from "../../src/document/dependencies.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary } from "../../src/model/words/vocabulary.ts";

const span = { start: 0, end: 0 };

function edges(sentence: string, subject: string | null = null, words = builtInVocabulary): string {
	const read = readDependency(sentence, span, words, subject);
	if (read.kind !== "edges") return read.kind;
	return read.edges.map(({ phase, on, kind }) => `${phase}${kind === "hard" ? "=>" : "~>"}${on}`).join(" ");
}

describe("dependencies", () => {
	it.each([
		["Phase 3 depends on Phase 2 (services must be split first)", "3=>2"],
		["Phase 4 can proceed partially in parallel with Phase 2", "4~>2"],
		["Phase 5 requires Phase 2 completion (need separate services to monitor)", "5=>2"],
		["Phase 6 requires Phases 2-4 (need stable microservices architecture)", "6=>2 6=>3 6=>4"],
		["Phase 6 requires Phases 2, 3 and 5.", "6=>2 6=>3 6=>5"],
		["Phase 6 requires Phases 2 – 3, and Phase 5", "6=>2 6=>3 6=>5"],
		["Phases 3 and 4 depend on Phase 2", "3=>2 4=>2"],
		["Phase 2 blocks Phase 3", "3=>2"],
		["Phase 2 must be completed before Phases 3 to 4", "3=>2 4=>2"],
		["Phase 2 → Phase 3", "3=>2"],
		["phase 3 depends on phase 2 being complete, because it needs its tables", "3=>2"],
		["Phase 3 partially depends on Phase 2", "3~>2"],
		["Phase 3.1 depends on Phase 2a", "3.1=>2a"],
		["Phase A-3 depends on Phase A-1", "A-3=>A-1"],
		["PHASE - I depends on PHASE - IV", "I=>IV"],
		["Phase 2a requires Phases A.1, x12", "2a=>A.1 2a=>X12"],
		["Phase 2 has no dependencies", "none"],
		["Phase 0 depends on nothing", "none"],
	])("%s", (sentence, wanted) => expect(edges(sentence)).toBe(wanted));

	it.each([
		"Phase 3 depends on Phase 2 unless it rains",
		"Phase 3 depends on Phase 2, and Phase 4 on Phase 3",
		"Phase 3 depends on Phase 2, unless it rains",
		"Phase 3 depends on Phase 2 - or Phase 9",
		"Phase 3 does not depend on Phase 2",
		"Phase 3 is fond of Phase 2",
		"Everything depends on Phase 2",
		"Phase 3 depends on the network team",
		"Phase 6 requires Phases 4-2",
		"Phase 6 requires Phases 1-999999",
		"Phase 3 depends on Phase 2 or on luck",
	])("is not understood: %s", (sentence) => expect(edges(sentence)).toBe("unreadable"));

	it("may leave the phase out in a phase's own list", () => {
		expect(edges("Phases 2 and 3 (tables)", "4")).toBe("4=>2 4=>3");
		expect(edges("depends on Phase 2", "4")).toBe("4=>2");
		expect(edges("Phases 2 and 3")).toBe("unreadable");
	});

	it("understands the words of another language", () => {
		const german = extendVocabulary(builtInVocabulary, {
			phase: ["Etappe"],
			and: ["und"],
			to: ["bis"],
			dependency: { hard: ["braucht"], soft: ["kann neben"] },
		});
		expect(edges("Etappe 4 braucht Etappe 1 bis 2 und 3 (Tabellen)", null, german)).toBe("4=>1 4=>2 4=>3");
		expect(edges("Etappe 4 kann neben Etappe 2", null, german)).toBe("4~>2");
	});
});
