import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import type { Finding } from "../../src/model/finding.ts";
import { fix } from "../../src/rules/fix.ts";
import { sourceText } from "../../src/text/decode.ts";
import { replace } from "../../src/text/edits.ts";

const text = "## Phase 1: x\n- [ ] one\n- [x] two\n";
const read = (markdown: string): StatusDocument => readDocument(sourceText(markdown));

function finding(from: string, to: string, document: StatusDocument): Finding[] {
	const at = document.source.text.indexOf(from);
	if (at < 0) return [];
	const edit = replace(document.source.text, { start: at, end: at + from.length }, to);
	return [{ rule: "test", severity: "error", message: "x", hint: null, elsewhere: null, span: edit.span, fix: [edit] }];
}

describe("fix", () => {
	it.each([
		["an item", "- [ ] one\n", ""],
		["an item's box", "[x] two", "[ ] two"],
		["an item's words", "one", "another"],
		["a phase", "## Phase 1: x", "## Part 1: x"],
	])("takes no fix that would cost %s", (_what, from, to) => {
		const result = fix(read(text), read, (document) => finding(from, to, document));
		expect(result.text).toBe(text);
		expect([result.applied.length, result.left.length]).toEqual([0, 1]);
	});

	it("goes on until nothing is left, and not for ever", () => {
		const growing = fix(read(text), read, (document) => finding("x\n", "xx\n", document));
		expect(growing.applied.length).toBe(50);
		const chain = fix(read("## Phase 1: q\n"), read, (document) =>
			[...finding("q", "z", document), ...finding("z\n", "y\n", document)].slice(0, 1),
		);
		expect(chain.left).toEqual([]);
	});

	it("applies what does not touch at once, and the rest later", () => {
		const result = fix(read("## Phase 1: ab\n"), read, (document) => [
			...finding("ab", "cb", document),
			...finding("b\n", "d\n", document),
		]);
		expect(result.text).toBe("## Phase 1: cd\n");
	});
});
