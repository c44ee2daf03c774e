import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { writeProof } from "../../src/model/evidence/proof.ts";
import { Failure } from "../../src/model/failure.ts";
import { apply, checkOff, edited, read, uncheck } from "./editing.ts";

const sync: Change = { kind: "sync" };
const section = (status: string, items = "- [x] one\n- [ ] two\n"): string => `## Phase 1: a\n**Status:** ${status}\n${items}`;

describe("a mark", () => {
	it("that contradicts a word that is right is exchanged alone", () => {
		expect(edited(section("🔴 In Progress"), sync)).toBe(section("🟡 In Progress"));
		expect(edited(section("🔴 WIP (slowly)"), sync)).toBe(section("🟡 WIP (slowly)"));
		expect(edited(section("🔴 WIP"), uncheck("1/one"))).toContain(section("🔴 Not Started", "- [ ] one\n- [ ] two\n"));
	});

	it("that nobody knows, or that means the same, stays", () => {
		for (const status of ["🦄 In Progress", "🚧 In Progress", "In Progress"])
			expect(apply(section(status), sync)).toEqual({ kind: "unchanged", why: "every derived cell is right" });
	});
});

describe("a date has no cell", () => {
	const table = (head: string, ...rows: string[]): string =>
		`${head}\n${rows.map((row) => `${row}\n`).join("")}\n## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n`;
	const target = (phase: string): Change => ({ kind: "dates", phase, start: null, target: { kind: "day", day: "2026-12-01" } });

	it("where the table has no column for it", () => {
		const text = table("| Phase | Status |\n|---|---|", "| 1 | x |");
		expect(() => apply(text, target("1"))).toThrow(
			new Failure(
				"refused",
				"the summary table in line 1 has no column for the target date",
				'run it with --create, or add a column "Target Date"',
			),
		);
	});

	it("where it has no row for the phase, or a short one", () => {
		const refusal = (phase: string): Failure =>
			new Failure(
				"refused",
				`the summary table in line 1 has no cell for the target date of Phase ${phase}`,
				`add a row for Phase ${phase} with a cell in each column`,
			);
		const head = "| Phase | Status | Target |\n|---|---|---|";
		expect(() => apply(table(head, "| 1 | x | - |"), target("2"))).toThrow(refusal("2"));
		expect(() => apply(table(head, "| 1 | x | - |", "| 2 | x"), target("2"))).toThrow(refusal("2"));
	});
});

describe("evidence of a probe", () => {
	const proof = (objects: string): string =>
		writeProof(
			{ message: "ready", clusters: [{ context: "a", uid: "5c0b" }], readAt: "2026-11-20T10:00:00Z", probes: null, objects },
			{ version: "0.1.0", age: "live" },
		);
	const item = (box: string, bullet: string, objects = "0a1b2c3d"): string =>
		`## Phase 1: a\n- [${box}] one\n  ${bullet}Evidence: ${proof(objects)} (Jo, 2026-11-20)\n`;

	it.each(["- ", "* ", "+ ", "-   ", "1. ", "1) "])("is taken back with its bullet: %j", (bullet) => {
		expect(read(item("x", bullet)).phases[0]?.items[0]?.evidence).toHaveLength(1);
		expect(edited(item("x", bullet), uncheck("1/one"))).toBe("## Phase 1: a\n- [ ] one\n");
	});

	it("is renewed where the item was not checked off, and where it proves other objects", () => {
		const verified = (objects: string): Change => ({
			kind: "check-off",
			items: ["1/one"],
			evidence: null,
			proofs: new Map([["1/one", proof(objects)]]),
		});
		expect(apply(item("x", "- "), verified("0a1b2c3d")).kind).toBe("unchanged");
		expect(edited(item("x", "- "), verified("ffffffff"))).toBe(
			item("x", "- ", "ffffffff").replace("(Jo, 2026-11-20)", "(Jo Doe, 2026-11-24)"),
		);
		const others = `- [x] two\n`;
		expect(edited(item(" ", "- ") + others, verified("0a1b2c3d"))).toBe(
			item("x", "- ").replace("(Jo, 2026-11-20)", "(Jo Doe, 2026-11-24)") + others,
		);
	});
});

describe("a skip", () => {
	it("is refused for an item of more than is read", () => {
		const long = "word ".repeat(700).trim();
		const text = `## Phase 1: a\n- [ ] ${long} <!-- id: long -->\n`;
		expect(() => apply(text, { kind: "skip", items: ["1/long"], reason: "x" })).toThrow(
			new Failure(
				"refused",
				"line 2: the text of 1/long is too long to be struck through",
				"shorten it, or move a part of it to a bullet below the item",
			),
		);
	});

	it("is no strike of what is code, or only an escaped mark", () => {
		const struck = (words: string): string =>
			edited(`## Phase 1: a\n- [ ] ${words} <!-- id: x -->\n`, { kind: "skip", items: ["1/x"], reason: "old" });
		expect(struck("Remove `~/.cache`")).toContain("- [ ] ~~Remove `~/.cache`~~ (N/A: old)");
		expect(struck("Take \\~5 hosts")).toContain("- [ ] ~~Take \\~5 hosts~~ (N/A: old)");
		expect(() => struck("Take ~~5~~ 6 hosts")).toThrow("part of 1/x is struck through already");
	});
});

describe("a second reviewer", () => {
	it("is told by the newest of the rows that have a day", () => {
		const text = `## Phase 1: a\n- [x] one\n- [ ] two\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| soon | Al | 1 | Checked off one |\n| 2026-11-02 | Bo | 1 | Checked off one |\n| 2026-11-01 | Cy | 1 | Checked off zero |\n`;
		const tick = (reviewer: string): string => apply(text, checkOff("1/two"), { secondReviewer: true, reviewer }).kind;
		expect(() => tick("bo")).toThrow("bo checked off its last item too");
		expect(tick("Al")).toBe("changed");
		expect(tick("Cy")).toBe("changed");
	});
});
