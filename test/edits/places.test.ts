import { describe, expect, it } from "vitest";
import { usualMarker } from "../../src/edits/bullet.ts";
import type { Change } from "../../src/edits/change.ts";
import { exitCode } from "../../src/model/failure.ts";
import { apply, checkOff, edited } from "./editing.ts";

const block = (phase: string, reason = "no quota"): Change => ({ kind: "block", phase, reason });
const unblock = (phase: string): Change => ({ kind: "unblock", phase });
const told = "(since 2026-11-24)";

describe("a blocker goes", () => {
	const phases = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n";

	it.each<[string, string, Change, string]>([
		[
			"behind the others, with a number that counts on",
			"## Blockers\n9. Phase 2: x\n",
			block("1"),
			`## Blockers\n9. Phase 2: x\n10. Phase 1: no quota ${told}\n`,
		],
		[
			"behind all that is nested in the last one",
			"## Blockers\n* Phase 2: x\n    * ask Al\n\n      again\n\nprose\n",
			block("1"),
			`## Blockers\n* Phase 2: x\n    * ask Al\n\n      again\n* Phase 1: no quota ${told}\n\nprose\n`,
		],
		["in place of a sentence", "## Blockers\nNone\n", block("1"), `## Blockers\n- Phase 1: no quota ${told}\n`],
		[
			"under an underlined heading",
			"Blockers\n--------\n\n## End\n",
			block("1"),
			`Blockers\n--------\n- Phase 1: no quota ${told}\n\n## End\n`,
		],
		["under an empty heading", "## Blockers\n\n## End\n", block("1"), `## Blockers\n- Phase 1: no quota ${told}\n\n## End\n`],
		[
			"before a list of something else",
			"## Blockers\n\n- ~~Phase 2: old~~\n",
			block("1"),
			`## Blockers\n\n- Phase 1: no quota ${told}\n- ~~Phase 2: old~~\n`,
		],
		[
			"before a table",
			"## Blockers\n\n| a |\n|---|\n",
			block("1"),
			`## Blockers\n\n- Phase 1: no quota ${told}\n\n| a |\n|---|\n`,
		],
	])("%s", (_what, section, change, wanted) => expect(edited(phases + section, change)).toBe(phases + wanted));

	it("with the bullet that most of the document's lists have", () => {
		const stars = phases.replaceAll("- [", "* [");
		expect(edited(`${stars}## Blockers\n`, block("1"))).toBe(`${stars}## Blockers\n* Phase 1: no quota ${told}\n`);
		expect([usualMarker("\n- a\n* b\n* c"), usualMarker("\n- a\n+ b\n+ c"), usualMarker("\n- a\n* b"), usualMarker("")]).toEqual([
			"*",
			"+",
			"-",
			"-",
		]);
	});

	it("into the phase's own list, where that is the only one", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n### Blockers\nNone\n\n## Phase 2: b\n- [ ] two\n";
		const blocked = text.replace("None", `- Phase 1: no quota ${told}`);
		expect(edited(text, block("1"))).toBe(blocked);
		expect(edited(blocked, unblock("1"))).toBe(text);
		expect(() => apply(text, block("2"))).toThrow("no list of blockers");
		const full = text.replace("None", "- rain");
		expect(edited(full, block("1"))).toBe(full.replace("- rain", `- rain\n- Phase 1: no quota ${told}`));
	});

	it("nowhere twice", () => {
		const once = edited(`${phases}## Blockers\n`, block("1"));
		expect(apply(once, block("1"))).toEqual({ kind: "unchanged", why: "Phase 1 is blocked by this already" });
		expect(edited(once, block("1", "rain"))).toContain(`- Phase 1: no quota ${told}\n- Phase 1: rain ${told}\n`);
		expect(edited(once, block("2"))).toContain(`- Phase 1: no quota ${told}\n- Phase 2: no quota ${told}\n`);
	});
});

describe("a blocker that is gone leaves", () => {
	const three = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Phase 3: c\n- [ ] three\n\n";

	it.each<[string, string, Change, string]>([
		["None, where it was the only one", "## Blockers\n- Phase 1: x\n", unblock("1"), "## Blockers\nNone\n"],
		[
			"a bullet that says so before other bullets",
			"## Blockers\n- Phase 1: x\n- ~~Phase 2: y~~\n",
			unblock("1"),
			"## Blockers\n- None\n- ~~Phase 2: y~~\n",
		],
		[
			"a bullet that says so behind prose",
			"## Blockers\nSee the board.\n- Phase 1: x\n",
			unblock("1"),
			"## Blockers\nSee the board.\n- None\n",
		],
		[
			"the others",
			"## Blockers\n- Phase 2: y\n- Phase 1: x\n  more\n- Phase 3: z\n",
			unblock("1"),
			"## Blockers\n- Phase 2: y\n- Phase 3: z\n",
		],
		["nothing of several of its own", "## Blockers\n- Phase 1: x\n- Phase 1: y\n", unblock("1"), "## Blockers\nNone\n"],
		[
			"nothing of several of its own with blank lines between them",
			"## Blockers\n\n- Phase 1: x\n\n- Phase 1: y\n\n## End\n",
			unblock("1"),
			"## Blockers\n\nNone\n\n## End\n",
		],
		[
			"nothing of several that are nested",
			"## Blockers\n- Phase 1: x\n  - Phase 1: y\n- Phase 1: z\n",
			unblock("1"),
			"## Blockers\nNone\n",
		],
		[
			"what stands between several of its own",
			"## Blockers\n- Phase 1: x\n- ~~Phase 2: y~~\n- Phase 1: z\n",
			unblock("1"),
			"## Blockers\n- ~~Phase 2: y~~\n- None\n",
		],
		[
			"the other phases of one bullet",
			"## Blockers\n- Phases 1, 2 and 3: x\n",
			unblock("2"),
			"## Blockers\n- Phase 1 and Phase 3: x\n",
		],
		["the one phase of a range", "## Blockers\n- Phases 2-3: x\n", unblock("2"), "## Blockers\n- Phase 3: x\n"],
		["what is behind a dash", "## Blockers\n- Phases 2 and 3 - x\n", unblock("2"), "## Blockers\n- Phase 3 - x\n"],
	])("%s", (_what, section, change, wanted) => expect(edited(three + section, change)).toBe(three + wanted));

	it("four phases of five, by name", () => {
		const four = `${three}## Phase 4: d\n- [ ] four\n\n`;
		expect(edited(`${four}## Blockers\n- Phases 1-4: x\n`, unblock("2"))).toBe(
			`${four}## Blockers\n- Phase 1, Phase 3, Phase 4: x\n`,
		);
	});

	it("nothing that is another's: it is refused where one is nested in it", () => {
		expect(() => apply(`${three}## Blockers\n- Phase 1: x\n  - Phase 2: y\n`, unblock("1"))).toThrow(
			expect.objectContaining({
				exitCode: exitCode.refused,
				message: "other blockers are nested in the one of Phase 1",
				hint: "move them out, then try again",
			}),
		);
	});

	it("its comment nowhere", () => {
		const text = `${three}## Blockers\n- Phase 1: x <!-- boulder-migrate-ignore overdue: fine -->\n- Phase 2: y\n`;
		expect(edited(text, unblock("1"))).toBe(`${three}## Blockers\n- Phase 2: y\n`);
	});
});

describe("evidence goes", () => {
	const prove = (id: string): Change => ({ kind: "check-off", items: [id], evidence: { text: "run 7", until: null } });
	const line = "Evidence: run 7 (Jo Doe, 2026-11-24)";

	it.each<[string, string, string, string]>([
		["under its item", "- [ ] one\n- [ ] two\n", "1/one", `- [x] one\n  - ${line}\n- [ ] two\n`],
		[
			"under the last line of its item",
			"- [ ] one\n  goes on\n- [ ] two\n",
			"1/one-goes-on",
			`- [x] one\n  goes on\n  - ${line}\n- [ ] two\n`,
		],
		[
			"behind the evidence that is there",
			"- [ ] one\n  - Evidence: x (Al, 2026-01-01)\n  - note\n",
			"1/one",
			`- [x] one\n  - Evidence: x (Al, 2026-01-01)\n  - ${line}\n  - note\n`,
		],
		[
			"with the bullet and the indentation of what is nested",
			"* [ ] one\n    + note\n",
			"1/one",
			`* [x] one\n    + ${line}\n    + note\n`,
		],
		["under a numbered item", "10. [ ] one\n11. [ ] two\n", "1/one", `10. [x] one\n    - ${line}\n11. [ ] two\n`],
		[
			"under a nested item",
			"- [ ] one\n  - [ ] two\n- [ ] three\n",
			"1/two",
			`- [ ] one\n  - [x] two\n    - ${line}\n- [ ] three\n`,
		],
		["at the end of the text", "- [ ] one", "1/one", `- [x] one\n  - ${line}`],
	])("%s", (_what, list, id, wanted) => expect(edited(`## Phase 1: a\n${list}`, prove(id))).toBe(`## Phase 1: a\n${wanted}`));

	it("with the words of the document's own language, and of a reviewer with brackets", () => {
		expect(edited("## Phase 1: a\n- [ ] one\n", prove("1/one"), { reviewer: "Jo (ops)" })).toContain(
			"- Evidence: run 7 (Jo (ops), 2026-11-24)",
		);
	});
});

describe("the boxes and the cells that follow", () => {
	const table = (status: string, done: string, more = ""): string =>
		`| Phase | Status | Start | Done |\n|---|---|---|---|\n| 1 | ${status} | - | ${done} |${more}\n\n`;

	it.each([
		["x where most are", "- [x] a\n- [X] b\n- [ ] c\n", "- [x] a\n- [X] b\n- [x] c\n"],
		["X where most are", "- [X] a\n- [X] b\n- [x] d\n- [ ] c\n", "- [X] a\n- [X] b\n- [x] d\n- [X] c\n"],
	])("have an %s", (_what, list, wanted) =>
		expect(edited(`## Phase 1: a\n${list}`, checkOff("1/c"))).toBe(`## Phase 1: a\n${wanted}`),
	);

	it("say the status in the section alone, where the table has none, and what was there", () => {
		const changes = (text: string): readonly string[] => {
			const applied = apply(text, { kind: "sync" });
			return applied.kind === "changed" ? applied.changes : [];
		};
		const phase = "## Phase 1: a\n### Status: Done\n- [x] one\n- [ ] two\n";
		expect(changes(phase)).toEqual(["Phase 1, section: Done → In Progress"]);
		expect(changes(table("Done", "50%") + phase)).toEqual(["Phase 1: Done → In Progress"]);
		expect(changes(table("", "") + phase.replace("Done", "In Progress"))).toEqual([
			"Phase 1: no status → In Progress",
			"Phase 1: no completion → 50%",
		]);
		expect(changes(table("🟢 In Progress", "1/3") + phase.replace("Done", "🔴 In Progress"))).toEqual([
			"Phase 1: 🟢 In Progress → 🟡 In Progress",
			"Phase 1: 1/3 → 1/2",
		]);
		expect(changes(table("In Progress", "50%") + phase.replace("Done", "🟡"))).toEqual([]);
	});

	it("are not written into a row whose cells are shifted", () => {
		expect(() => apply(`${table("Done", "0%", " x |")}## Phase 1: a\n- [ ] one\n`, { kind: "sync" })).toThrow(
			"line 3: the row of Phase 1 has 5 cells, its table 4 columns",
		);
	});
});
