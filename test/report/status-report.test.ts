import { describe, expect, it } from "vitest";
import { rollUp } from "../../src/model/roll-up.ts";
import { explain, type PhaseReport } from "../../src/report/status-report.ts";
import { read, statusOf, today } from "./reading.ts";

const table = (row: string, head = "Phase | Status | Start Date | Target Date | Completion"): string =>
	`## Phase Status Summary\n\n| ${head} |\n|---|---|---|---|---|\n| ${row} |\n\n`;
const legend = "**Legend**: 🟢 Complete | 🟡 In Progress | ⚫ Cancelled = closed\n\n";

function phaseOf(text: string): PhaseReport {
	const [phase] = statusOf(text).phases;
	if (phase === undefined) throw new Error("no phase");
	return phase;
}
const why = (text: string): string => {
	const [phase] = rollUp(read(text), today);
	return phase === undefined ? "" : `${phase.status}: ${explain(phase)}`;
};

describe("why a phase has its status", () => {
	it.each<[because: string, text: string]>([
		["complete: everything in it is checked off", "## Phase 1: x\n- [x] a\n"],
		["complete: its author wrote so, and it has no items", "## Phase 1: x\n\n**Status:** Complete\n"],
		["not-started: nothing in it is checked off and it has no start date", "## Phase 1: x\n- [ ] a\n"],
		["not-started: nothing in it is checked off and it has no start date", "## Phase 1: x\n"],
		[
			"not-started: nothing in it is checked off and it has no start date",
			`${table("Phase 1 | | TBD | - | -")}## Phase 1: x\n- [ ] a\n`,
		],
		[
			"not-started: nothing in it is checked off and its start date is in the future",
			`${table("Phase 1 | | 2099-01-01 | - | -")}## Phase 1: x\n- [ ] a\n`,
		],
		["not-started: its author wrote so, and it has no items", "## Phase 1: x\n\n**Status:** Not Started\n"],
		["not-started: its author wrote so, and it has no items", table("Phase 1 | Not Started | - | - | -")],
		["not-started: its author wrote so, and it has no items", "## Phase 1: x (Not Started)\n"],
		["in-progress: 1 of 3 items are open", "## Phase 1: x\n- [x] a\n- [x] b\n- [ ] c\n"],
		[
			"in-progress: 2 of 2 items are open, and it has started",
			`${table("Phase 1 | | 2026-01-01 | - | -")}## Phase 1: x\n- [ ] a\n- [ ] b\n`,
		],
		["in-progress: 1 of 2 validation items are open", "## Phase 1: x\n- [x] a\n\n### Phase 1 Validation\n- [x] b\n- [ ] c\n"],
		["in-progress: 1 of 2 success criteria are open", "## Phase 1: x\n- [x] a\n\n### Success Criteria\n- [x] b\n- [ ] c\n"],
		["in-progress: it has no items that count", "## Phase 1: x\n- [x] a (optional)\n"],
		["in-progress: its author wrote so, and it has no items", "## Phase 1: x\n\n**Status:** In Progress\n"],
		[
			"in-progress: Phase 2, Phase 3 must be complete first",
			"## Phase 1: x\n- [x] a\n\n## Phase 2: y\n- [ ] b\n\n## Phase 3: z\n- [ ] c\n\n## Dependencies\n\n- Phase 1 depends on Phases 2-3\n- Phase 1 depends on Phase 2\n",
		],
		[
			"blocked: no quota; no people",
			"## Phase 1: x\n- [ ] a\n\n## Current Blockers\n\n- Phase 1: no quota\n- Phase 1: no people\n",
		],
		["closed: its author set it aside", `${legend}## Phase 1: x\n\n**Status:** ⚫ Cancelled\n\n- [ ] a\n`],
	])("%s", (because, text) => expect(why(text)).toBe(because));
});

describe("the status of a phase", () => {
	it("is in the words and marks of the document's legend", () => {
		expect(phaseOf(`${legend}## Phase 1: x\n- [x] a\n`).statusLabel).toBe("🟢 Complete");
		expect(phaseOf("**Legend**: Done | Doing\n\n## Phase 1: x\n- [x] a\n").statusLabel).toBe("🟢 Done");
	});

	it("keeps the author's own words where nothing is derived from them", () => {
		const labels = (status: string): unknown[] => {
			const {
				status: derived,
				statusLabel,
				statusInDocument,
			} = phaseOf(`${legend}## Phase 1: x\n\n**Status:** ${status}\n\n- [ ] a\n`);
			return [derived, statusLabel, statusInDocument];
		};
		expect(labels("⚫ Cancelled")).toEqual(["closed", "⚫ Cancelled", "closed"]);
		expect(labels("Deferred")).toEqual(["not-started", "Deferred", null]);
		expect(labels("🟣 On Hold")).toEqual(["not-started", "🟣 On Hold", null]);
		expect(labels("")).toEqual(["not-started", "🔴 Not Started", null]);
		expect(phaseOf(`${table("Phase 1 |  | - | - | -")}## Phase 1: x\n- [ ] a\n`).statusLabel).toBe("🔴 Not Started");
		const two = "**Legend**: 🟢 Complete | ⚫ Cancelled = closed | 🟣 Dropped = closed\n\n";
		expect(phaseOf(`${two}## Phase 1: x\n\n**Status:** 🟣 Dropped\n\n- [ ] a\n`)).toMatchObject({
			status: "closed",
			statusLabel: "🟣 Dropped",
		});
		expect(labels("🟢 Complete")).toEqual(["not-started", "🔴 Not Started", "complete"]);
	});

	it("is read from the table, then from the section, then from the heading", () => {
		const all = (row: string, section: string, heading: string): string =>
			`${row === "" ? "" : table(`Phase 1 | ${row} | - | - | -`)}## Phase 1: x${heading === "" ? "" : ` (${heading})`}\n\n${section === "" ? "" : `**Status:** ${section}\n\n`}- [ ] a\n`;
		expect(phaseOf(all("Complete", "In Progress", "Blocked")).statusInDocument).toBe("complete");
		expect(phaseOf(all("", "In Progress", "Complete")).statusInDocument).toBe("in-progress");
		expect(phaseOf(all("", "", "Complete")).statusInDocument).toBe("complete");
		expect(phaseOf(all("", "", "")).statusInDocument).toBeNull();
		// A word that is not understood does not hide one that is.
		expect(phaseOf(legend + all("Deferred", "⚫ Cancelled", ""))).toMatchObject({
			status: "closed",
			statusLabel: "⚫ Cancelled",
		});
	});
});

describe("what does not count any more", () => {
	const closed = `${legend}## Phase 1: x\n\n**Status:** ⚫ Cancelled\n\n- [ ] a (due 2026-11-01)\n- [x] b\n\n### Phase 1 Validation\n- [ ] c\n\n`;

	it("is all of a phase that was set aside: it adds nothing to the total, and is not overdue", () => {
		const report = statusOf(`${closed}## Phase 2: y\n- [x] d\n- [ ] e\n\n### Phase 2 Validation\n- [x] f\n`);
		expect(report.total).toEqual({ done: 1, counted: 2, completion: 50, validation: { done: 1, counted: 1 } });
		expect(report.phases[0]).toMatchObject({
			status: "closed",
			next: [],
			items: [{ id: "1/a", due: "2026-11-01", overdueDays: null }, {}],
		});
	});

	it("is not overdue where it is done or not applicable", () => {
		const items = "- [ ] a (due 2026-11-14)\n- [x] b (due 2026-11-14)\n- [ ] ~~c~~ (N/A: bought, due 2026-11-14)\n- [ ] d\n";
		const [a, b, c, d] = phaseOf(`## Phase 1: x\n${items}`).items;
		expect(a).toMatchObject({ due: "2026-11-14", overdueDays: 10, skipped: false });
		expect(b).toMatchObject({ due: "2026-11-14", overdueDays: null, checked: true });
		expect(c).toMatchObject({ overdueDays: null, skipped: true });
		expect(d).toMatchObject({ due: null, overdueDays: null });
	});
});

describe("a success criterion without a checkbox", () => {
	it("is there with its place, its owners and its due date", () => {
		const { criteria } = phaseOf("## Phase 1: x\n- [ ] a\n\n### Success Criteria\n\n- Fast (@ana, due 2026-12-01)\n- Small\n");
		expect(criteria).toEqual([
			{ id: "1/criteria/fast", text: "Fast", line: 6, owners: ["@ana"], due: "2026-12-01" },
			{ id: "1/criteria/small", text: "Small", line: 7, owners: [], due: null },
		]);
		expect(
			statusOf("## Phase 1: x\n\n### Success Criteria\n\n- Small\n", "x.md", [{ key: "*", owners: ["@bo"] }]).phases[0]
				?.criteria[0]?.owners,
		).toEqual(["@bo"]);
	});
});

describe("what contradicts the items", () => {
	const half = "## Phase 1: x\n- [x] a\n- [ ] b\n";
	const found = (row: string, text = half) => phaseOf(table(row) + text).contradictions;

	it("is a percentage in the table that is not theirs, in whichever form", () => {
		expect(found("Phase 1 | | - | - | 90%")).toEqual(["the table says 90%, but 1 of 2 items are done, which is 50%"]);
		expect(found("Phase 1 | | - | - | 2/2")).toEqual(["the table says 100%, but 1 of 2 items are done, which is 50%"]);
		for (const right of ["50%", "1/2", "-", "", "7/40 points"]) expect(found(`Phase 1 | | - | - | ${right}`), right).toEqual([]);
	});

	it("is nothing of a percentage in a heading that says as much as is known", () => {
		const heading = (text: string) => phaseOf(`## Phase 1: x (${text})\n- [x] a\n- [ ] b\n`).contradictions;
		expect(heading("0%")).toEqual([]);
		expect(heading("50%")).toEqual([]);
		expect(phaseOf(`## Phase 1: x\n\n**Status:** 100%\n\n- [x] a\n- [ ] b\n`).contradictions).toEqual([]);
	});

	it("is blocked without a blocker, which is shown and never rewritten", () => {
		expect(found("Phase 1 | Blocked | - | - | -")).toEqual([
			"the table says blocked, but it is in progress: 1 of 2 items are open",
		]);
	});

	it("is said once where table and section say the same", () => {
		const section = half.replace("x\n", "x\n\n**Status:** Complete\n\n");
		expect(found("Phase 1 | Complete | - | - | -", section)).toHaveLength(1);
		expect(found("Phase 1 | Not Started | - | - | -", section)).toHaveLength(2);
	});
});
