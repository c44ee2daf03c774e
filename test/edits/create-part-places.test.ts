import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { createPart } from "../../src/edits/create-part.ts";
import { Failure } from "../../src/model/failure.ts";
import { apply, day, read } from "./editing.ts";

const created = (text: string, change: Change): string | null => createPart(read(text), change, day, read)?.text ?? null;
const note: Change = { kind: "note", phase: "1", text: "Slow" };
const block: Change = { kind: "block", phase: "1", reason: "Budget" };
const dates: Change = { kind: "dates", phase: "1", start: { kind: "day", day: "2026-11-01" }, target: null };
const bothDates: Change = { ...dates, target: { kind: "day", day: "2026-12-01" } };

const phase = "# Plan\n\n## Phase 1: One\n\n- [x] a\n- [ ] b\n";
const blockers = "## Current Blockers\n\nNone\n";
const summary = `## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
| ----- | ----------- | ------ | ---------- | ----------- | ---------- |
| Phase 1 | One | 🟡 In Progress | - | - | 50% |
`;

describe("the end of a document, where a part is added", () => {
	const footer = "*Last Updated: 2026-11-01*\n";

	it.each(["---", "***", "___", "----------", "---  "])("is above the footer and the rule %j", (rule) => {
		expect(created(`${phase}\n${rule}\n\n${footer}`, block)).toBe(`${phase}\n${blockers}\n${rule}\n\n${footer}`);
		expect(created(`${phase}\n${rule}\n${footer}`, block)).toBe(`${phase}\n${blockers}\n${rule}\n${footer}`);
	});

	it.each(["--", "**", "__", "--- x", "x ---"])("is below a line that is no rule: %j", (line) => {
		expect(created(`${phase}\n${line}\n\n${footer}`, block)).toBe(`${phase}\n${line}\n\n${blockers}\n${footer}`);
	});

	it("does not take the underline of a heading for a rule", () => {
		const text = `${phase}\nOther work\n----------\n\n`;
		expect(created(text + footer, block)).toBe(`${text}${blockers}\n${footer}`);
	});

	it("is the end of the text if the footer is at the top, or missing", () => {
		const top = `# Plan\n\n${footer}\n## Phase 1: One\n\n- [ ] a\n\n---\n`;
		expect(created(top, block)).toBe(`${top}\n${blockers}`);
		expect(created(`${phase}\n---\n`, block)).toBe(`${phase}\n---\n\n${blockers}`);
	});

	it("is above the comments that remember what was overwritten, and above the footer over these", () => {
		const memory = "<!-- boulder-migrate-restore 1 status complete: Done -->\n";
		expect(created(`${phase}\n${memory}${memory}`, block)).toBe(`${phase}\n${blockers}\n${memory}${memory}`);
		expect(created(`${phase}\n${memory.trim()}`, block)).toBe(`${phase}\n${blockers.trim()}\n\n${memory.trim()}`);
		expect(created(`${phase}\n---\n\n${footer}${memory}`, block)).toBe(`${phase}\n${blockers}\n---\n\n${footer}${memory}`);
		expect(created(`${phase}\n${memory}\nMore.\n`, block)).toBe(`${phase}\n${memory}\nMore.\n\n${blockers}`);
	});

	it("keeps blank lines that are there, and adds one where there is none", () => {
		expect(created(`${phase}\n`, block)).toBe(`${phase}\n${blockers}`);
		expect(created(`${phase}   \n`, block)).toBe(`${phase}   \n${blockers}`);
		expect(created(phase.trimEnd(), block)).toBe(`${phase}\n${blockers.trimEnd()}`);
		expect(created("# Plan\n\n## Phase 1: One\n\nText", block)).toBe(
			`# Plan\n\n## Phase 1: One\n\nText\n\n${blockers.trimEnd()}`,
		);
	});

	it("has the line ending of the lines around it, in a document that mixes them", () => {
		const windows = (text: string): string => text.replaceAll("\n", "\r\n");
		expect(created(`${phase}\nMore.\r\n`, block)).toBe(`${phase}\nMore.\r\n${windows(`\n${blockers}`)}`);
		expect(created(`# Plan\r\n\r\n${phase.slice(8)}`, dates)).toBe(`# Plan\r\n\r\n${windows(`${summary}\n`)}${phase.slice(8)}`);
	});
});

describe("the summary table that is added", () => {
	it("stands before what precedes the phases at their depth, and behind the title", () => {
		const goals = "## Goals\n\nFewer machines.\n\n";
		const rest = phase.slice(8);
		expect(created(`# Plan\n\n${goals}${rest}`, dates)).toBe(`# Plan\n\n${summary}\n${goals}${rest}`);
		expect(created(`# Plan\n\n### Aside\n\nText\n\n${goals}${rest}`, dates)).toBe(
			`# Plan\n\n### Aside\n\nText\n\n${summary}\n${goals}${rest}`,
		);
		expect(created(`# Plan\n\n### Phase 1: One\n\n- [x] a\n- [ ] b\n\n## Other\n\nText\n`, dates)).toBe(
			`# Plan\n\n${summary}\n### Phase 1: One\n\n- [x] a\n- [ ] b\n\n## Other\n\nText\n`,
		);
	});

	it("is behind the title where every section is one, and first where the document begins with a phase", () => {
		const titles = "# Plan\n\n# Phase 1: One\n\n- [x] a\n- [ ] b\n";
		expect(created(titles, dates)).toBe(titles.replace("# Phase", `${summary.slice(1)}\n# Phase`));
		expect(created(phase.slice(8), dates)).toBe(`${summary}\n${phase.slice(8)}`);
	});

	it.each(["```", "~~~", "````"])("is not put into code fenced by %s, with any content", (fence) => {
		const code = `${fence}md\n## Goals\n${fence.slice(1)}\n${fence}\n`;
		expect(created(`# Plan\n\n${code}\n${phase.slice(8)}`, dates)).toBe(`# Plan\n\n${code}\n${summary}\n${phase.slice(8)}`);
	});

	it("keeps a status that is none of the four as its author wrote it", () => {
		const text = "# Plan\n\n## Phase 1: One\n\n### Status\n\nParked | later\n\n- [ ] a\n";
		expect(created(text, dates)).toContain("| Phase 1 | One | Parked \\| later | - | - | 0% |\n");
	});
});

describe("the columns that are added", () => {
	const table = (rows: string): string => `# Plan\n\n## Phase Status Summary\n\n${rows}\n## Phase 1: One\n\n- [ ] a\n`;
	const cell = "🔴 Not Started";

	it("follow the form of each row: its outer pipes, and what stands behind it", () => {
		expect(created(table(`| Phase | Status\n|---|---\n| Phase 1 | ${cell}\n`), bothDates)).toBe(
			table(`| Phase | Status | Start Date | Target Date\n|---|--- | ---------- | -----------\n| Phase 1 | ${cell} | - | -\n`),
		);
		expect(created(table(`Phase | Status |\n---|---|\nPhase 1 | ${cell} |\n`), dates)).toBe(
			table(`Phase | Status | Start Date |\n---|---| ---------- |\nPhase 1 | ${cell} | - |\n`),
		);
		expect(created(table(`| Phase | Status |  \n|---|---|\n| Phase 1 | ${cell} |\t\n`), dates)).toBe(
			table(`| Phase | Status | Start Date |  \n|---|---| ---------- |\n| Phase 1 | ${cell} | - |\t\n`),
		);
	});
});

describe("notes that are added", () => {
	it.each([
		["# Plan\n\n## Phase 1: One\n\n- [ ] a\n\n## Parts\n\n### Notes and Lessons Learned\n\nText\n", "#### Phase 1 Notes\n"],
		["# Plan\n\n## Phase 1: One\n\n- [ ] a\n\nNotes and Lessons Learned\n---\n\nText\n", "### Phase 1 Notes\n"],
	])("have a heading one below that of all notes", (text, heading) => {
		expect(created(text, note)).toBe(`${text}\n${heading}`);
	});

	it("of another phase do not do", () => {
		const text = `${phase}\n## Phase 2: Two\n\n- [ ] c\n\n## Notes and Lessons Learned\n\n### Phase 2 Notes\n\n- x\n`;
		expect(created(text, note)).toBe(`${text}\n### Phase 1 Notes\n`);
	});
});

describe("a part that would change what the rest says", () => {
	const twice = `${phase}\n## Risk Register\n\n| Risk | Impact |\n|---|---|\n| Slow | High |\n| Slow | High |\n`;

	it("is refused, with what it was", () => {
		const losing = (text: string): ReturnType<typeof read> => read(text.replace("- [ ] b\n", ""));
		expect(() => createPart(read(phase), block, day, losing)).toThrow(
			new Failure(
				"refused",
				`"Current Blockers" cannot be added: the rest of the document would be read differently`,
				"add it by hand where it belongs, then run the command again without --create",
			),
		);
	});

	it("is refused where one of two equal things would be lost, and added where both stay", () => {
		const losing = (text: string): ReturnType<typeof read> => read(text.replace("| Slow | High |\n", ""));
		expect(() => createPart(read(twice), block, day, losing)).toThrow(Failure);
		expect(created(twice, block)).toBe(`${twice}\n${blockers}`);
	});

	it("is written to next: the same command then finds what it lacked", () => {
		for (const change of [note, block, dates]) {
			const text = created(twice, change) ?? "";
			expect(apply(text, change).kind).toBe("changed");
			expect(created(text, change)).toBeNull();
		}
	});
});
