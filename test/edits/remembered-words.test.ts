import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { apply, checkOff, edited, uncheck } from "./editing.ts";

const items = "- [x] one\n- [ ] two\n";
const table = (status: string, done = "50%"): string =>
	`| Phase | Status | Done |\n|---|---|---|\n| 1 | ${status} | ${done} |\n\n## Phase 1: a\n${items}`;
const section = (status: string): string => `## Phase 1: a\n**Status:** ${status}\n${items}`;
const tick = checkOff("1/two");
const untick = uncheck("1/two");

/** The comments below a document. */
const remembered = (text: string): string[] => text.split(/\r\n|\n/).filter((line) => line.startsWith("<!--"));

describe("a word that no other place has", () => {
	it.each([
		["of the table", table("Under way"), "<!-- boulder-migrate-restore 1 status in-progress: Under way -->"],
		["with its mark", table("🚧 WIP"), "<!-- boulder-migrate-restore 1 status in-progress: 🚧 WIP -->"],
		["of a section", section("Under way"), "<!-- boulder-migrate-restore 1 section in-progress: Under way -->"],
		[
			"of a heading",
			`## Phase 1: a 🚧\n**Status:** In Progress\n${items}`,
			"<!-- boulder-migrate-restore 1 heading in-progress: 🚧 -->",
		],
		["that is a rounded share", table("In Progress", "50.0%"), "<!-- boulder-migrate-restore 1 completion 1/2: 50.0% -->"],
	])("is remembered and comes back: %s", (_what, text, comment) => {
		const done = edited(text, tick);
		expect(remembered(done)).toEqual([comment]);
		expect(done.endsWith(`\n${comment}\n`)).toBe(true);
		expect(edited(done, untick)).toBe(text);
	});

	it.each(["\n", "\r\n"])("comes back without a final newline, and with that of the document (%j)", (ending) => {
		for (const text of [section("Under way"), section("Under way").trimEnd()]) {
			const own = text.replaceAll("\n", ending);
			const comment = "<!-- boulder-migrate-restore 1 section in-progress: Under way -->";
			const done = edited(own, tick);
			expect(done).toBe(
				own.replace("Under way", "Complete").replace("[ ]", "[x]") + (own.endsWith(ending) ? comment + ending : ending + comment),
			);
			expect(edited(done, untick)).toBe(own);
		}
	});

	it("is remembered for several places and phases, each of which is restored separately", () => {
		const text = `${section("Under way")}\n## Phase 2: b\n**Status:** Ongoing\n- [x] three\n- [ ] four\n`;
		const both = edited(text, checkOff("1/two", "2/four"));
		expect(remembered(both)).toEqual([
			"<!-- boulder-migrate-restore 1 section in-progress: Under way -->",
			"<!-- boulder-migrate-restore 2 section in-progress: Ongoing -->",
		]);
		const one = edited(both, untick);
		expect(remembered(one)).toEqual(["<!-- boulder-migrate-restore 2 section in-progress: Ongoing -->"]);
		expect(edited(one, uncheck("2/four"))).toBe(text);
	});

	it("stays remembered while another phase changes", () => {
		const text = `${section("Under way")}\n## Phase 2: b\n- [ ] three\n- [ ] four\n`;
		const done = edited(text, tick);
		expect(remembered(edited(done, checkOff("2/three")))).toEqual(remembered(done));
	});

	it("gives way to what the place said last", () => {
		const done = edited(section("Under way"), tick);
		const again = edited(done, untick).replace("Under way", "Ongoing");
		expect(remembered(edited(again, tick))).toEqual(["<!-- boulder-migrate-restore 1 section in-progress: Ongoing -->"]);
		const stale = `${section("Ongoing")}<!-- boulder-migrate-restore 1 section in-progress: Under way -->\n`;
		expect(remembered(edited(stale, tick))).toEqual(["<!-- boulder-migrate-restore 1 section in-progress: Ongoing -->"]);
	});

	it("is not remembered twice where the same is remembered already", () => {
		const comment = "<!-- boulder-migrate-restore 1 section in-progress: Under way -->";
		const text = `${section("Under way")}${comment}\n\nMore text.\n`;
		expect(remembered(edited(text, tick))).toEqual([comment]);
		expect(edited(text, tick)).toContain(`${comment}\n\nMore text.\n`);
	});
});

describe("nothing is remembered", () => {
	const sync: Change = { kind: "sync" };

	it.each([
		["of a word that the vocabulary would write again", section("In Progress"), tick],
		["by a sync, which corrects what was wrong", section("Under way").replace("[ ]", "[x]"), sync],
		["of a status that was wrong before", section("Done"), tick],
		["of an item that changes no status", `${section("Under way")}- [ ] three\n`, tick],
	])("%s", (_what, text, change) => {
		const applied = apply(text, change);
		expect(applied.kind === "changed" ? remembered(applied.text) : []).toEqual([]);
	});

	it("of words that would end the comment", () => {
		const text = table("Under way (a --> b)");
		const done = edited(text, tick);
		expect(done).toContain("| 1 | Complete (a --> b) | 100% |");
		expect(remembered(done)).toEqual([]);
	});

	it("where the last code block is not closed", () => {
		const text = `${section("Under way")}\n\`\`\`\ncode\n`;
		expect(edited(text, tick)).toBe(text.replace("Under way", "Complete").replace("[ ]", "[x]"));
	});

	it("of a line that only looks like a memory", () => {
		for (const line of [
			"<!-- boulder-migrate-restore 1 section -->",
			"text <!-- boulder-migrate-restore 1 section in-progress: WIP -->",
		]) {
			const done = `${section("Complete").replace("[ ]", "[x]")}\n${line}\n`;
			expect(edited(done, untick)).toContain("**Status:** In Progress\n");
			expect(edited(done, untick)).toContain(line);
		}
	});
});

describe("a sentence that there are no blockers", () => {
	const block: Change = { kind: "block", phase: "1", reason: "rain" };
	const unblock: Change = { kind: "unblock", phase: "1" };
	const blockers = (line: string): string => `## Phase 1: a\n- [ ] one\n\n## Current Blockers\n\n${line}\n`;

	it.each(["None at the moment", "- None at the moment", "*None at the moment*", "__None so far__", "None"])(
		"comes back as it was: %s",
		(line) => {
			const text = blockers(line);
			const blocked = edited(text, block);
			expect(blocked).toContain("- Phase 1: rain (since 2026-11-24)");
			expect(edited(blocked, unblock)).toBe(text);
		},
	);

	it("is remembered where it says more than that", () => {
		expect(remembered(edited(blockers("None at the moment"), block))).toEqual([
			"<!-- boulder-migrate-restore - blockers none: None at the moment -->",
		]);
		expect(remembered(edited(blockers("None"), block))).toEqual([]);
		expect(remembered(edited(blockers("None **yet**"), block))).toEqual([]);
	});
});
