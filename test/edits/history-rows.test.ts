import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { apply, checkOff, edited } from "./editing.ts";

const phases = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Review History\n\n";
const head = "| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
const review: Change = { kind: "review", phase: "1", text: "seen" };
const block = "Checked off one (100% complete); now complete";
const other = block.replace("one", "two");

/** The table after a row is added, or several. */
const rows = (table: string, change: Change = review): string => edited(phases + table, change).slice(phases.length);

describe("two rows of one change", () => {
	const [one, two] = [`| 2026-11-24 | Jo Doe | 1 | ${block} |\n`, `| 2026-11-24 | Jo Doe | 2 | ${other} |\n`];

	it.each<[string, string, string]>([
		["behind the older one", "| 2026-01-01 | Al | 1 | x |\n", "| 2026-01-01 | Al | 1 | x |\n@"],
		["behind another of the day", "| 2026-11-24 | Al | 1 | x |\n", "| 2026-11-24 | Al | 1 | x |\n@"],
		[
			"behind two of the day",
			"| 2026-11-24 | Al | 1 | x |\n| 2026-11-24 | Al | 1 | y |\n",
			"| 2026-11-24 | Al | 1 | x |\n| 2026-11-24 | Al | 1 | y |\n@",
		],
		["before the later one", "| 2027-01-01 | Al | 1 | x |\n", "@| 2027-01-01 | Al | 1 | x |\n"],
		[
			"between older and later, and before what has no day",
			"| 2026-01-01 | Al | 1 | x |\n| TBD | Al | 1 | t |\n| 2027-01-01 | Al | 1 | y |\n",
			"| 2026-01-01 | Al | 1 | x |\n@| TBD | Al | 1 | t |\n| 2027-01-01 | Al | 1 | y |\n",
		],
		[
			"behind what has no day, before what is later",
			"| TBD | Al | 1 | t |\n| 2027-01-01 | Al | 1 | x |\n| TBD | Al | 1 | t |\n",
			"| TBD | Al | 1 | t |\n@| 2027-01-01 | Al | 1 | x |\n| TBD | Al | 1 | t |\n",
		],
		[
			"on top, where the newest is there",
			"| 2026-02-01 | Al | 1 | y |\n| 2026-01-01 | Al | 1 | x |\n",
			"@| 2026-02-01 | Al | 1 | y |\n| 2026-01-01 | Al | 1 | x |\n",
		],
		[
			"on top of another of the day",
			"| 2027-02-01 | Al | 1 | y |\n| 2026-11-24 | Al | 1 | x |\n",
			"| 2027-02-01 | Al | 1 | y |\n@| 2026-11-24 | Al | 1 | x |\n",
		],
		[
			"behind all that is later, where the newest is on top",
			"| 2027-02-01 | Al | 1 | y |\n| 2027-01-01 | Al | 1 | x |\n| TBD | Al | 1 | t |\n",
			"| 2027-02-01 | Al | 1 | y |\n| 2027-01-01 | Al | 1 | x |\n@| TBD | Al | 1 | t |\n",
		],
		[
			"behind those that have no day",
			"| TBD | Al | 1 | x |\n| TBD | Al | 1 | y |\n",
			"| TBD | Al | 1 | x |\n| TBD | Al | 1 | y |\n@",
		],
		[
			"in the place of a row that only holds it",
			"| TBD | Al | 1 | x |\n| - | - | - | to come |\n| TBD | Al | 1 | y |\n",
			"| TBD | Al | 1 | x |\n@| TBD | Al | 1 | y |\n",
		],
		[
			"beside a row that only holds a place, where others have a day",
			"| - | - | - | to come |\n| 2026-01-01 | Al | 1 | y |\n",
			"| - | - | - | to come |\n| 2026-01-01 | Al | 1 | y |\n@",
		],
	])("stand in order: %s", (_what, before, after) => {
		const [table, wanted] = [head + before, head + after.replace("@", () => one + two)];
		expect(rows(table, checkOff("1/one", "2/two"))).toBe(wanted);
		const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ").replaceAll("\n", "\r\n");
		expect(rows(indented(table), checkOff("1/one", "2/two"))).toBe(indented(wanted));
	});

	it("are indented as the header of an empty table is", () => {
		const table = "  | Date | Reviewer | Phase | Change |\n  |---|---|---|---|";
		expect(rows(table, checkOff("1/one", "2/two"))).toBe(
			`${table}\n  | 2026-11-24 | Jo Doe | Phase 1 | ${block} |\n  | 2026-11-24 | Jo Doe | Phase 2 | ${other} |`,
		);
	});
});

describe("a row has the form", () => {
	it.each<[string, string, string]>([
		[
			"of open rows",
			"Date | Reviewer | Phase | Change\n---|---|---|---\n2026-01-01 | Al | 1 | x",
			"| 2026-11-24 | Jo Doe | 1 | seen",
		],
		["of tight open rows", "Date|Reviewer|Phase|Change\n---|---|---|---\n2026-01-01|Al|1|x", "|2026-11-24|Jo Doe|1|seen"],
		["of a row with spaces behind it", `${head}| 2026-01-01 | Al | 1 | x |  `, "| 2026-11-24 | Jo Doe | 1 | seen |"],
		["of a row of too few cells", `${head}| 2026-01-01 | Al |`, "| 2026-11-24 | Jo Doe | Phase 1 | seen |"],
		["of a row of too many cells", `${head}| 2026-01-01 | Al | 1 | x | y |`, "| 2026-11-24 | Jo Doe | 1 | seen |"],
		[
			"of the row, where the header is tighter",
			`|Date|Reviewer|Change|\n|-|-|-|\n| 2026-01-01 | Al | x |`,
			"| 2026-11-24 | Jo Doe | seen |",
		],
		[
			"of the row, where the header is wider",
			`| Date | Reviewer | Change |\n|-|-|-|\n|2026-01-01|Al|x|`,
			"|2026-11-24|Jo Doe|seen|",
		],
		["that wastes no room", `| Date | Reviewer | Change |\n|-|-|-|\n| 2026-01-01| | x|`, "| 2026-11-24 | Jo Doe | seen |"],
		["of an empty tight table", "|Date|Reviewer|Change|\n|-|-|-|", "|2026-11-24|Jo Doe|seen|"],
		["of an empty table that is open", "Date | Reviewer | Change\n---|---|---", "| 2026-11-24 | Jo Doe | seen |"],
		[
			"of columns of one width",
			"| Date       |Who      | Change |\n|------------|---------|--------|\n| 2026-01-01 |Al       | x |",
			"| 2026-11-24 | Jo Doe  | seen |",
		],
		[
			"of columns of one width, in which something stands in the middle",
			"|    Date    |   Who    | Change |\n|------------|----------|--------|\n| 2026-01-01 |    Al    | x      |",
			"| 2026-11-24 | Jo Doe   | seen   |",
		],
		[
			"that its text needs",
			"| Date       | Who | Change |\n|------------|-----|--------|\n| 2026-01-01 | Al  | x      |",
			"| 2026-11-24 | Jo Doe | seen   |",
		],
	])("%s", (_what, table, wanted) => expect(rows(table)).toBe(`${table}\n${wanted}`));

	it.each([
		[
			"of the row behind which it stands",
			`|Date|Who|Change|\n|-|-|-|\n|2026-01-01|Al|x|\n| 2026-01-02 | Bo | y |`,
			"| 2026-11-24 | Jo Doe | Checked off one (100% complete); now complete |",
		],
		[
			"of columns that it has no words for",
			"| Date | Ticket | Who | Change |\n|---|---|---|---|\n| 2026-01-01 | 7 | Al | x |",
			"| 2026-11-24 | - | Jo Doe | Checked off one (100% complete); now complete |",
		],
	])("%s", (_what, table, wanted) => expect(rows(table, checkOff("1/one"))).toBe(`${table}\n${wanted}`));

	it("is not written to a table without a column for what changed: that is no review history", () => {
		const table = "|Date|Who|\n|-|-|\n|2026-01-01|Al|";
		expect(rows(table, checkOff("1/one"))).toBe(table);
	});
});

describe("a row names its phase", () => {
	const named = (phase: string, ...cells: string[]): string | undefined => {
		const table = head + cells.map((cell) => `| 2026-01-01 | Al | ${cell} | x |\n`).join("");
		const document = `## Phase ${phase}: a\n- [ ] one\n\n## Review History\n\n${table}`;
		const applied = apply(document, { kind: "review", phase, text: "seen" });
		return applied.kind === "changed" ? applied.document.history?.rows.at(-1)?.phase?.value : undefined;
	};

	it("by its number alone where another row does so", () => {
		expect([named("1"), named("1", "Phase 2"), named("1", "Phase 2", "Phase 1, 2"), named("1", "Rack 2")]).toEqual(
			Array(4).fill("Phase 1"),
		);
		expect([named("1", "2"), named("1", "Phase 2", "2"), named("1", "1, 2", "Phase 2"), named("12", "1")]).toEqual([
			"1",
			"1",
			"1",
			"12",
		]);
	});
});

describe("a row that is too long", () => {
	const gate = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Dependencies\n- Phase 2 depends on Phase 1\n\n";
	const forced = (bars: number, letters: number): string =>
		edited(`${gate}## Review History\n\n${head}`, checkOff("2/two"), { message: "|".repeat(bars), force: "x".repeat(letters) });

	it("is refused: nothing could be read in it any more", () => {
		const words = " (checked off two (100% complete); now in progress); forced past the gate of Phase 1: ".length;
		expect(forced(1500, 1000 - words)).toContain(
			`${"\\|".repeat(1500)} (checked off two (100% complete); now in progress); forced past`,
		);
		expect(() => forced(1500, 1001 - words)).toThrow("the message and its reason are too long for the review history");
	});
});
