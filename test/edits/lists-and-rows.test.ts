import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { Failure } from "../../src/model/failure.ts";
import { apply, changedLines, edited, migration, read } from "./editing.ts";

const block = (phase: string, reason = "no quota"): Change => ({ kind: "block", phase, reason });
const unblock = (phase: string): Change => ({ kind: "unblock", phase });
const note = (text: string): Change => ({ kind: "note", phase: "1", text });
const review = (text = "seen"): Change => ({ kind: "review", phase: "1", text });

describe("block and unblock", () => {
	const section = (text: string): string => /### Current Blockers\n([\s\S]*?)\n\n###/.exec(text)?.[1] ?? "";

	it("write the list, the status and the history", () => {
		const now = edited(migration, block("4"));
		expect(changedLines(migration, now)).toEqual([
			"-| **Phase 4** | ConfigMaps/Secrets Management | 🔴 Not Started | - | TBD | 0% |",
			"-### Status: 🔴 Not Started",
			"-None - Phase 1 (test profile) provides stable foundation",
			"-| (TBD) | - | - | Initial document creation |",
			"-*Last Updated: Document created as part of multi-profile strategy implementation*",
			"+| **Phase 4** | ConfigMaps/Secrets Management | ⚠️ Blocked | - | TBD | 0% |",
			"+### Status: ⚠️ Blocked",
			"+- Phase 4: no quota (since 2026-11-24)",
			"+| 2026-11-24 | Jo Doe | Phase 4 | Blocked: no quota |",
			"+*Last Updated: 2026-11-24*",
			"+<!-- boulder-migrate-restore - blockers none: None - Phase 1 (test profile) provides stable foundation -->",
		]);
		expect(apply(now, block("4"))).toEqual({ kind: "unchanged", why: "Phase 4 is blocked by this already" });
		const two = edited(now, block("2", "ill"));
		expect(section(two)).toBe("- Phase 4: no quota (since 2026-11-24)\n- Phase 2: ill (since 2026-11-24)");
		const one = edited(two, unblock("4"));
		expect(section(one)).toBe("- Phase 2: ill (since 2026-11-24)");
		expect(one).toContain("| Phase 4 | No longer blocked (no quota); not started yet |");
		const none = edited(one, unblock("2"));
		expect(section(none)).toBe("None - Phase 1 (test profile) provides stable foundation");
		expect(none).not.toContain("<!--");
		expect(apply(migration, unblock("2"))).toEqual({ kind: "unchanged", why: "Phase 2 is not blocked" });
	});

	it.each([
		["a bullet that says none", "- None", "- Phase 1: no quota (since 2026-11-24)", "None"],
		["nothing", "", "- Phase 1: no quota (since 2026-11-24)\n", "None\n"],
		[
			"notes under another blocker",
			"* Phase 2: x\n\n  ticket 7\n\nprose",
			"* Phase 2: x\n\n  ticket 7\n* Phase 1: no quota (since 2026-11-24)\n\nprose",
			"* Phase 2: x\n\n  ticket 7\n\nprose",
		],
		["numbers", "1. Phase 2: x", "1. Phase 2: x\n2. Phase 1: no quota (since 2026-11-24)", "1. Phase 2: x"],
		[
			"what is resolved",
			"- ~~Phase 2: x~~",
			"- Phase 1: no quota (since 2026-11-24)\n- ~~Phase 2: x~~",
			"- None\n- ~~Phase 2: x~~",
		],
	])("respect %s", (_what, list, wanted, back) => {
		const text = `## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Current Blockers\n${list}\n`;
		const blocked = edited(text, block("1"));
		expect(blocked).toBe(text.replace(`Blockers\n${list}`, `Blockers\n${wanted}`));
		expect(edited(blocked, unblock("1"))).toBe(text.replace(`Blockers\n${list}`, `Blockers\n${back}`));
	});

	it.each(["- None yet", "* None - all is well", "_None yet - this list is kept up to date_", "None so far."])(
		"bring back %s",
		(list) => {
			const text = `## Phase 1: a\n- [ ] one\n\n## Current Blockers\n\n${list}\n`;
			const blocked = edited(text, block("1"));
			expect(blocked).toContain("- Phase 1: no quota (since 2026-11-24)\n".replace("-", list.startsWith("*") ? "*" : "-"));
			expect(edited(blocked, unblock("1"))).toBe(text);
		},
	);

	it("take one phase out of a bullet about several", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Current Blockers\n- Phases 1-2: *no* quota\n";
		expect(() => edited(text, unblock("1"))).toThrow(Failure);
		const plain = text.replace("*no*", "no");
		expect(edited(plain, unblock("1"))).toBe(plain.replace("Phases 1-2", "Phase 2"));
	});

	it("go by a status that is only claimed", () => {
		const text = "## Phase 1: a\n### Status: Blocked\n- [ ] one\n";
		expect(edited(text, { kind: "sync" })).toBe(text);
		expect(edited(text, unblock("1"))).toBe(text.replace("Blocked", "Not Started"));
	});

	it("refuse where there is no list, and where there is nothing to block", () => {
		expect(() => apply("## Phase 1: a\n- [ ] one\n", block("1"))).toThrow("no list of blockers");
		expect(() => apply("## Phase 1: a\n- [x] one\n\n## Current Blockers\n", block("1"))).toThrow("is complete");
	});
});

describe("a note", () => {
	const notes = (list: string): string => `## Phase 1: a\n- [ ] one\n\n## Phase 1 Notes\n${list}`;

	it.each([
		["gives a placeholder's place", "- (To be added during implementation)\n", "- learned\n"],
		["gives TBD's place", "* TBD", "* learned"],
		["goes behind the last one", "- old\n  - more\n\n## End\n", "- old\n  - more\n- learned\n\n## End\n"],
		["begins the list", "\n## End\n", "- learned\n\n## End\n"],
		["begins the list of an empty section at the end", "", "\n- learned"],
		["stands before prose", "Prose.\n", "- learned\n\nProse.\n"],
		["stands before prose behind a blank line", "\nProse.\n", "\n- learned\n\nProse.\n"],
	])("%s", (_what, list, wanted) => {
		const text = list === "" ? notes("").trimEnd() : notes(list);
		const now = edited(text, note("learned"));
		expect(now).toBe(list === "" ? text + wanted : notes(wanted));
		expect(apply(now, note("learned")).kind).toBe("unchanged");
	});

	it("keeps the line endings of its neighbours", () =>
		expect(edited(notes("- old\r\n- older\n").replace("one\n", "one\r\n"), note("learned"))).toContain("older\n- learned\n"));

	it("leaves no row in the history, and needs a section", () => {
		const now = edited(migration, { kind: "note", phase: "2", text: "x" });
		expect(now).toContain("| (TBD) | - | - | Initial document creation |");
		expect(now).toContain("*Last Updated: 2026-11-24*");
		expect(() => apply("## Phase 1: a\n- [ ] one\n", note("x"))).toThrow("no notes of Phase 1");
	});
});

describe("a row of the review history", () => {
	const phase = "## Phase 1: a\n- [ ] one\n\n## Review History\n\n";

	it.each([
		[
			"goes to the end",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-01-01 | Al | Phase 1 | x |\n",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-01-01 | Al | Phase 1 | x |\n| 2026-11-24 | Jo Doe | Phase 1 | seen |\n",
		],
		[
			"goes to the top where the newest is there",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-02-01 | Al | 1 | y |\n| 2026-01-01 | Al | 1 | x |\n",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-11-24 | Jo Doe | 1 | seen |\n| 2026-02-01 | Al | 1 | y |\n| 2026-01-01 | Al | 1 | x |\n",
		],
		[
			"goes where its date belongs",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-01-01 | Al | Phase 1 | x |\n| 2027-01-01 | Al | Phase 1 | y |\n",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-01-01 | Al | Phase 1 | x |\n| 2026-11-24 | Jo Doe | Phase 1 | seen |\n| 2027-01-01 | Al | Phase 1 | y |\n",
		],
		[
			"goes before what is later",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2027-01-01 | Al | Phase 1 | y |\n",
			"| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-11-24 | Jo Doe | Phase 1 | seen |\n| 2027-01-01 | Al | Phase 1 | y |\n",
		],
		[
			"keeps to the columns of the table, and to their widths",
			"| What           | Ticket | Date       | Who    | Phase   |\n|----------------|--------|------------|--------|---------|\n| begun          | T-1    | 2026-01-01 | Al     | Phase 1 |\n",
			"| What           | Ticket | Date       | Who    | Phase   |\n|----------------|--------|------------|--------|---------|\n| begun          | T-1    | 2026-01-01 | Al     | Phase 1 |\n| seen           | -      | 2026-11-24 | Jo Doe | Phase 1 |\n",
		],
		[
			"is as tight as the others",
			"|Date|Reviewer|Change|\n|-|-|-|\n|2026-01-01|Al|x|",
			"|Date|Reviewer|Change|\n|-|-|-|\n|2026-01-01|Al|x|\n|2026-11-24|Jo Doe|seen|",
		],
		[
			"is the first of an empty table",
			"| Date | Reviewer | Change |\n|---|---|---|",
			"| Date | Reviewer | Change |\n|---|---|---|\n| 2026-11-24 | Jo Doe | seen |",
		],
		[
			"keeps away from a line that was not meant as a row",
			"| Date | Reviewer | Change |\n|---|---|---|\n| 2026-01-01 | Al | x |\nThat is all.\n",
			"| Date | Reviewer | Change |\n|---|---|---|\n| 2026-01-01 | Al | x |\n| 2026-11-24 | Jo Doe | seen |\nThat is all.\n",
		],
	])("%s", (_what, table, wanted) => {
		const now = edited(phase + table, review());
		expect(now).toBe(phase + wanted);
		expect(apply(now, review()).kind).toBe("unchanged");
		const windows = (text: string): string => text.replaceAll("\n", "\r\n");
		expect(edited(windows(phase + table), review())).toBe(windows(phase + wanted));
	});
});

describe("dates", () => {
	it("are written, reported, and compared", () => {
		const change: Change = {
			kind: "dates",
			phase: "4",
			start: { kind: "day", day: "2026-12-01" },
			target: { kind: "day", day: "2027-03-31" },
		};
		const now = edited(migration, change);
		expect(now).toContain("| 🔴 Not Started | 2026-12-01 | 2027-03-31 | 0% |");
		expect(now).toContain("| Phase 4 | Start date set to 2026-12-01, target date set to 2027-03-31 |");
		expect(apply(now, change).kind).toBe("unchanged");
		const back = edited(now, { kind: "dates", phase: "4", start: { kind: "none" }, target: { kind: "undecided" } });
		expect(back).toContain("| ConfigMaps/Secrets Management | 🔴 Not Started | - | TBD | 0% |");
		expect(back).toContain("Start date removed, target date set to TBD");
		expect(() => apply(now, { kind: "dates", phase: "4", start: null, target: { kind: "day", day: "2026-11-30" } })).toThrow(
			"before its start",
		);
	});
});

describe("the footer", () => {
	const text = (line: string): string => `## Phase 1: a\n- [ ] one\n\n## End\n\n${line}`;

	it.each([
		["*Last Updated: 2026-01-01*", "*Last Updated: 2026-11-24*"],
		["**Last Updated**: 2026-01-01 by Al", "**Last Updated**: 2026-11-24 by Al"],
		["*Last Updated: as we began*", "*Last Updated: 2026-11-24*"],
		["*Last Updated: as we began*\nOwner: Al", "*Last Updated: 2026-11-24*\nOwner: Al"],
		["Last Updated: 2027-01-01", "Last Updated: 2027-01-01"],
	])("has the day in its form: %s", (line, wanted) => {
		const now = edited(text(line), { kind: "check-off", items: ["1/one"], evidence: null });
		expect(now).toBe(text(wanted).replace("[ ]", "[x]"));
		expect(read(now).footer).not.toBeNull();
	});
});
