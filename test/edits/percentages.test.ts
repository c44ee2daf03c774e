import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { refuseConflict } from "../../src/edits/refuse-conflict.ts";
import { Failure } from "../../src/model/failure.ts";
import { apply, checkOff, edited, read, uncheck } from "./editing.ts";

const sync: Change = { kind: "sync" };

type Rows = readonly (readonly [done: number, counted: number, cell: string])[];

/** Phases with so many items done of so many, and what their cell of the table says. */
function document(...rows: Rows): string {
	const table = rows.map(([, , cell], index) => `| ${index + 1} | x | ${cell} |\n`).join("");
	const items = (done: number, counted: number): string =>
		Array.from({ length: counted }, (_, index) => `- [${index < done ? "x" : " "}] item ${index + 1}\n`).join("");
	const phases = rows.map(([done, counted], index) => `## Phase ${index + 1}: p\n${items(done, counted)}\n`).join("");
	return `| Phase | Status | Done |\n|---|---|---|\n${table}\n${phases}`;
}

const cells = (text: string): (string | undefined)[] =>
	text
		.split("\n")
		.slice(2)
		.filter((line) => line.startsWith("|"))
		.map((line) => line.split("|")[3]?.trim());

describe("a percentage is written", () => {
	it.each<[string, Rows, string]>([
		["floored, where nothing tells", [[2, 3, "0%"]], "66%"],
		[
			"rounded, as another is",
			[
				[2, 3, "0%"],
				[2, 3, "67%"],
			],
			"67%",
		],
		[
			"floored, as another is",
			[
				[2, 3, "0%"],
				[2, 3, "66%"],
			],
			"66%",
		],
		[
			"with the decimals of another",
			[
				[1, 3, "0%"],
				[1, 3, "33.3%"],
			],
			"33.3%",
		],
		[
			"rounded with the decimals of another",
			[
				[2, 3, "0%"],
				[2, 3, "66.67%"],
			],
			"66.67%",
		],
		[
			"floored with the decimals of another",
			[
				[2, 3, "0%"],
				[2, 3, "66.66%"],
			],
			"66.66%",
		],
		[
			"rounded as the third is, where the second does not tell",
			[
				[2, 3, "0%"],
				[1, 2, "50%"],
				[2, 3, "67%"],
			],
			"67%",
		],
		[
			"with the decimals of the second, rounded as the third",
			[
				[2, 3, "0%"],
				[1, 2, "50.0%"],
				[2, 3, "67%"],
			],
			"66.7%",
		],
		[
			"not as one that is wrong",
			[
				[2, 3, "0%"],
				[2, 3, "12.5%"],
			],
			"66%",
		],
		[
			"not as one that is none or all",
			[
				[2, 3, "0%"],
				[0, 3, "0%"],
				[3, 3, "100%"],
			],
			"66%",
		],
		[
			"not as one in other terms",
			[
				[2, 3, "0%"],
				[2, 3, "nearly"],
				[2, 3, "2/3"],
			],
			"66%",
		],
		[
			"with decimals of its own",
			[
				[2, 3, "10.5%"],
				[2, 3, "67%"],
			],
			"66.7%",
		],
		["with a comma, where it has one", [[2, 3, "10,5%"]], "66,6%"],
		["without decimals where all is done", [[3, 3, "10.5%"]], "100%"],
		["beside the count", [[2, 3, "1/3 (10.5%)"]], "2/3 (66.6%)"],
	])("%s", (_what, rows, wanted) => expect(cells(edited(document(...rows), sync))[0]).toBe(wanted));
});

describe("a percentage comes back as it was", () => {
	it.each<[string, Rows]>([
		[
			"rounded",
			[
				[1, 3, "33%"],
				[2, 3, "67%"],
			],
		],
		["with decimals", [[1, 3, "33.3%"]]],
		["with a comma", [[1, 3, "33,33%"]]],
		["from nothing", [[0, 3, "0%"]]],
		["from a dash", [[0, 3, "-"]]],
		["with its count", [[1, 3, "1/3"]]],
		["rounded by itself alone", [[5, 6, "83.3%"]]],
		["rounded up by itself alone", [[4, 6, "67%"]]],
	])("%s", (_what, rows) => {
		const text = document(...rows);
		const last = `1/item-${rows[0]?.[1]}`;
		const done = edited(text, checkOff(last));
		expect(cells(done)[0]).not.toBe(cells(text)[0]);
		expect(edited(done, uncheck(last))).toBe(text);
	});
});

describe("a percentage at the end of a heading", () => {
	const heading = (status: string, items = "- [x] one\n- [ ] two\n"): string => `## Phase 1: a (${status})\n${items}`;

	it("follows what is done, and comes back", () => {
		expect(edited(heading("50%"), checkOff("1/two"))).toBe(heading("100%", "- [x] one\n- [x] two\n"));
		expect(edited(heading("50%"), uncheck("1/one"))).toBe(heading("0%", "- [ ] one\n- [ ] two\n"));
		expect(edited(edited(heading("50%"), checkOff("1/two")), uncheck("1/two"))).toBe(heading("50%"));
		const four = (status: string, second: string): string =>
			heading(status, `- [x] one\n- [${second}] two\n- [ ] three\n- [ ] four\n`);
		expect(edited(four("25%", " "), checkOff("1/two"))).toBe(four("50%", "x"));
		expect(edited(four("25 %", " "), checkOff("1/two"))).toBe(four("50 %", "x"));
	});

	it("that is not of its items stays as its author wrote it, as long as it contradicts nothing", () => {
		const text = heading("40%", "- [x] one\n- [ ] two\n- [ ] three\n- [ ] four\n");
		expect(edited(text, checkOff("1/two"))).toBe(text.replace("[ ] two", "[x] two"));
		expect(edited(heading("40%"), checkOff("1/two"))).toBe(heading("100%", "- [x] one\n- [x] two\n"));
	});

	it("that is right is left alone by a sync", () => {
		expect(apply(heading("50%"), sync).kind).toBe("unchanged");
		expect(edited(heading("100%"), sync)).toBe(heading("50%"));
	});

	it("is told as what it was and is", () => {
		const applied = apply(heading("50%"), checkOff("1/two"));
		expect(applied.kind === "changed" && applied.changes).toEqual(["1/two: checked off", "Phase 1, section: 50% → 100%"]);
	});
});

describe("a document with an unresolved conflict", () => {
	const conflict = "# Plan\n\n## Phase 1: a\n- [ ] one\n<<<<<<< HEAD\n- [ ] two\n=======\n- [x] two\n>>>>>>> other\n";
	const refusal = (place: string): Failure =>
		new Failure(
			"refused",
			`${place}: the document has an unresolved merge conflict`,
			"resolve the conflict, remove its markers, then run the command again",
		);

	it("is changed by no edit, wherever the conflict is", () => {
		for (const change of [checkOff("1/one"), uncheck("1/one"), sync, { kind: "note", phase: "1", text: "x" } as const])
			expect(() => apply(conflict, change)).toThrow(refusal("line 5"));
	});

	it("is named with its path where that is known", () => {
		expect(() => refuseConflict(read(conflict), "PLAN.md")).toThrow(refusal("PLAN.md:5"));
		expect(() => refuseConflict(read(conflict))).toThrow(refusal("line 5"));
	});

	it("is not one whose lists stand at odd places", () => {
		const odd = "# Plan\n\n## Phase 1: a\n- [ ] one\n- [x]two\n";
		expect(read(odd).irregularities.length).toBeGreaterThan(0);
		expect(() => refuseConflict(read(odd))).not.toThrow();
	});
});
