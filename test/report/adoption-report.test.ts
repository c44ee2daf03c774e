import { describe, expect, it } from "vitest";
import { tablesIn } from "../../src/document/own-words.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { reportAdoption } from "../../src/report/adoption-report.ts";
import { read, today } from "./reading.ts";

function adopt(text: string, word: string | null = null) {
	const document = read(text);
	return reportAdoption(document, rollUp(document, today), "PLAN.md", { word, tables: tablesIn(document.source.text) });
}

const section = (id: number, status: string, ...items: string[]): string =>
	`## Phase ${id}: Part ${id}\n\n**Status:** ${status}\n\n${items.map((item) => `- ${item}\n`).join("")}\n`;

const whole = `# Plan

## Phase Status Summary

| Phase | Status | Completion |
|---|---|---|
| Phase 1 | 🟢 Complete | 100% |
| Phase 2 | 🟡 In Progress | 12/40 points |

## Latencies

| Route | Milliseconds |
|---|---|
| / | 7 |

${section(1, "🟢 Complete", "[x] a", "[x] b")}### Phase 1 Notes

- Quick

${section(2, "🟡 In Progress", "[ ] c")}## Dependencies and Blockers

### Current Blockers

None

## Risk Register

| Risk | Impact | Probability | Mitigation |
|---|---|---|---|
| Rain | Low | Low | Roof |

## Things to buy

- [ ] bread

## Review History

| Date | Reviewer | Phase | Change |
|---|---|---|---|
| 2026-01-01 | Ana | Phase 1 | Checked off a |
`;

describe("what adopt says of a document", () => {
	it("is what was read from it: phases, items, statuses, and where the tables are", () => {
		const report = adopt(whole);
		expect(report).toMatchObject({
			schemaVersion: 1,
			document: "PLAN.md",
			phases: {
				word: "Phase",
				found: [
					{ id: "1", title: "Part 1", line: 16, status: "complete" },
					{ id: "2", title: "Part 2", line: 27, status: "not-started" },
				],
				items: 3,
				done: 2,
			},
			statuses: {
				understood: [
					{ word: "Complete", status: "complete", times: 2 },
					{ word: "In Progress", status: "in-progress", times: 2 },
				],
				unknown: [],
			},
			summary: { line: 5 },
			history: { line: 51 },
			lacking: [],
			vocabulary: null,
		});
	});

	it("names what no command writes to, from top to bottom: other tables, stray checkboxes, progress in other units", () => {
		expect(adopt(whole).untouched).toEqual([
			{ line: 8, what: "progress in units of its own" },
			{ line: 12, what: "a table about something else" },
			{ line: 47, what: "checkboxes that belong to no phase" },
		]);
		expect(adopt(section(1, "Complete", "[x] a")).untouched).toEqual([]);
		const unreadable = "## Dependencies and Blockers\n\n- Phase 1 is fond of Phase 2\n";
		expect(
			adopt(`| Phase | Status |\n|---|---|\n| 1 | Complete |\n\n${section(1, "Complete", "[x] a")}${unreadable}`).untouched,
		).toEqual([]);
	});

	it("names what a writing command lacks, and the command that adds it, for the first phase", () => {
		expect(adopt(section(7, "Complete", "[x] a"))).toMatchObject({
			summary: null,
			history: null,
			lacking: [
				{ what: "a summary table with dates", command: "phase 7 --start DAY --create" },
				{ what: "a review history", command: "review 7 TEXT --create" },
				{ what: "a list of blockers", command: "block 7 --reason TEXT --create" },
				{ what: "notes of the phases", command: "note 7 TEXT --create" },
			],
		});
	});

	it("takes a section about dependencies alone for no list of blockers", () => {
		const text = `${section(1, "Complete", "[x] a")}## Dependencies and Blockers\n\n- Phase 1 depends on Phase 1\n`;
		expect(adopt(text).lacking.map(({ what }) => what)).toContain("a list of blockers");
	});

	it("has nothing to add where no phase was found", () => {
		expect(adopt("# Notes\n\nNothing yet.\n")).toMatchObject({
			phases: { found: [], items: 0, done: 0 },
			summary: null,
			history: null,
			untouched: [],
			lacking: [],
			vocabulary: null,
		});
	});
});

describe("the vocabulary that a document needs", () => {
	it("has the word for its phases, where that is another", () => {
		expect(adopt(section(1, "Complete"), "Release").vocabulary).toEqual({ phase: "Release", statuses: {} });
	});

	it("has each word whose meaning is usual, behind the one that the document uses most", () => {
		const text = [
			section(1, "In Review"),
			section(2, "In Progress"),
			section(3, "Started"),
			section(4, "Started"),
			section(5, "Testing"),
			section(6, "Cancelled"),
		].join("");
		const { statuses, vocabulary } = adopt(text);
		expect(statuses.unknown).toEqual([
			{ word: "In Review", line: 3, means: "in-progress" },
			{ word: "Testing", line: 23, means: "in-progress" },
			{ word: "Cancelled", line: 28, means: "closed" },
		]);
		expect(statuses.understood).toEqual([
			{ word: "In Progress", status: "in-progress", times: 1 },
			{ word: "Started", status: "in-progress", times: 2 },
		]);
		expect(vocabulary).toEqual({
			phase: null,
			statuses: { "in-progress": ["Started", "In Review", "Testing"], closed: ["Cancelled"] },
		});
	});

	it("begins with the usual word for a status that the document writes in no known one", () => {
		expect(adopt(section(1, "Testing")).vocabulary?.statuses).toEqual({ "in-progress": ["In Progress", "Testing"] });
	});

	it("leaves out words that only the author can explain, and names each once", () => {
		const { statuses, vocabulary } = adopt(section(1, "Deferred") + section(2, "Deferred"));
		expect(statuses.unknown).toMatchObject([{ word: "Deferred", means: null }]);
		expect(vocabulary).toBeNull();
	});

	it("needs no word for a phase without a status", () => {
		expect(adopt("## Phase 1: x\n- [ ] a\n").statuses).toEqual({ understood: [], unknown: [] });
		expect(adopt("| Phase | Status |\n|---|---|\n| 1 | |\n\n## Phase 1: x\n- [ ] a\n").statuses).toEqual({
			understood: [],
			unknown: [],
		});
		expect(adopt("## Phase 1: x\n\n**Status:**\n\n- [ ] a\n").statuses).toEqual({ understood: [], unknown: [] });
	});
});
