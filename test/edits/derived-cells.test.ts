import { describe, expect, it } from "vitest";
import type { Change, Signature } from "../../src/edits/change.ts";
import { exitCode, Failure } from "../../src/model/failure.ts";
import { apply, checkOff, edited, uncheck } from "./editing.ts";

const sync: Change = { kind: "sync" };
const head = "| Phase | Status | Start | Done |\n|---|---|---|---|\n";
const history = "## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";

function refusal(text: string, change: Change, signature: Partial<Signature> = {}): unknown {
	try {
		return apply(text, change, signature).kind;
	} catch (error) {
		if (error instanceof Failure) return [error.exitCode, error.message, error.hint];
		throw error;
	}
}

describe("a status that is right stays", () => {
	it.each(["WIP", "🟡 Started", "🚧 In Progress", ":construction:", "🦄 In Progress", "🔄"])("in its own words: %s", (status) => {
		const text = `${head}| 1 | ${status} | - | 50% |\n\n## Phase 1: a\n### Status: ${status}\n- [x] one\n- [ ] two\n`;
		expect(apply(text, sync)).toEqual({ kind: "unchanged", why: "every derived cell is right" });
	});
});

describe("a status that is wrong", () => {
	it("is exchanged with its mark, however long that is", () => {
		const text = "## Phase 1: a\n### Status: :construction: In Progress (or so)\n- [x] one\n";
		expect(edited(text, sync)).toBe(text.replace(":construction: In Progress", "🟢 Complete"));
	});

	it("is no longer a blocked one once all is done, although blockers are listed", () => {
		const text = "## Phase 1: a\n### Status: Blocked\n- [x] one\n\n## Current Blockers\n- Phase 1: rain\n";
		expect(edited(text, sync)).toBe(text.replace("Blocked\n-", "Complete\n-"));
	});

	it("stays that in a phase that nothing touches", () => {
		const text = `${head}| 1 | Done | - | 7% |\n| 2 | Not Started | - | 0% |\n\n## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n- [ ] three\n`;
		expect(edited(text, checkOff("2/two"))).toContain("| 1 | Done | - | 7% |\n| 2 | In Progress | 2026-11-24 | 50% |");
	});
});

it("a row with shifted cells is to be corrected by hand", () =>
	expect(refusal(`${head}| 1 | Done | - | 0% | x |\n\n## Phase 1: a\n- [ ] one\n`, sync)).toEqual([
		exitCode.refused,
		"line 3: the row of Phase 1 has 5 cells, its table 4 columns",
		"a pipe within a cell is written \\|; correct the row by hand first",
	]));

describe("the history gives as the cause of a phase that follows", () => {
	const phases = (one: string, two: string): string =>
		`## Phase 1: a\n- [${one}] one\n\n## Phase 2: b\n- [ ] two\n- [${two}] three\n\n## Phase 3: c\n- [x] four\n\n`;
	const text = (one: string, two: string): string =>
		`${phases(one, two)}## Dependencies\n- Phase 3 overlaps with Phase 1\n\n${history}`;

	it("what became complete, and not what else was touched", () =>
		expect(edited(text(" ", " "), checkOff("1/one", "2/two"))).toContain("| Phase 3 | Now complete, since Phase 1 is |"));

	it("what is not complete any more, and not what else was touched", () =>
		expect(edited(text("x", "x"), uncheck("1/one", "2/three"))).toContain(
			"| Phase 3 | In progress again, since Phase 1 is not complete any more |",
		));
});

describe("a start date", () => {
	const phase = "## Phase 1: a\n- [x] one\n- [ ] two\n";
	const back = (text: string): string => edited(text, uncheck("1/one"));

	it("is nothing to write where there is no table or no column for it", () => {
		const bare = "| Phase | Status |\n|---|---|\n| 1 | In Progress |\n\n";
		expect(back(phase)).toBe(phase.replace("[x]", "[ ]"));
		expect(back(bare + phase)).toBe((bare + phase).replace("[x]", "[ ]").replace("In Progress", "Not Started"));
		expect(edited(bare + phase, checkOff("1/two"))).toContain("| 1 | Complete |");
	});

	it("is taken back as the others write it that have the cell", () => {
		const rows = (start: string, ...others: string[]): string =>
			`| Phase | Status | Start |\n|---|---|---|\n| 1 | In Progress | ${start} |\n${others.map((row) => `${row}\n`).join("")}\n${phase}`;
		expect(back(rows("2026-11-24", "| 2 | Not Started |", "| 3 | Not Started | TBD |"))).toContain("| 1 | Not Started | TBD |");
		const emptied = apply(rows("2026-11-24", "| 2 | Not Started |  |"), uncheck("1/one"));
		expect(emptied.kind === "changed" && emptied.changes).toContain("Phase 1, start date: 2026-11-24 → none");
	});

	it("is removed next to a history without such changes", () => {
		const table = `| Phase | Status | Start |\n|---|---|---|\n| 1 | In Progress | 2026-11-24 |\n\n${phase}\n`;
		const told = "## Review History\n\n| Date | Reviewer | Phase |\n|---|---|---|\n| 2026-11-20 | Al | 1 |\n";
		expect(back(table + told)).toContain("| 1 | Not Started | - |");
	});

	it("keeps the comment that touches it, and needs its column", () => {
		const change: Change = { kind: "dates", phase: "1", start: { kind: "day", day: "2026-12-01" }, target: null };
		expect(edited(`${head}| 1 | x | TBD<!-- c --> | 50% |\n\n${phase}`, change)).toContain("| 2026-12-01<!-- c --> |");
		expect(edited(`${head}| 1 | x | TBD  <!-- c --> | 50% |\n\n${phase}`, change)).toContain("| 2026-12-01  <!-- c --> |");
		expect(refusal(phase, change)).toEqual([
			exitCode.refused,
			"the document has no summary table, so Phase 1 has no start date",
			"run it with --create, or add a table with the columns Phase, Status, Start Date and Target Date",
		]);
	});
});

describe("a second reviewer", () => {
	const two = "## Phase 1: a\n- [x] one\n- [ ] two\n\n";
	const row = (line: string): string => `${history}| ${line} |\n`;
	const tick = (text: string, reviewer = "Al", ...items: string[]): unknown =>
		refusal(text, checkOff(...(items.length === 0 ? ["1/two"] : items)), { secondReviewer: true, reviewer });

	const nobody = [
		exitCode.refused,
		"this would complete Phase 1, but the review history does not name who checked off its last item, and another reviewer must complete it",
		"uncheck one item and let its reviewer check it off again",
	];

	it("is asked for in words", () => {
		expect(tick(two + row("2026-11-01 | Al | 1 | Checked off one"))).toEqual([
			exitCode.refused,
			"this would complete Phase 1, and Al checked off its last item too",
			"anybody but Al may check this one off",
		]);
		expect(tick(two)).toEqual(nobody);
		expect(tick(two.replace("[x]", "[ ]"), "Al", "1/one", "1/two")).toEqual([
			exitCode.refused,
			"2 items would complete Phase 1 at once, but two reviewers must complete it",
			"check off all but one; the last one is for another reviewer",
		]);
	});

	it("is not known from a table without changes or without reviewers", () => {
		const table = (name: string, cell: string): string =>
			`${two}## Review History\n\n| Date | ${name} | Phase |\n|---|---|---|\n| 2026-11-01 | ${cell} | 1 |\n`;
		expect(tick(table("Reviewer", "Al"))).toContain(exitCode.refused);
		expect(tick(table("Reviewer", "Jo"))).toEqual(nobody);
		expect(tick(table("Change", "Checked off one"))).toEqual(nobody);
	});

	it("is not asked for where only an optional item was left", () => {
		const optional = `${two.replace("[ ]", "[x]").trimEnd()}\n- [ ] three (optional)\n\n`;
		expect(tick(optional + row("2026-11-01 | Al | 1 | Checked off one"), "Al", "1/three-optional")).not.toContain(
			exitCode.refused,
		);
	});

	it("is the first of a day in a table with the newest on top, beneath a row of no day", () => {
		const did = (day: string, who: string): string => `| ${day} | ${who} | 1 | Checked off one |\n`;
		const rows = did("TBD", "Bo") + did("2026-11-02", "Al") + did("2026-11-02", "Jo") + did("2026-11-01", "Jo");
		expect(tick(two + history + rows, "Jo")).toBe("changed");
		expect(tick(two + history + rows, "Al")).toContain(exitCode.refused);
	});
});
