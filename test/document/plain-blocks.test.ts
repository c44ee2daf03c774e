import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/document/blocks.ts";
import { parseInChunks } from "../../src/document/chunks.ts";
import { parseBlocks } from "../../src/document/markdown.ts";
import { readPlainBlock } from "../../src/document/plain-blocks.ts";
import { trimmed } from "../../src/text/span.ts";
import { runs } from "../runs.ts";

/** What a reader of the blocks can see of them: places of headings, boxes, texts and cells, and how items are nested. */
function facts(text: string, blocks: readonly Block[]): string[] {
	const found: string[] = [];
	const range = (span: { start: number; end: number }): string => {
		const { start, end } = trimmed(text, span);
		return `${start}-${end}`;
	};
	const visit = (block: Block, depth: number): void => {
		const at = `${" ".repeat(depth)}${block.type}`;
		switch (block.type) {
			case "heading":
				found.push(`${at} ${block.depth} ${range(block.content)}`);
				break;
			case "list":
				// A cut between two items makes two lists of one; nobody looks at the list itself.
				for (const item of block.items) {
					found.push(
						`${" ".repeat(depth)}item ${range(item.span)} ${item.box === null ? "-" : `${item.box.span.start}${item.box.checked}`}`,
					);
					item.children.forEach((child, index) => {
						if (index === 0 && child.type === "paragraph") {
							const start = item.box === null ? child.span.start : item.box.span.end + 1;
							found.push(`${" ".repeat(depth)} head ${range({ start, end: child.span.end })}`);
						} else visit(child, depth + 1);
					});
				}
				break;
			case "table":
				for (const row of block.rows)
					found.push(`${at} ${row.cells.map((cell) => text.slice(cell.start, cell.end)).join("¦")} ${row.span.start}`);
				break;
			case "quote":
				found.push(at);
				for (const child of block.children) visit(child, depth + 1);
				break;
			default:
				found.push(`${at} ${range(block.span)}`);
		}
	};
	for (const block of blocks) visit(block, 0);
	return found;
}

function compare(text: string): void {
	const whole = facts(text, parseBlocks(text, 0));
	// After some documents micromark takes the inner bullet of "- -" for a paragraph; by CommonMark it is an empty item, wherever it stands.
	const isMisread = whole.some((fact) => {
		const [, start, end] = /^ +head (\d+)-(\d+)$/.exec(fact) ?? [];
		return start !== undefined && /^(?:[-*+]|\d+[.)])$/.test(text.slice(Number(start), Number(end)).trim());
	});
	if (!isMisread) expect(facts(text, parseInChunks(text, 0).blocks)).toEqual(whole);
}

const word = fc.constantFrom(
	"SA-1",
	"Deployment",
	"(port 9395)",
	"a|b",
	"`code`",
	"**bold**",
	"~~gone~~",
	"x",
	"1.",
	"#",
	"_it_",
	"\\|",
	"é",
	"🔴",
	"<b>",
	"-",
	":",
	"[x]",
);
const words = fc.array(word, { minLength: 0, maxLength: 4 }).map((parts) => parts.join(" "));
const start = fc.constantFrom(
	"",
	"# ",
	"## ",
	"#",
	"####### ",
	"- ",
	"- [ ] ",
	"- [x] ",
	"- [X]",
	"- [ ]",
	"* [ ] ",
	"+ ",
	"  - ",
	"  - [ ] ",
	"    - [ ] ",
	"   ",
	"    ",
	"\t",
	"1. ",
	"1) [ ] ",
	"> ",
	"> - [ ] ",
	"```",
	"~~~",
	"<!-- ",
	"<div>",
	"</div>",
	"--> ",
	"---",
	"***",
	"===",
	"| ",
	"|a|b|",
	"|---|---|",
	"| a | b |",
	"|-|",
	"[a]: ",
	"[^1]: ",
	"- - ",
	"-",
	"- # ",
	"-  ",
	"  text ",
	"\\",
	"&amp;",
	"-->",
);
const line = fc.tuple(start, words, fc.constantFrom("", "", "", " ", "  ", " #", " |")).map((parts) => parts.join(""));
const ending = fc.constantFrom("\n", "\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n", "\r");
const markdown = fc.array(fc.tuple(line, ending), { maxLength: 14 }).map((lines) => lines.flat().join(""));

describe("plain blocks", () => {
	it("equal those of the Markdown parser, with any surroundings", () => {
		fc.assert(fc.property(markdown, compare), { numRuns: runs({ fast: 1000, thorough: 10_000 }) });
	});

	it("are what the parser makes of them in documents longer than a chunk", () => {
		fc.assert(
			fc.property(
				fc.array(markdown, { minLength: 5, maxLength: 25 }).map((parts) => parts.join("\n")),
				compare,
			),
			{ numRuns: runs({ fast: 100, thorough: 3000 }) },
		);
	});

	it.each([
		["an item goes on behind a blank line", "- [ ] a\n\n  more\n"],
		["a lazy line", "- [ ] a\nlazy\n"],
		["a setext heading", "Title\n---\n"],
		["a fence that hides items and headings", "```\n# no\n- [ ] no\n```\n- [ ] yes\n"],
		["a comment that hides headings", "<!--\n## Phase 9\n- [ ] no\n-->\n\n- [ ] yes\n"],
		["a fence whose end only looks like one", "```\nfoo\u2028```\n# no\n```\n# yes\n"],
		["a comment on one line with more behind it", "<!-- a --> # no\n# yes\n<!--> - [ ] no\n- [ ] yes\n"],
		["a heading inside HTML without a blank line", "<div>\n# no\n\n# yes\n"],
		["a table that a list ends", "| a |\n|---|\n| b |\n- [ ] c\n"],
		["a row without pipes", "| a | b |\n|---|---|\n| c | d |\ntext\n"],
		["a ragged row", "| a | b |\n|---|---|\n| c |\n| c | d | e |\n"],
		["bullets that look like rules", "- ---\n- ***\n"],
		["a delimiter row of another width", "| a | b |\n|---|\n| c | d |\n"],
		["no line ending at the end", "- [ ] a\n- [x] b"],
		["a box behind an empty item", "1.\n[x]\nSA-1\n"],
		["CRLF", "# a\r\n\r\n- [ ] b\r\n  - [x] c\r\n\r\n| d |\r\n|---|\r\n| e |\r\n"],
	])("%s", (_name, text) => compare(text));

	it("leaves a whole status document to plain reading", () => {
		expect(readPlainBlock("## Phase 2: Service Splitting\n", 0)).not.toBeNull();
		expect(readPlainBlock("- [ ] SA-1 Deployment (port 9395)\n  - Evidence: seen (jo, 2026-01-01)\n", 0)).not.toBeNull();
		expect(readPlainBlock("| a | b |\n|---|---|\n| **Phase 2** | 0% |\n", 0)).not.toBeNull();
		expect(readPlainBlock("Split the Boulder monolith.\n", 0)).not.toBeNull();
	});
});
