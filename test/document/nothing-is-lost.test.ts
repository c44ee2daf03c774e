import fc from "fast-check";
import type { Nodes } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { sourceText } from "../../src/text/decode.ts";
import { runs } from "../runs.ts";

/** The lines on which the whole of remark-gfm sees a task list item: what a reader on the web sees as a checkbox. */
function boxesSeen(text: string): number[] {
	const lines: number[] = [];
	const visit = (node: Nodes): void => {
		if (node.type === "listItem" && typeof node.checked === "boolean") {
			const start = node.position?.start.offset ?? 0;
			// A line ending between the brackets is a box to this parser alone.
			const box = /\[[ \txX]\]/.exec(text.slice(start));
			if (box !== null) lines.push(text.slice(0, start + box.index).split(/\r\n|\r|\n/).length);
		}
		if ("children" in node) for (const child of node.children) visit(child);
	};
	visit(remark().use(remarkGfm).parse(text));
	return lines;
}

const piece = fc.constantFrom(
	"- [ ] item",
	"- [x] **bold** item",
	"- [X] `code`",
	"* [ ] star",
	"+ [x] plus",
	"1. [ ] one",
	"2) [x] two",
	"  - [ ] nested",
	"    - [x] deeper",
	"  * [ ] other",
	"- plain",
	"  - note",
	"  text",
	"lazy",
	"> - [ ] quoted",
	"> > - [x] twice",
	"### Group",
	"#### Group (optional)",
	"```",
	"~~~",
	"<!-- note -->",
	"<!--",
	"-->",
	"<details>",
	"</details>",
	"<summary>s</summary>",
	"| a | b |",
	"|---|---|",
	"***",
	"",
	"",
	"",
	"- [ ] ~~gone~~ (N/A: x)",
	"- [ ] Optional: y",
	"- [link](x)",
	"- [ ]",
	"- [ ]tight",
	"- [-] dash",
	"\t- [ ] tab",
	"   - [ ] three",
	"-   [ ] wide",
	"- - [ ] in one line",
	"- > [ ] q",
	"- # [ ] h",
	"- [ ] # h",
	"[a]: b",
	"- [x]: y",
	"  - Evidence: seen (jo, 2026-01-01)",
	"- [ ] a \\| b",
	"- [ ] <!-- id: pin --> pinned",
	"- [ ] [link](y) text",
	"- [ ] <b>html</b>",
);
const ending = fc.constantFrom("\n", "\n", "\n", "\r\n");

describe("every checkbox that a reader sees", () => {
	it("is an item of the model, in the place where it is seen", () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(piece, ending), { maxLength: 20 }), (pieces) => {
				const text = `## Phase 1: All\n\n${pieces.flat().join("")}`;
				const source = sourceText(text);
				const document = readDocument(source);
				const items = document.phases.flatMap((phase) => phase.items);
				const lines = items.map((item) => source.lineOf(item.box.span.start));
				expect(lines.sort((a, b) => a - b)).toEqual(boxesSeen(text).sort((a, b) => a - b));
			}),
			{ numRuns: runs({ fast: 500, thorough: 20_000 }) },
		);
	});
});
