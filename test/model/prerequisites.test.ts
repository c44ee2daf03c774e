import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { allPrerequisites } from "../../src/model/gate.ts";
import { sourceText } from "../../src/text/decode.ts";

/** What a phase of six waits for, and the edge by which each was reached: `2 (3→2 hard)`. */
function waitsFor(phase: string, ...sentences: string[]): string[] {
	const phases = [1, 2, 3, 4, 5, 6].map((id) => `## Phase ${id}: x\n- [ ] a\n\n`).join("");
	const section =
		sentences.length === 0 ? "" : `## Dependencies and Blockers\n\n${sentences.map((one) => `- ${one}\n`).join("")}`;
	return allPrerequisites(phase, readDocument(sourceText(phases + section)))
		.map(({ phase: on, edge }) => `${on} (${edge.phase}→${edge.on} ${edge.kind})`)
		.sort();
}

describe("what a phase waits for", () => {
	it("is nothing without dependencies, or with those of others", () => {
		expect(waitsFor("3")).toEqual([]);
		expect(waitsFor("3", "Phase 4 depends on Phase 3")).toEqual([]);
	});

	it("is what it depends on, and what that depends on in turn, hard or soft", () => {
		const all = [
			"Phase 4 depends on Phase 3",
			"Phase 3 can proceed in parallel with Phase 2",
			"Phase 2 requires Phase 1",
			"Phase 6 requires Phase 5",
		];
		expect(waitsFor("4", ...all)).toEqual(["1 (2→1 hard)", "2 (3→2 soft)", "3 (4→3 hard)"]);
	});

	it("is each phase once, however many ways lead to it: by its own dependency where it has one", () => {
		const diamond = ["Phase 4 requires Phases 2-3", "Phase 2 depends on Phase 1", "Phase 3 depends on Phase 1"];
		expect(waitsFor("4", ...diamond).map((one) => one[0])).toEqual(["1", "2", "3"]);
		expect(waitsFor("4", ...diamond, "Phase 4 can proceed in parallel with Phase 1")).toContain("1 (4→1 soft)");
	});

	it("is itself if its dependencies lead back to it, and not if only a sentence does", () => {
		const circle = ["Phase 2 depends on Phase 1", "Phase 1 depends on Phase 3", "Phase 3 depends on Phase 2"];
		expect(waitsFor("2", ...circle)).toEqual(["1 (2→1 hard)", "2 (3→2 hard)", "3 (1→3 hard)"]);
		expect(waitsFor("2", "Phase 2 depends on Phase 2", "Phase 2 depends on Phase 1")).toEqual(["1 (2→1 hard)"]);
		expect(waitsFor("3", "Phase 3 depends on Phase 2", "Phase 2 depends on Phase 2")).toEqual(["2 (3→2 hard)"]);
	});
});
