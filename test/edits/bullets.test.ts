import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change } from "../../src/edits/change.ts";
import { exitCode } from "../../src/model/failure.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary } from "../../src/model/words/vocabulary.ts";
import { sourceText } from "../../src/text/decode.ts";
import { apply, by, edited } from "./editing.ts";

const block = (phase: string): Change => ({ kind: "block", phase, reason: "rain" });
const unblock = (phase: string): Change => ({ kind: "unblock", phase });
const told = "Phase 1: rain (since 2026-11-24)";
const phases = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Phase 3: c\n- [ ] three\n\n";
const blocked = (list: string): string =>
	edited(`${phases}## Blockers\n${list}`, block("1")).slice(`${phases}## Blockers\n`.length);
const unblocked = (list: string, phase = "1"): string =>
	edited(`${phases}## Blockers\n${list}`, unblock(phase)).slice(`${phases}## Blockers\n`.length);

describe("a new blocker", () => {
	it.each([
		["has no box, where the last one has", "- [ ] Phase 2: x\n", `- [ ] Phase 2: x\n- ${told}\n`],
		["has no box behind a wide one", "- [ ]  Phase 2: x\n", `- [ ]  Phase 2: x\n- ${told}\n`],
		["counts on in numbers of two digits", "19) Phase 2: x\n", `19) Phase 2: x\n20) ${told}\n`],
		["counts on with wide markers", "1.  Phase 2: x\n", `1.  Phase 2: x\n2.  ${told}\n`],
		["stands in the quote that the last one is in", "> - Phase 2: x\n> - ~~y~~\n", `> - Phase 2: x\n> - ${told}\n> - ~~y~~\n`],
		[
			"stands behind what is nested in a quote",
			"> - Phase 2: x\n>   - more\n>\n>   again\n>\n> end\n",
			`> - Phase 2: x\n>   - more\n>\n>   again\n> - ${told}\n>\n> end\n`,
		],
		[
			"stands before a sibling that is indented by a tab",
			"- outer\n    - Phase 2: x\n \t- ~~y~~\n",
			`- outer\n    - Phase 2: x\n    - ${told}\n \t- ~~y~~\n`,
		],
		[
			"stands before a sibling that is indented by blanks",
			"- outer\n\t- Phase 2: x\n    - ~~y~~\n",
			`- outer\n\t- Phase 2: x\n\t- ${told}\n    - ~~y~~\n`,
		],
		[
			"stands behind what is nested in it by a tab",
			"- outer\n  - Phase 2: x\n\t- more\n- ~~y~~\n",
			`- outer\n  - Phase 2: x\n\t- more\n  - ${told}\n- ~~y~~\n`,
		],
		[
			"stands behind what is nested in it by blanks and a tab",
			"- outer\n  - Phase 2: x\n  \t- more\n- ~~y~~\n",
			`- outer\n  - Phase 2: x\n  \t- more\n  - ${told}\n- ~~y~~\n`,
		],
		["stands before blank lines and prose", "- Phase 2: x\n\n\nprose\n", `- Phase 2: x\n- ${told}\n\n\nprose\n`],
	])("%s", (_what, list, wanted) => expect(blocked(list)).toBe(wanted));
});

describe("the first blocker", () => {
	it.each([
		["stands right before bullets that are none", "- ~~y~~\n- ~~z~~\n", `- ${told}\n- ~~y~~\n- ~~z~~\n`],
		["stands right before a bullet of two lines", "- ~~y~~\n  more\n", `- ${told}\n- ~~y~~\n  more\n`],
		["stands right before a heading with text", "### End\ntext\n", `- ${told}\n### End\ntext\n`],
		["stands right before a heading with a list", "### End\n- text\n", `- ${told}\n### End\n- text\n`],
		["stands apart from prose with a hash", "Ask in # ops\n", `- ${told}\n\nAsk in # ops\n`],
		["stands apart from prose with a dash", "Ask Jo - or Al\n", `- ${told}\n\nAsk Jo - or Al\n`],
		["stands apart from words in bold italics", "***Ask Jo***\n", `- ${told}\n\n***Ask Jo***\n`],
		["stands under the heading before a rule of dashes", "\n----\n", `- ${told}\n\n----\n`],
		["stands under the heading before a rule of stars", "\n***\n", `- ${told}\n\n***\n`],
		["stands under the heading before a rule of lines", "\n___\n", `- ${told}\n\n___\n`],
		["stands before the bullets behind a blank line", "\n+ ~~y~~\n", `\n- ${told}\n+ ~~y~~\n`],
		["stands apart from prose behind a blank line", "\nText.\n", `\n- ${told}\n\nText.\n`],
		["stands in the place of None in a numbered list", "1. None\n", `1. ${told}\n`],
		["stands in the place of None with a box", "- [ ]  None\n", `- [ ]  ${told}\n`],
		[
			"stands as a bullet in the place of a sentence behind a word",
			"- ~~y~~\n\nNone - at 1. all\n",
			`- ~~y~~\n\n- ${told}\n<!-- boulder-migrate-restore - blockers none: None - at 1. all -->\n`,
		],
	])("%s", (_what, list, wanted) => expect(blocked(list)).toBe(wanted));

	it.each([
		["underlined with stripes", "Blockers\n========\n"],
		["underlined with one dash", "Blockers\n-\n"],
		["underlined, with blanks behind", "Blockers\n---  \n"],
		["underlined, with blanks before", "Blockers\n  ---\n"],
		["of two lines", "Current\nBlockers\n---\n"],
		["indented", " ## Blockers\n"],
	])("stands under a heading that is %s", (_what, heading) => {
		expect(edited(phases + heading, block("1"))).toBe(`${phases}${heading}- ${told}\n`);
		expect(edited(`${phases}${heading}- Phase 1: x\n`, unblock("1"))).toBe(`${phases}${heading}None\n`);
	});

	it("stands under a heading that ends the text", () =>
		expect(edited(`${phases}Blockers\n---`, block("1"))).toBe(`${phases}Blockers\n---\n- ${told}`));
});

describe("None is said", () => {
	it.each([
		["in a sentence under a heading", "- Phase 1: x\n", "None\n"],
		["in a sentence behind a blank line", "\n- Phase 1: x\n\n## End\n", "\nNone\n\n## End\n"],
		["in a sentence behind a line of blanks", "- ~~y~~\n  \n1. Phase 1: x\n", "- ~~y~~\n  \nNone\n"],
		["in a sentence before a heading", "- Phase 1: x\n### End\n", "None\n### End\n"],
		["in a sentence within its quote", "> - Phase 1: x\n", "> None\n"],
		["in a bullet before a line that would make a heading of it", "- Phase 1: x\n---\n", "- None\n---\n"],
		["in a bullet before prose", "- Phase 1: x\n\n1. ~~y~~\n", "None\n\n1. ~~y~~\n"],
		["in a bullet before what is resolved", "- Phase 1: x\n- ~~y~~\n", "- None\n- ~~y~~\n"],
		["in a bullet behind prose with a hash", "See #ops\n- Phase 1: x\n", "See #ops\n- None\n"],
		["in a bullet behind prose that begins with a hash", "#ops\n- Phase 1: x\n", "#ops\n- None\n"],
		["in a bullet behind prose of Windows", "See the board.\r\n- Phase 1: x\r\n", "See the board.\r\n- None\r\n"],
		["in a bullet of its number", "Text:\n1. Phase 1: x\n", "Text:\n1. None\n"],
	])("%s", (_what, list, wanted) => expect(unblocked(list)).toBe(wanted));
});

describe("of a bullet about several phases, the others stay", () => {
	it.each([
		["behind a colon", "- Phases 1 and 2: x\n", "- Phase 2: x\n"],
		["behind a colon without a blank", "- Phases 1 and 2:x\n", "- Phase 2:x\n"],
		["behind blanks and a dash", "- Phases 1 and 2  –  x\n", "- Phase 2  –  x\n"],
		["behind a blank alone", "- Phases 1 and 2 x\n", "- Phase 2 x\n"],
	])("%s", (_what, list, wanted) => expect(unblocked(list)).toBe(wanted));

	it("and of a reason with markup it is refused, for a hand to do it", () => {
		expect(() => unblocked("- Phases 1 and 2: *x* y\n")).toThrow(
			expect.objectContaining({
				exitCode: exitCode.refused,
				message: "line 11 blocks several phases",
				hint: "write a line of its own for each phase, then try again",
			}),
		);
	});
});

it("a change of blockers is reported", () => {
	const changes = (change: Change): readonly string[] => {
		const applied = apply(`${phases}## Blockers\n- Phase 2: x\n- Phase 2: y\n`, change);
		return applied.kind === "changed" ? applied.changes : [];
	};
	expect(changes(block("1"))).toEqual(["Phase 1: blocked by rain"]);
	expect(changes(unblock("2"))).toEqual(["Phase 2: no longer blocked by x", "Phase 2: no longer blocked by y"]);
});

describe("the words of the project", () => {
	const words = extendVocabulary(builtInVocabulary, {
		phase: ["Etappe"],
		and: ["und"],
		since: ["seit"],
		none: ["Keine"],
		evidence: ["Beleg"],
		until: ["bis"],
	});
	const etappen = "## Etappe 1: a\n- [ ] one\n\n## Etappe 2: b\n- [ ] two\n\n## Etappe 3: c\n- [ ] three\n\n## Blockers\n";
	const inGerman = (text: string, change: Change): string => {
		const reread = (source: string) => readDocument(sourceText(source), words);
		const applied = applyChange(reread(text), change, by, reread);
		return applied.kind === "changed" ? applied.text : text;
	};

	it("are written before the built-in ones", () => {
		expect(inGerman(etappen, block("1"))).toBe(`${etappen}- Etappe 1: rain (seit 2026-11-24)\n`);
		expect(inGerman(`${etappen}- Etappe 1: x\n`, unblock("1"))).toBe(`${etappen}Keine\n`);
		expect(inGerman(`${etappen}- Etappe 1, 2 und 3: x\n`, unblock("1"))).toBe(`${etappen}- Etappe 2 und Etappe 3: x\n`);
		const proof: Change = { kind: "check-off", items: ["1/one"], evidence: { text: "run", until: "2027-01-01" } };
		expect(inGerman(etappen, proof)).toContain("\n  - Beleg: run (Jo Doe, 2026-11-24, bis 2027-01-01)\n");
	});
});
