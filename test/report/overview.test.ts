import { describe, expect, it } from "vitest";
import { overview, problemsIn } from "../../src/report/overview.ts";
import { statusOf } from "./reading.ts";

const table = (target: string, status = "🟡 In Progress"): string =>
	`## Phase Status Summary\n\n| Phase | Status | Start Date | Target Date | Completion |\n|---|---|---|---|---|\n| Phase 1 | ${status} | 2026-01-01 | ${target} | 50% |\n\n`;
const half = "## Phase 1: x\n- [x] a\n- [ ] b\n";
const blocked = `${half}\n## Dependencies and Blockers\n\n### Current Blockers\n- Phase 1: no quota\n`;

/** The worst first. */
const documents: readonly (readonly [name: string, text: string])[] = [
	["blocked", blocked],
	["ten days late", table("2026-11-14") + half],
	["a day late", table("2026-11-23") + half],
	["two items late", half.replace("[ ] b", "[ ] b (due 2026-11-23)\n- [ ] c (due 2026-11-22)\n- [x] d")],
	["an item late", half.replace("[ ] b", "[ ] b (due 2026-01-01)")],
	["contradicted", table("2099-01-01", "🟢 Complete") + half],
	["half, by name the first", half],
	["half, by name the second", table("2099-01-01") + half],
	["done", "## Phase 1: x\n- [x] a\n"],
];

describe("an overview of several documents", () => {
	it.each([
		["as they come", documents],
		["backwards", documents.toReversed()],
	])("has the worst on top: blocked, overdue, contradicted, then the least complete (%s)", (_order, given) => {
		const { documents: sorted } = overview(given.map(([name, text]) => statusOf(text, name)));
		expect(sorted.map(({ document }) => document)).toEqual(documents.map(([name]) => name));
	});

	it("adds up the items of them all, not their percentages", () => {
		const reports = [statusOf("## Phase 1: x\n- [x] a\n"), statusOf("## Phase 1: x\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n")];
		expect(overview(reports)).toMatchObject({ schemaVersion: 1, total: { done: 2, counted: 5, completion: 40 } });
		expect(overview([])).toEqual({ schemaVersion: 1, total: { done: 0, counted: 0, completion: 0 }, documents: [] });
	});

	it("leaves the given order alone", () => {
		const reports = [statusOf(half, "half"), statusOf(blocked, "blocked")];
		overview(reports);
		expect(reports.map(({ document }) => document)).toEqual(["half", "blocked"]);
	});
});

describe("what is wrong with a document", () => {
	it("is nothing where nothing is", () => {
		expect(problemsIn(statusOf(half))).toEqual({
			blocked: [],
			overdue: [],
			overdueDays: 0,
			itemsOverdue: 0,
			contradictions: 0,
			irregularities: 0,
		});
	});

	it("names the phases that are blocked or late, by how many days the latest is, and counts the rest", () => {
		const text = `## Phase Status Summary

| Phase | Status | Start Date | Target Date | Completion |
|---|---|---|---|---|
| Phase 1 | 🟢 Complete | 2026-01-01 | 2026-11-22 | 50% |
| Phase 2 | 🔴 Not Started | - | 2026-11-14 | 90% |
| Phase 3 | 🔴 Not Started | - | 2099-01-01 | 0% |

## Phase 1: x
- [x] a
- [ ] b (due 2026-11-01)

## Phase 2: y
- [ ] c

## Phase 3: z
- [ ] d

## Dependencies and Blockers

### Current Blockers
- Phase 3: no quota

### Dependencies
- Phase 3 is somehow bound to the others
`;
		expect(problemsIn(statusOf(text))).toEqual({
			blocked: ["3"],
			overdue: ["1", "2"],
			overdueDays: 10,
			itemsOverdue: 1,
			contradictions: 3,
			irregularities: 1,
		});
	});
});
