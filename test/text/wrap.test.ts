import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth, wrapHard } from "../../src/text/width.ts";

describe("a text broken into lines", () => {
	it("is not cut within a character that takes two units of UTF-16", () => {
		expect(wrapHard("abc𐀀", 3)).toEqual(["abc", "𐀀"]);
		expect(wrapHard("ab🚀🚀", 3)).toEqual(["ab", "🚀", "🚀"]);
	});

	it("loses nothing, goes forward, and is no wider than its room", () => {
		const anyText = fc.string({ unit: "grapheme", maxLength: 40 });
		fc.assert(
			fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, width) => {
				const lines = wrapHard(text, width);
				expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
				const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
				for (const line of lines)
					if ([...graphemes.segment(line)].length > 1) expect(displayWidth(line)).toBeLessThanOrEqual(width);
			}),
		);
	});
});
