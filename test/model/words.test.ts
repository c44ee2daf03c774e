import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { statuses } from "../../src/model/status.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { bareMark, extendVocabulary, normalised, writtenAs } from "../../src/model/words/vocabulary.ts";
import { sourceText } from "../../src/text/decode.ts";

const read = (text: string): ReturnType<typeof readDocument> => readDocument(sourceText(text));

describe("words are compared as people read them", () => {
	it.each([
		["Requests/Limits", "requests limits"],
		["  **Scaling**  &  HA ", "scaling and ha"],
		["Q&A", "q and a"],
		["100 % done!", "100 % done"],
		["🚀 Größe — prüfen & messen", "größe prüfen and messen"],
		["CAFE\u0301", "café"],
		["Фаза_2", "фаза 2"],
		["—", ""],
	])("%j", (text, same) => expect(normalised(text)).toBe(same));

	it("and marks without what only asks for a colour", () => expect([bareMark("⚠️"), bareMark("⚠")]).toEqual(["⚠", "⚠"]));
});

describe("a vocabulary", () => {
	const own = extendVocabulary(builtInVocabulary, {
		phase: ["Etappe", "Phase"],
		statuses: { blocked: { words: ["Klemmt"], marks: ["🔴"] }, complete: { words: ["Fertig"] } },
		sections: { goal: ["Ziel"] },
		columns: { start: ["Beginn"] },
		dependency: { hard: ["braucht"], soft: ["nutzt"], reverse: ["hemmt"] },
		and: ["und"],
		to: ["bis"],
		optional: ["Freiwillig"],
		none: ["Keine"],
		undecided: ["offen"],
		evidence: ["Beleg"],
		until: ["gilt bis"],
		since: ["seit"],
	});

	it("prefers the words of its own, and knows the others still", () => {
		const parts = [
			own.phase,
			own.statuses.blocked.words,
			own.statuses.complete.words,
			own.sections.goal,
			own.columns.start,
			own.dependency.hard,
			own.dependency.soft,
			own.dependency.reverse,
			own.and,
			own.to,
			own.optional,
			own.none,
			own.undecided,
			own.evidence,
			own.until,
			own.since,
		];
		expect(parts.map(([first, second]) => `${first}, ${second}`)).toEqual([
			"Etappe, Phase",
			"Klemmt, Blocked",
			"Fertig, Complete",
			"Ziel, Goal",
			"Beginn, Start Date",
			"braucht, depends on",
			"nutzt, can proceed partially in parallel with",
			"hemmt, blocks",
			"und, and",
			"bis, to",
			"Freiwillig, Optional",
			"Keine, None",
			"offen, TBD",
			"Beleg, Evidence",
			"gilt bis, until",
			"seit, since",
		]);
		expect(own.phase).toEqual(["Etappe", "Phase"]);
	});

	it("gives a mark that changes hands to one status alone", () => {
		expect(own.statuses.blocked.marks[0]).toBe("🔴");
		expect(own.statuses["not-started"].marks).not.toContain("🔴");
		expect(own.statuses["not-started"].marks).toContain("⚪");
		const coloured = extendVocabulary(builtInVocabulary, { statuses: { complete: { marks: ["⚠"] } } });
		expect(coloured.statuses.blocked.marks).not.toContain("⚠️");
	});

	it("is the other one where nothing is added", () => {
		expect(extendVocabulary(builtInVocabulary, {})).toEqual(builtInVocabulary);
		expect(extendVocabulary(builtInVocabulary, { phase: [], statuses: { blocked: { words: [] } } })).toEqual(builtInVocabulary);
	});

	it("writes a status with its first mark and word, and without where it has none", () => {
		expect(writtenAs(builtInVocabulary, "in-progress")).toEqual({ mark: "🟡", word: "In Progress" });
		const bare = { ...builtInVocabulary, statuses: { ...builtInVocabulary.statuses, blocked: { words: [], marks: [] } } };
		expect(writtenAs(bare, "blocked")).toEqual({ mark: "", word: "blocked" });
	});
});

describe("what people write is understood", () => {
	const table = (cell: string): string => `| Phase | Status |\n|---|---|\n| Phase 1 | ${cell} |\n\n## Phase 1: x\n- [ ] a\n`;
	const statusOf = (cell: string) => read(table(cell)).summary?.rows[0]?.status?.status ?? null;

	it.each([
		[
			"not-started",
			[
				"Not Started",
				"not yet started",
				"To Do",
				"TODO",
				"Pending",
				"Planned",
				"Open",
				"🔴",
				"⚪",
				"⬜",
				":red_circle:",
				":white_circle:",
			],
		],
		[
			"in-progress",
			[
				"In Progress",
				"started",
				"Ongoing",
				"Under way",
				"Underway",
				"Active",
				"WIP",
				"🟡",
				"🚧",
				"🔄",
				":yellow_circle:",
				":construction:",
			],
		],
		["complete", ["Complete", "completed", "Done", "Finished", "🟢", "✅", "✔️", "✔", ":green_circle:", ":white_check_mark:"]],
		["blocked", ["Blocked", "⚠️", "⚠", "⛔", "🛑", ":warning:", ":no_entry:"]],
	] as const)("as %s: %j", (status, cells) => {
		for (const cell of cells) expect([cell, statusOf(cell)]).toEqual([cell, status]);
		expect(statuses).toContain(status);
	});

	const edge = (line: string): string => {
		const { dependencies } = read(`## Phase 1: x\n- [ ] a\n## Phase 2: y\n- [ ] b\n## Dependencies\n- ${line}\n`);
		return (dependencies?.edges ?? []).map(({ phase, on, kind }) => `${phase} ${kind} ${on}`).join(", ");
	};

	it.each([
		"depends on",
		"depend on",
		"is dependent on",
		"requires",
		"require",
		"needs",
		"need",
		"waits for",
		"wait for",
		"is blocked by",
		"starts after",
		"comes after",
		"follows",
		"must follow",
		"cannot start before",
		"cannot start until",
		"builds on",
		"build on",
	])("Phase 2 %s Phase 1", (words) => expect(edge(`Phase 2 ${words} Phase 1`)).toBe("2 hard 1"));

	it.each([
		"can proceed partially in parallel with",
		"can proceed in parallel with",
		"can partially proceed in parallel with",
		"can run partially in parallel with",
		"can run in parallel with",
		"can start in parallel with",
		"can be done in parallel with",
		"proceeds in parallel with",
		"runs in parallel with",
		"overlaps with",
		"can overlap with",
		"benefits from",
		"softly depends on",
		"partially depends on",
	])("Phase 2 %s Phase 1, softly", (words) => expect(edge(`Phase 2 ${words} Phase 1`)).toBe("2 soft 1"));

	it.each([
		"blocks",
		"must be complete before",
		"must be completed before",
		"must be done before",
		"is required by",
		"is required for",
		"is needed by",
		"is needed for",
		"is a prerequisite for",
		"is a prerequisite of",
		"precedes",
		"comes before",
		"→",
		"->",
	])("Phase 1 %s Phase 2", (words) => expect(edge(`Phase 1 ${words} Phase 2`)).toBe("2 hard 1"));

	it.each(["and", "&", "plus", "as well as", ","])("Phase 3 requires Phases 1 %s 2", (and) =>
		expect(edge(`Phase 3 requires Phases 1 ${and} 2`)).toBe("3 hard 1, 3 hard 2"),
	);

	it.each(["to", "through", "until", "-", "–"])("Phase 3 requires Phases 1 %s 2", (to) =>
		expect(edge(`Phase 3 requires Phases 1 ${to} 2`)).toBe("3 hard 1, 3 hard 2"),
	);

	it.each(["None", "No blockers", "No current blockers.", "Nothing", "N/A"])("%s: nothing blocks", (none) => {
		const { blockers, irregularities } = read(`## Phase 1: x\n- [ ] a\n## Current Blockers\n${none}\n`);
		expect([blockers?.blockers, irregularities]).toEqual([[], []]);
		expect(blockers?.nones).toHaveLength(1);
	});

	it.each(["Phase Status Summary", "Status Summary", "Summary", "Status Overview", "Phase Overview"])(
		"%s heads the table",
		(heading) => expect(read(`## ${heading}\n\n${table("Done")}`).summary?.rows.length).toBe(1),
	);

	it.each([
		["start", ["Start Date", "Start", "Started"]],
		["target", ["Target Date", "Target", "Due Date", "Due", "Deadline", "End Date", "End"]],
		["description", ["Description", "Title", "Name", "Goal"]],
		["completion", ["Completion", "Complete", "Progress", "Percent", "%", "Done"]],
	] as const)("as the column of the %s: %j", (column, headings) => {
		for (const heading of headings) {
			const { summary } = read(
				`| Phase | Status | ${heading} |\n|---|---|---|\n| Phase 1 | Done | x |\n\n## Phase 1: x\n- [ ] a\n`,
			);
			expect([heading, summary?.rows[0]?.[column] == null]).toEqual([heading, false]);
		}
	});
});
