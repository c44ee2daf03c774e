import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChange } from "../../src/edits/apply-change.ts";
import { mergeDocuments } from "../../src/git/merge.ts";
import { Failure } from "../../src/model/failure.ts";
import { everyItem } from "../../src/model/phase.ts";
import { by, read } from "../edits/editing.ts";
import { foreign } from "../edits/foreign-documents.ts";
import { runs } from "../runs.ts";

const day = "2026-11-24";

/** The text with these boxes checked or unchecked; null where that is refused. */
function withBoxes(text: string, items: readonly string[], checked: boolean): string | null {
	if (items.length === 0) return text;
	const change = checked ? ({ kind: "check-off", items, evidence: null } as const) : ({ kind: "uncheck", items } as const);
	try {
		const applied = applyChange(read(text), change, { ...by, force: "test", evidence: "none" }, read);
		return applied.kind === "changed" ? applied.text : text;
	} catch (problem) {
		if (problem instanceof Failure) return null;
		throw problem;
	}
}

/** Without what is remembered at the end. */
const shown = (text: string): string => text.replace(/(?:\r?\n)*<!-- boulder-migrate-restore [^\r\n]*-->/g, "").trimEnd();

const memories = (text: string): readonly string[] =>
	[...text.matchAll(/<!-- boulder-migrate-restore (\S+ \S+ \S+):/g)].map(([, key = ""]) => key);

describe("two branches that check off items of the same phases", () => {
	it("keep the words that each counted on the other to have", () => {
		const phase = (id: number): string => `## Phase ${id}: Base\n\n**Status:** ⏳ Pending\n\n- [ ] a\n\n`;
		const base = `# P\n\n${phase(1)}Words.\n\n${phase(2)}`;
		const [ours, theirs] = ["1/a", "2/a"].map((id) => withBoxes(base, [id], true) ?? "");
		const merged = mergeDocuments({ base: read(base), ours: read(ours ?? ""), theirs: read(theirs ?? "") }, 7, read, day);
		const text = merged.kind === "merged" ? merged.text : merged.why;
		expect(text).not.toContain("Pending\n");
		expect(withBoxes(withBoxes(text, ["1/a"], false) ?? "", ["2/a"], false)).toBe(base);
	});

	it("merge into a document that remembers each fact once, and is the common one again when the items are unchecked", () => {
		let merges = 0;
		fc.assert(
			fc.property(
				foreign,
				fc.array(fc.constantFrom("ours", "theirs", "both", "neither"), { minLength: 12, maxLength: 12 }),
				(text, sides) => {
					const synced = applyChange(read(text), { kind: "sync" }, by, read);
					const base = synced.kind === "changed" ? synced.text : text;
					const open = read(base)
						.phases.flatMap(everyItem)
						.filter(({ box }) => !box.value)
						.map(({ id }) => id);
					const of = (side: string): readonly string[] => open.filter((_, at) => ["both", side].includes(sides[at] ?? ""));
					const ours = withBoxes(base, of("ours"), true);
					const theirs = withBoxes(base, of("theirs"), true);
					if (ours === null || theirs === null) return;
					const merged = mergeDocuments({ base: read(base), ours: read(ours), theirs: read(theirs) }, 7, read, day);
					if (merged.kind === "doubt" || merged.conflicts > 0) return;
					merges += 1;
					const keys = memories(merged.text);
					expect(keys).toEqual([...new Set(keys)]);
					const checked = [...new Set([...of("ours"), ...of("theirs")])];
					// A word of a state that only the merge went through may still be remembered.
					expect(shown(withBoxes(merged.text, checked, false) ?? "")).toBe(shown(base));
				},
			),
			{ numRuns: runs({ fast: 60, thorough: 400 }) },
		);
		expect(merges).toBeGreaterThan(10);
	});
});
