import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { changedLines, checkOff, edited, uncheck } from "./editing.ts";

const force = { force: "test", evidence: "none" } as const;
const changed = (text: string, ...changes: readonly Change[]): string =>
	changes.reduce((now, change) => edited(now, change, force), text);
const table = (status: string, more = ""): string =>
	`# P\n\n## Status Summary\n\n| Phase | Status |${more && " Tasks | Done |"}\n|---|---|${more && "---|---|"}\n| Phase 1 | ${status} |${more}\n\n## Phase 1: Base\n\n- [x] a\n- [ ] b\n`;

describe("a status that is more than words", () => {
	it.each([
		["a link", "[In progress](https://example.org/board)", "[Complete](https://example.org/board)"],
		["an emphasized link behind a mark", "🚧 **[In progress][1]**", "🟢 **[Complete][1]**"],
		["a badge", "![in progress](https://example.org/b.svg)", "🟢 Complete"],
		["a tag", '<span class="status">In progress</span>', '<span class="status">Complete</span>'],
		["code", "`In progress`", "`Complete`"],
		["an entity", "In&nbsp;progress", "Complete"],
		["a line break", "In progress<br>(May)", "Complete<br>(May)"],
		["a mark of a wiki", "(!) In progress", "🟢 Complete"],
	])("is rewritten within %s, and comes back", (_what, before, then) => {
		const text = table(before);
		const checked = changed(text, checkOff("1/b"));
		expect(changedLines(text, checked)).toEqual(expect.arrayContaining([`-| Phase 1 | ${before} |`, `+| Phase 1 | ${then} |`]));
		expect(changed(checked, uncheck("1/b"))).toBe(text);
	});

	it("leaves counts of tasks alone", () => {
		const text = table("In progress", " 2 | 1 |");
		expect(changed(text, checkOff("1/b"))).toContain("| Phase 1 | Complete | 2 | 1 |");
		expect(changed(text, { kind: "sync" })).toBe(text);
	});
});

describe("of two columns for what is done", () => {
	it("the one with percentages is kept up to date", () => {
		const text = `# P\n\n## Status Summary\n\n| Phase | Tasks | Done | Status | Progress |\n|---|---|---|---|---|\n| Phase 1 | 2 | 1 | In progress | 50% |\n\n## Phase 1: Base\n\n- [x] a\n- [ ] b\n`;
		expect(changed(text, checkOff("1/b"))).toContain("| Phase 1 | 2 | 1 | Complete | 100% |");
	});
});

describe("a phase without items", () => {
	const list = "## Current Blockers\n\nNone\n";
	const block: Change = { kind: "block", phase: "1", reason: "disk" };
	const unblock: Change = { kind: "unblock", phase: "1" };

	it.each(["Not Started", "In Progress", "🔵 Planned", "À faire"])('is "%s" again when it is unblocked', (status) => {
		const text = `# P\n\n## Phase 1: Base\n\n**Status:** ${status}\n\nText.\n\n${list}`;
		expect(changed(text, block)).toMatch(/\*\*Status:\*\* .*(?:Blocked|Bloqué)/);
		expect(changed(text, block, unblock)).toBe(text);
	});

	it("is what its start date says where only its author called it blocked", () => {
		const text = (start: string, status: string): string =>
			`# P\n\n## Status Summary\n\n| Phase | Status | Start |\n|---|---|---|\n| Phase 1 | ${status} | ${start} |\n\n## Phase 1: Base\n\nText.\n`;
		expect(changed(text("2026-11-02", "Blocked"), unblock)).toBe(text("2026-11-02", "In Progress"));
		expect(changed(text("-", "Blocked"), unblock)).toBe(text("-", "Not Started"));
	});
});

describe("what is remembered at the end of a text without a final newline", () => {
	it("is taken out and put in together", () => {
		const row = (id: number, status: string): string => `| Phase ${id} | ${status} |\n`;
		const phase = (id: number): string => `\n## Phase ${id}: Base ${id}\n\n- [x] a\n- [ ] b`;
		const text = `# P\n\n| Phase | Status |\n|---|---|\n${row(1, "🔵 Läuft")}${row(2, "🟣 WIP")}${phase(1)}\n${phase(2)}`;
		const checked = changed(text, checkOff("1/b"), checkOff("2/b"));
		expect(checked.match(/boulder-migrate-restore/g)).toHaveLength(2);
		expect(changed(checked, uncheck("1/b", "2/b"))).toBe(text);
		expect(changed(checked, uncheck("1/b"), uncheck("2/b"))).toBe(text);
		const both = changed(checked, uncheck("1/a", "1/b"), checkOff("1/b"), checkOff("1/a"), uncheck("1/b", "2/b"));
		expect(both.replace(/\n<!--.*-->/g, "")).toBe(text);
	});
});
