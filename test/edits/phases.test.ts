import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { exitCode } from "../../src/model/failure.ts";
import { apply, checkOff, edited, read } from "./editing.ts";

const block = (phase: string): Change => ({ kind: "block", phase, reason: "rain" });
const unblock = (phase: string): Change => ({ kind: "unblock", phase });
const review = (phase: string, text = "seen"): Change => ({ kind: "review", phase, text });
const dates = (start: string | null, target: string | null): Change => ({
	kind: "dates",
	phase: "1",
	start: start === null ? null : { kind: "day", day: start },
	target: target === null ? null : { kind: "day", day: target },
});
const phases = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [x] two\n\n## Current Blockers\nNone\n";
const head = (columns: string): string => `\n## Review History\n\n| ${columns} |\n|${"---|".repeat(columns.split("|").length)}\n`;
const history = head("Date | Reviewer | Phase | Change");
const rows = (text: string): (string | undefined)[][] =>
	(read(text).history?.rows ?? []).map(({ phase, change }) => [phase?.value, change?.value]);

describe("block and unblock", () => {
	it("select the phase by its name, regardless of the others", () => {
		expect(edited(phases, block("1"))).toContain("- Phase 1: rain (since 2026-11-24)\n");
		expect(() => apply(phases, block("2"))).toThrow("Phase 2 is complete: nothing can block it");
		const lone = phases.replace("## Phase 1: a\n- [ ] one\n\n", "");
		expect(() => apply(lone, block("2"))).toThrow(expect.objectContaining({ exitCode: exitCode.refused }));
	});

	it("are reported of a phase that is not marked as blocked", () => {
		const text = phases.replace("None", "- Phase 1: rain") + history;
		expect(rows(edited(text, unblock("1")))).toEqual([["Phase 1", "No longer blocked (rain); not started yet"]]);
	});

	it("bring up to date what the phase is called, though that does not follow from them", () => {
		const table = "| Phase | Status | Done |\n|---|---|---|\n| 1 | Not Started | 40% |\n\n";
		const twice = `${table}${phases.replace("None", "- Phase 1: snow")}`;
		expect(edited(twice, block("1"))).toContain("| 1 | Blocked | 0% |");
		const set = `| Phase | Status | Start | Done |\n|---|---|---|---|\n| 1 | In Progress | 2026-01-01 | 40% |\n\n${phases}`;
		expect(edited(set, dates("2026-01-02", null))).toContain("| 1 | In Progress | 2026-01-02 | 0% |");
	});
});

describe("dates", () => {
	const table = (columns: string, cells: string): string =>
		`| Phase | ${columns} |\n|---|${"---|".repeat(columns.split("|").length)}\n| 1 | ${cells} |\n\n${phases}`;

	it("may be one day, and the target is alone without a start", () => {
		const text = table("Status | Start | Target", "In Progress | - | -");
		expect(edited(text, dates("2026-11-20", "2026-11-20"))).toContain("| 1 | In Progress | 2026-11-20 | 2026-11-20 |");
		expect(() => apply(text, dates("2026-12-02", "2026-12-01"))).toThrow(
			expect.objectContaining({
				exitCode: exitCode.refused,
				message: "Phase 1 would have its target 2026-12-01 before its start 2026-12-02",
			}),
		);
		const undated = table("Status | Target", "Not Started | -");
		expect(edited(undated, dates(null, "2026-12-01"))).toContain("| 1 | Not Started | 2026-12-01 |");
		const started = table("Status | Start", "In Progress | -");
		expect(edited(started, dates("2026-12-01", null))).toContain("| 1 | Not Started | 2026-12-01 |");
	});
});

describe("a review is there already", () => {
	const why = (text: string, change: Change): string => {
		const applied = apply(text, change);
		return applied.kind === "unchanged" ? applied.why : "changed";
	};
	const already = "the review already exists";

	it("of the same phase, or if the table does not distinguish phases or people", () => {
		const row = `${phases}${history}| 2026-11-24 | Jo Doe | Phase 1 | seen |\n`;
		expect(why(row, review("1"))).toBe(already);
		expect(why(row, review("2"))).toBe("changed");
		expect(why(row.replace("Jo Doe", "Al"), review("1"))).toBe("changed");
		expect(why(`${phases}${head("Date | Phase | Change")}| 2026-11-24 | 1 | seen |\n`, review("1"))).toBe(already);
		const who = `${phases}${head("Date | Reviewer | Change")}| 2026-11-24 | Jo Doe | seen |\n`;
		expect(why(who, review("1"))).toBe(already);
		expect(why(who.replace("2026-11-24", "TBD"), review("1"))).toBe("changed");
	});

	it("never where the table has no column for what was said: it is refused, and its words are not lost", () => {
		const text = `${phases}${head("Date | Reviewer | Phase")}| 2026-11-24 | Jo Doe | Phase 1 |\n`;
		expect(() => apply(text, review("1"))).toThrow(expect.objectContaining({ exitCode: exitCode.refused }));
	});

	it("and it is refused where there is no history, as a note is without notes, and a block without a list", () => {
		for (const change of [review("1"), block("1"), { kind: "note", phase: "1", text: "x" } as const])
			expect(() => apply("## Phase 1: a\n- [ ] one\n", change)).toThrow(expect.objectContaining({ exitCode: exitCode.refused }));
	});
});

it("a gate names each phase that the document lacks", () => {
	const text = "## Phase 1: a\n- [ ] one\n\n## Dependencies\n- Phase 1 depends on Phases 7 and 8\n";
	expect(() => apply(text, checkOff("1/one"))).toThrow(/; the document has no Phase 7 and Phase 8$/);
});
