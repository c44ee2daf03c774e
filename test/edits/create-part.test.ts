import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { createPart } from "../../src/edits/create-part.ts";
import type { Day } from "../../src/model/date.ts";
import { Failure } from "../../src/model/failure.ts";
import { day, read } from "./editing.ts";

const created = (text: string, change: Change): string | null => createPart(read(text), change, day, read)?.text ?? null;
const added = (text: string, change: Change): string | null => createPart(read(text), change, day, read)?.added ?? null;

const note: Change = { kind: "note", phase: "1", text: "Slow" };
const block: Change = { kind: "block", phase: "1", reason: "Budget" };
const review: Change = { kind: "review", phase: "1", text: "Read" };
const dates = (start: Day | null, target: Day | null): Change => {
	const written = (value: Day | null) => (value === null ? null : ({ kind: "day", day: value } as const));
	return { kind: "dates", phase: "1", start: written(start), target: written(target) };
};

const phase = "# Plan\n\n## Phase 1: One\n\n- [x] a\n- [ ] b\n";

describe("a part that is missing", () => {
	it("is added at the end, at the depth of the sections", () => {
		expect(created(phase, note)).toBe(`${phase}\n## Notes and Lessons Learned\n\n### Phase 1 Notes\n`);
		expect(added(phase, note)).toBe("Phase 1 Notes");
		expect(created(phase, block)).toBe(`${phase}\n## Current Blockers\n\nNone\n`);
		expect(created(phase, review)).toBe(
			`${phase}\n## Review History\n\n| Date | Reviewer | Phase | Status Update |\n| ---- | -------- | ----- | ------------- |\n`,
		);
	});

	it("is a risk register, with a column for the owner where one is given", () => {
		const risk = (owner: string | null): Change => ({
			kind: "risk-add",
			text: "DNS outage",
			impact: "High",
			probability: null,
			mitigation: null,
			owner,
		});
		const header = "\n## Risk Register\n\n| Risk | Impact | Probability | Mitigation |";
		expect(created(phase, risk(null))).toBe(`${phase}${header}\n| ---- | ------ | ----------- | ---------- |\n`);
		expect(created(phase, risk("Ana"))).toBe(`${phase}${header} Owner |\n| ---- | ------ | ----------- | ---------- | ----- |\n`);
		expect(added(phase, risk(null))).toBe("Risk Register");
		const known = `${phase}\n## Risks\n\n| Risk | Impact |\n|---|---|\n`;
		expect(created(known, risk(null))).toBeNull();
		expect(created("# Umzug\n\n### Phase 1: Netz\n\n- [ ] die Server und der Klient für alle\n", risk(null))).toContain(
			"### Risiken\n\n| Risiko | Auswirkung | Wahrscheinlichkeit | Maßnahme |\n",
		);
	});

	it("goes below the title where every section is a title of its own", () => {
		expect(created("# Plan\n\n# Phase 1: One\n\n- [ ] a\n", block)).toBe(
			"# Plan\n\n# Phase 1: One\n\n- [ ] a\n\n# Current Blockers\n\nNone\n",
		);
	});

	it("goes into the notes that exist", () => {
		const text = `${phase}\n## Notes and Lessons Learned\n\nWords.\n\n## Risks\n\nNone\n`;
		expect(created(text, note)).toBe(
			`${phase}\n## Notes and Lessons Learned\n\nWords.\n\n### Phase 1 Notes\n\n## Risks\n\nNone\n`,
		);
	});

	it("stands before the footer and the rule above it", () => {
		const text = `${phase}\n## Other\n\nWords.\n`;
		expect(created(`${text}\n---\n\n*Last Updated: 2026-11-01*\n`, block)).toBe(
			`${text}\n## Current Blockers\n\nNone\n\n---\n\n*Last Updated: 2026-11-01*\n`,
		);
	});

	it("has the line endings of the document, and a text without a final newline keeps to that", () => {
		expect(created(phase.replaceAll("\n", "\r\n"), block)).toBe(
			`${phase}\n## Current Blockers\n\nNone\n`.replaceAll("\n", "\r\n"),
		);
		expect(created(phase.trimEnd(), block)).toBe(`${phase}\n## Current Blockers\n\nNone`);
	});

	it("takes no heading in code for one of the document", () => {
		const text = "# Plan\n\n```sh\n## not a heading\n```\n\n### Phase 1: One\n\n- [ ] a\n";
		expect(created(text, block)).toBe(`${text}\n### Current Blockers\n\nNone\n`);
	});

	it("is a summary table before the first section, with the derived values of each phase", () => {
		const text = "# Plan\n\nWords.\n\n## Phase 1: One | two\n\n- [x] a\n- [ ] b\n\n## Phase 2: Empty\n";
		expect(created(text, dates("2026-11-01", null))).toBe(
			`# Plan

Words.

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
| ----- | ----------- | ------ | ---------- | ----------- | ---------- |
| Phase 1 | One \\| two | 🟡 In Progress | - | - | 50% |
| Phase 2 | Empty | 🔴 Not Started | - | - | - |

## Phase 1: One | two

- [x] a
- [ ] b

## Phase 2: Empty
`,
		);
	});

	const table = (rows: string): string => `# Plan\n\n## Phase Status Summary\n\n${rows}\n## Phase 1: One\n\n- [ ] a\n`;

	it.each([
		["start", dates("2026-11-01", null), ["Start Date"]],
		["target", dates(null, "2026-12-01"), ["Target Date"]],
		["both", dates("2026-11-01", "2026-12-01"), ["Start Date", "Target Date"]],
	] as const)("is a column of the summary table: %s", (_, change, names) => {
		const dash = names.map((name) => "-".repeat(name.length));
		expect(created(table("| Phase | Status |\n|---|---|\n| Phase 1 | 🔴 Not Started |\n"), change)).toBe(
			table(
				`| Phase | Status | ${names.join(" | ")} |\n|---|---| ${dash.join(" | ")} |\n| Phase 1 | 🔴 Not Started | ${names.map(() => "-").join(" | ")} |\n`,
			),
		);
		expect(added(table("| Phase | Status |\n|---|---|\n| Phase 1 | 🔴 Not Started |\n"), change)).toBe(
			`the column ${names.join(" and ")}`,
		);
	});

	it("is added to a table without outer pipes in the style of the table", () => {
		expect(created(table("Phase | Status\n---|---\nPhase 1 | 🔴 Not Started\n"), dates("2026-11-01", null))).toBe(
			table("Phase | Status | Start Date\n---|--- | ----------\nPhase 1 | 🔴 Not Started | -\n"),
		);
	});

	it("is refused for a table with a row of other cells", () => {
		expect(() =>
			created(table("| Phase | Status |\n|---|---|\n| Phase 1 | 🔴 Not Started | x |\n"), dates("2026-11-01", null)),
		).toThrow(
			new Failure(
				"refused",
				"line 7: the row of Phase 1 has 3 cells, its table 2 columns",
				"give each row of the table as many cells as it has columns, then try again",
			),
		);
	});
});

describe("nothing is added", () => {
	it.each([
		["notes", `${phase}\n## Notes\n\n### Phase 1 Notes\n\n- x\n`, note],
		["a list of blockers", `${phase}\n## Dependencies and Blockers\n\n### Current Blockers\n\nNone\n`, block],
		["a review history", `${phase}\n## Review History\n\n| Date | Changes |\n|---|---|\n`, review],
		["an item", phase, { kind: "check-off", items: ["1/b"], evidence: null }],
	] as const)("to a document that has %s", (_, text, change) => expect(created(text, change)).toBeNull());

	it("for a date that stays as it is", () =>
		expect(
			created(
				"# Plan\n\n## Phase Status Summary\n\n| Phase | Status | Start |\n|---|---|---|\n| 1 | 🔴 Not Started | - |\n\n## Phase 1: One\n\n- [ ] a\n",
				dates("2026-11-01", null),
			),
		).toBeNull());
});
