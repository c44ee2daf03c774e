import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/text/diff.ts";
import { diffLines } from "../../src/text/line-diff.ts";
import { folderWith } from "../command-line.ts";
import { processorSeconds } from "../processor-time.ts";

const numbered = (count: number, line: (index: number) => string): string =>
	Array.from({ length: count }, (_, i) => line(i)).join("");

describe("the lines of two texts side by side", () => {
	it("are those of both, in their order, and what each has once in the same order is in both", () => {
		const lines = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 12 });
		fc.assert(
			fc.property(lines, lines, (before, after) => {
				const found = diffLines(before, after);
				expect(found.filter(({ mark }) => mark !== "+").map(({ line }) => line)).toEqual(before);
				expect(found.filter(({ mark }) => mark !== "-").map(({ line }) => line)).toEqual(after);
			}),
		);
		expect(diffLines(["x", "a", "y"], ["x", "b", "y"]).map(({ mark, line }) => mark + line)).toEqual([" x", "-a", "+b", " y"]);
	});
});

describe("the patch of a text with thousands of changes", () => {
	const cases: Readonly<Record<string, [string, string]>> = {
		"in every line": [numbered(20_000, (i) => `- [ ] item ${i}\n`), numbered(20_000, (i) => `- [x] item ${i}\n`)],
		"between lines that stay": [
			numbered(6_000, (i) => `### Group ${i}\n\n- [ ] item\n\n\n\n\n\n`),
			numbered(6_000, (i) => `### Group ${i}\n\n- [x] item\n\n\n\n\n\n`),
		],
		"in lines that are all alike": ["- [ ] item\n".repeat(20_000), "- [x] item\n".repeat(20_000)],
		"with no last line break": [
			`head\n${numbered(2_000, (i) => `a${i}\n`)}end`,
			`head\n${numbered(2_000, (i) => `b${i}\n`)}end.`,
		],
		"from nothing but one line": ["x\n", numbered(3_000, (i) => `b${i}\n`)],
	};

	it.each(Object.entries(cases))("is made in time, and git applies it: %s", (_, [before, after]) => {
		const start = processorSeconds();
		const patch = unifiedDiff("a.md", before, after);
		expect(processorSeconds() - start).toBeLessThan(3);
		const folder = folderWith({ "a.md": before, "a.patch": patch });
		execFileSync("git", ["init", "-q"], { cwd: folder });
		execFileSync("git", ["apply", "--whitespace=nowarn", "a.patch"], { cwd: folder });
		expect(readFileSync(join(folder, "a.md"), "utf8")).toBe(after);
		// And back: nothing of the old text was lost.
		writeFileSync(join(folder, "a.md"), after);
		execFileSync("git", ["apply", "-R", "--whitespace=nowarn", "a.patch"], { cwd: folder });
		expect(readFileSync(join(folder, "a.md"), "utf8")).toBe(before);
	});
});
