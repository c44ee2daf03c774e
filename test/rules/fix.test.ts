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

	it("continues until nothing is left, but not forever", () => {
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

	const tables = `# T

| Phase | Status |
|---|---|
| Phase 1 | Done |
| Phase 2 | Open |

## Phase 1: a
- [x] same
- [x] same

## Phase 2: b
- [ ] two

## Risk Register

| Risk | Impact |
|---|---|
| fire | High |

## Review History

| Date | Reviewer | Change |
|---|---|---|
| 2026-01-01 | Ana | x |
`;

	it.each([
		["a row of the table", "| Phase 2 | Open |\n", ""],
		["a risk", "| fire | High |\n", ""],
		["a review", "| 2026-01-01 | Ana | x |\n", ""],
		["one of two items that say the same", "- [x] same\n- [x] same\n", "- [x] same\n"],
		["the number of a phase without items", "## Phase 2: b\n- [ ] two\n\n## Risk", "## Phase 3: b\n- [ ] two\n\n## Risk"],
		[
			"the order of phases",
			"## Phase 1: a\n- [x] same\n- [x] same\n\n## Phase 2: b\n- [ ] two\n",
			"## Phase 2: b\n- [ ] two\n\n## Phase 1: a\n- [x] same\n- [x] same\n",
		],
	])("takes no fix that would cost %s", (_what, from, to) => {
		expect(tables).toContain(from);
		const result = fix(read(tables), read, (document) => finding(from, to, document));
		expect([result.text === tables, result.applied.length, result.left.length]).toEqual([true, 0, 1]);
	});

	it.each([
		["a phase without an item its number", "## Phase 2: b\n- [ ] two\n", "## Phase 2: b\n", "## Phase 2: b\n", "## Phase 3: b\n"],
		["the last phase itself", "- [ ] two\n", "", "## Phase 2: b\n", "## Part 2: b\n"],
	])("nor %s", (_what, prepare, made, from, to) => {
		const text = tables.replace(prepare, made);
		const result = fix(read(text), read, (document) => finding(from, to, document));
		expect([result.text === text, result.applied.length]).toEqual([true, 0]);
	});

	it("takes one that adds an item, or changes what is no fact", () => {
		for (const [from, to] of [
			["- [ ] two\n", "- [ ] two\n- [ ] three\n"],
			["| Done |", "|  Done  |"],
		] as const) {
			let once = true;
			const result = fix(read(tables), read, (document) => {
				const found = once ? finding(from, to, document) : [];
				once = false;
				return found;
			});
			expect(result.text).toBe(tables.replace(from, to));
		}
	});

	it("applies a fix of two places whole or not at all", () => {
		const both = (document: StatusDocument): Finding[] => {
			const [one, two] = [finding("T\n", "Title\n", document), finding("| Done |", "|  Done  |", document)];
			const edits = [...one, ...two].flatMap(({ fix: own }) => (own === null || own === "mend-encoding" ? [] : own));
			return [...finding("# T\n", "# t\n", document), ...one.map((found) => ({ ...found, fix: edits }))];
		};
		const result = fix(read(tables), read, both);
		expect(result.text).toBe(tables.replace("# T\n", "# t\n"));
	});

	it("does not count a fix that changes nothing", () => {
		const result = fix(read(tables), read, (document) => finding("| Done |", "| Done |", document));
		expect([result.applied.length, result.left.length]).toEqual([0, 1]);
	});

	it("repairs the encoding only of a garbled document", () => {
		const mend = { rule: "test", severity: "error", message: "x", hint: null, elsewhere: null, fix: "mend-encoding" } as const;
		const result = fix(read(text), read, () => [{ ...mend, span: { start: 0, end: 1 } }]);
		expect([result.text, result.applied.length, result.left.length]).toEqual([text, 0, 1]);
	});

	it("leaves a garbled document as it is if it cannot be repaired whole", () => {
		const garbled = "## Phase 1: a\n- [ ] D\u00c3\u00a9j\u00c3\u00a0 v\u00c3\u00bc\n";
		const source = read(garbled);
		expect(source.source.garbling).not.toBeNull();
		const none = fix(source, read, () => []);
		expect([none.text, none.applied]).toEqual([garbled, []]);
		const other = fix(source, read, (document) => finding("[ ]", "[x]", document));
		expect([other.text, other.left.length]).toEqual([garbled, 1]);
	});
});
