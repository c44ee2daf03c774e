import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, sourceText } from "../../src/text/decode.ts";
import { type CodePage, codePages, readGarbled } from "../../src/text/garbled.ts";

const document = readFileSync(new URL("../../status/PHASE-STATUS.md", import.meta.url), "utf8");

/** What a program makes of UTF-8 that it takes for one of the old code pages. */
function garble(text: string, codePage: CodePage): string {
	const bytes = new TextEncoder().encode(text);
	if (codePage !== "windows-1252") return new TextDecoder(codePage).decode(bytes);
	// Not by the decoder of the platform: some decode it as Latin-1.
	const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
	return Array.from(bytes, (byte) => (byte >= 0x80 && byte < 0xa0 ? upper.charAt(byte - 0x80) : String.fromCharCode(byte))).join(
		"",
	);
}

describe("garbled text", () => {
	it.each(codePages)("is recognised as UTF-8 read as %s, and read as it was", (codePage) => {
		const garbled = garble(document, codePage);
		expect(garbled).not.toBe(document);
		const found = readGarbled(garbled);
		expect(found?.text).toBe(document);
		expect(found?.lossless).toBe(true);
	});

	it("is repaired through two layers", () => {
		expect(readGarbled(garble(garble(document, "macintosh"), "windows-1252"))?.text).toBe(document);
	});

	it("is read where only a part was garbled and the rest was typed later", () => {
		const text = `${garble("🔴 Not Started", "macintosh")} | 🟡 In Progress — naïve`;
		expect(readGarbled(text)?.text).toBe("🔴 Not Started | 🟡 In Progress — naïve");
	});

	it("is read but not repaired if the private-use character was lost", () => {
		const found = readGarbled(garble(document, "macintosh").replaceAll("\uf8ff", ""));
		expect(found?.text).toBe(document);
		expect(found?.lossless).toBe(false);
	});

	it.each([
		["French with no-break spaces", "Déjà fait : « à revoir » — l’été, ça va… Cœur à »"],
		["German", "Größe, Übergabe – „fertig“, Straße § 5, 20 °C"],
		["Polish", "Zażółć gęślą jaźń – „ł”"],
		["Czech", "Příliš žluťoučký kůň úpěl ďábelské ódy"],
		["Japanese", "移行の状況：完了「はい」"],
		["Vietnamese", "Đã hoàn thành việc chuyển đổi"],
		["capitals and an ellipsis", "CAFÉ…"],
		["emoji and arrows", "🔴 → 🟢 ⚠️ ✅ 👨‍👩‍👧‍👦"],
		["a lone copyright sign", "© 2026 Ä°"],
	])("is not seen in %s", (_language, text) => {
		expect(readGarbled(text)).toBeNull();
	});

	it("maps every offset back to where the character stands on disk", () => {
		const garbled = garble("a 🔴 b ⚠️ c", "macintosh");
		const source = sourceText(garbled);
		for (const letter of ["a", "b", "c"]) expect(source.at(source.text.indexOf(letter)).column).toBe(garbled.indexOf(letter) + 1);
	});

	it("leaves any text without old characters alone", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
				expect(readGarbled(text)).toBeNull();
			}),
		);
	});
});

describe("decode", () => {
	it("names the first byte that is not UTF-8 by line and column", () => {
		const decoded = decode(Uint8Array.from([0x61, 0x0a, 0xc3, 0xa9, 0x62, 0xff, 0x63]));
		expect(decoded).toMatchObject({ kind: "invalid", position: { line: 2, column: 3 } });
		expect(decoded.kind === "invalid" && decoded.problem).toContain("0xff");
	});

	it("names a character that is cut off at the end", () => {
		expect(decode(Uint8Array.from([0x61, 0xf0, 0x9f]))).toMatchObject({ kind: "invalid", position: { line: 1, column: 2 } });
	});

	it("advises on UTF-16", () => {
		expect(decode(Uint8Array.from([0xff, 0xfe, 0x61, 0x00]))).toMatchObject({
			kind: "invalid",
			problem: "it is UTF-16LE, not UTF-8",
		});
	});

	it("takes a byte order mark off and remembers it", () => {
		const decoded = decode(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]));
		expect(decoded.kind === "text" && [decoded.source.text, decoded.source.byteOrderMark]).toEqual(["a", true]);
	});
});
