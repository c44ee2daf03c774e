import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import fastStringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/text/diff.ts";
import { applyEdits, EditConflict, insert, overlaps, replace } from "../../src/text/edits.ts";
import { Lines, usualLineEnding } from "../../src/text/lines.ts";
import { printable } from "../../src/text/printable.ts";
import { displayWidth, padEnd, truncate, wrap } from "../../src/text/width.ts";

describe("edits", () => {
	it("are applied in any order", () => {
		const text = "one two three";
		expect(
			applyEdits(text, [replace(text, { start: 8, end: 13 }, "3"), insert(3, "!"), replace(text, { start: 0, end: 3 }, "1")]),
		).toBe("1! two 3");
	});

	it("refuse a text that they were not planned for", () => {
		const edit = replace("one", { start: 0, end: 3 }, "1");
		expect(() => applyEdits("two", [edit])).toThrow(EditConflict);
		expect(() => applyEdits("on", [edit])).toThrow(EditConflict);
	});

	it("refuse to overlap", () => {
		const text = "abcdef";
		const edits = [replace(text, { start: 0, end: 3 }, "x"), replace(text, { start: 2, end: 4 }, "y")];
		expect(() => applyEdits(text, edits)).toThrow(EditConflict);
		expect(overlaps(replace(text, { start: 0, end: 3 }, ""), replace(text, { start: 2, end: 4 }, ""))).toBe(true);
		expect(overlaps(replace(text, { start: 0, end: 2 }, ""), replace(text, { start: 2, end: 4 }, ""))).toBe(false);
	});
});

describe("lines", () => {
	it("end in LF, CRLF or a lone CR", () => {
		const lines = new Lines("a\nb\r\nc\rd");
		expect(["a", "b", "c", "d"].map((letter) => lines.at("a\nb\r\nc\rd".indexOf(letter)))).toEqual(
			[1, 2, 3, 4].map((line) => ({ line, column: 1 })),
		);
		expect(lines.span(2)).toEqual({ start: 2, end: 3 });
		expect(usualLineEnding("a\r\nb\r\nc\n")).toBe("\r\n");
	});

	it("find every offset where counting finds it", () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom("a", "🔴", "\n", "\r\n"), { maxLength: 40 }), (parts) => {
				const text = parts.join("");
				const lines = new Lines(text);
				for (let offset = 0; offset <= text.length; offset += 1) {
					const before = text.slice(0, offset).split("\n");
					expect(lines.at(offset)).toEqual({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
				}
			}),
		);
	});
});

describe("printable", () => {
	it("shows what a terminal would obey", () => {
		expect(printable("\u001b[31mred\u0007\r\b\u009b")).toBe("\\x1b[31mred\\x07\\x0d\\x08\\x9b");
		expect(printable("a\u202eb\u200bc\ufeffd\ud800")).toBe("a\\u{202e}b\\u{200b}c\\u{feff}d\\u{d800}");
	});

	it("leaves what people write alone", () => {
		for (const text of ["plain", "naïve 日本 👨‍👩‍👧‍👦 ⚠️", "a–b “c”"]) expect(printable(text)).toBe(text);
	});

	it("lets no control character through", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
			}),
		);
	});

	it("lets no command to GitHub's runner through, and leaves every other hash and bracket alone", () => {
		expect(printable("a ##[error]b ###[c]")).toBe("a ##\\x5berror]b ###\\x5bc]");
		expect(printable("# [a] ## [b] #[c]")).toBe("# [a] ## [b] #[c]");
		fc.assert(
			fc.property(fc.array(fc.constantFrom("#", "[", "\u001b", "\n", "\\", "x")), (parts) => {
				expect(printable(parts.join(""))).not.toContain("##[");
			}),
		);
	});
});

describe("width", () => {
	it("counts columns, not characters", () => {
		expect(["ab", "日本", "🔴", "⚠️", "👨‍👩‍👧‍👦", "é"].map(displayWidth)).toEqual([2, 4, 2, 2, 2, 1]);
	});

	it("counts what takes one column each as the library for it does", () => {
		const wanted = (text: string) => expect([text, displayWidth(text)]).toEqual([text, fastStringWidth(text)]);
		for (let point = 0x20; point <= 0x2fff; point += 1) wanted(String.fromCodePoint(point));
		const mixed = fc.string({ unit: fc.constantFrom(..."ab é—…→█░✓🔴", "\u0301", "\ufe0f", "\u200d") });
		fc.assert(
			fc.property(mixed, (text) => {
				wanted(text);
			}),
		);
	});

	it("cuts between what a reader sees as one character", () => {
		expect(truncate("日本語", 4)).toBe("日…");
		expect(truncate("short", 10)).toBe("short");
		expect(displayWidth(padEnd("🔴", 5))).toBe(5);
	});

	it("wraps at spaces", () => expect(wrap("one two three", 7)).toEqual(["one two", "three"]));
});

describe("diff", () => {
	const texts = fc.array(fc.constantFrom("a", "b", "-- c", "++ d", "é 🔴", ""), { maxLength: 12 });
	const ending = fc.constantFrom("\n", "\r\n");

	it("is accepted by git apply, with any names, line endings and last line", () => {
		const folder = mkdtempSync(join(tmpdir(), "diff-"));
		const git = (...words: string[]): string =>
			execFileSync("git", words, { cwd: folder, encoding: "utf8", env: { PATH: process.env.PATH } });
		git("init", "-q");
		const names = fc.constantFrom("status/PHASE.md", "with space.md", 'quo"te.md', "Größe.md", "back\\slash.md");
		fc.assert(
			fc.property(texts, texts, ending, fc.boolean(), names, (before, after, eol, last, name) => {
				const join_ = (lines: readonly string[]): string => lines.join(eol) + (last && lines.length > 0 ? eol : "");
				const [old, wanted] = [`${join_(["x", ...before])}`, `${join_(["x", ...after])}`];
				const patch = unifiedDiff(name, old, wanted);
				const path = join(folder, name);
				mkdirSync(dirname(path), { recursive: true });
				writeFileSync(path, old);
				if (patch !== "") {
					writeFileSync(join(folder, "a.patch"), patch);
					git("apply", "--whitespace=nowarn", "a.patch");
				}
				expect(readFileSync(path, "utf8")).toBe(wanted);
			}),
			{ numRuns: 60 },
		);
	});
});
