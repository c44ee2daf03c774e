import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/cluster/transport/json.ts";
import { processorSeconds } from "../../processor-time.ts";

describe("JSON of a cluster", () => {
	it("takes little longer than JSON.parse", () => {
		const fields = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f:field-${index}`, { ".": {}, "f:x": {} }]));
		const text = JSON.stringify(Array.from({ length: 4_000 }, (_, index) => ({ uid: `0000-${index}`, index, fields })));
		const start = processorSeconds();
		JSON.parse(text);
		const plain = processorSeconds() - start;
		expect(parseJson(text)).toHaveLength(4_000);
		expect(processorSeconds() - start - plain).toBeLessThan(plain * 4 + 0.4);
	});

	it("is read as JSON.parse reads it, where that rounds nothing", () => {
		fc.assert(
			fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
				const text = JSON.stringify(value);
				fc.pre(!/\d{16}/.test(text));
				expect(parseJson(text)).toEqual(JSON.parse(text));
			}),
		);
	});

	it("keeps every digit of an integer that a double cannot hold", () => {
		fc.assert(
			fc.property(fc.bigInt(), fc.string(), (integer, text) => {
				const read = parseJson(`{"a":[${integer}], "text": ${JSON.stringify(`:${integer} ${text}`)}}`);
				const value =
					integer >= Number.MIN_SAFE_INTEGER && integer <= Number.MAX_SAFE_INTEGER ? Number(integer) : String(integer);
				expect(read).toEqual({ a: [value], text: `:${integer} ${text}` });
			}),
		);
	});

	it("keeps numbers beyond the doubles as text, fractions as numbers", () => {
		expect(
			parseJson("[1e400, -1E+999, 0.1234567890123456789, 1e2, 9007199254740991, 9007199254740992, 12345678901234567890]"),
		).toEqual(["1e400", "-1E+999", 0.12345678901234568, 100, 9007199254740991, "9007199254740992", "12345678901234567890"]);
		expect(() => parseJson('{"a": 12345678901234567')).toThrow(SyntaxError);
	});

	it.each(["[12345678901234567890-5]", "[00012345678901234567]", "[1234567890123456.e]", "[-]"])("refuses %s", (text) => {
		expect(() => parseJson(text)).toThrow(SyntaxError);
	});

	it("finds them behind strings with quotes and backslashes, and is not misled by what stands in strings", () => {
		const text = String.raw`{"a\\":12345678901234567890,"b\"":":1234567890123456789","c\\\"":[-12345678901234567890]}`;
		expect(parseJson(text)).toEqual({
			"a\\": "12345678901234567890",
			'b"': ":1234567890123456789",
			'c\\"': ["-12345678901234567890"],
		});
	});

	it("finds them wherever they stand in a long text", () => {
		for (const written of ["12345678901234567890", "-9007199254740993", "9e999", "-1.5e+400"])
			for (const before of [":", ": ", ",", "[", "\n\t"]) {
				const start = before === "[" ? '{"a":' : before === "," ? '{"a":[0' : '{"a"';
				const end = before === "[" || before === "," ? "]}" : "}";
				const head = before === "\n\t" ? `${start}:${before}` : `${start}${before}`;
				for (let at = 8_192 - written.length - 4; at < 8_192 + 4; at += 1) {
					const text = `${" ".repeat(Math.max(0, at - head.length))}${head}${written}${end}`;
					expect(JSON.stringify(parseJson(text)), `${JSON.stringify(before)} at ${at}`).toContain(JSON.stringify(written));
				}
			}
	});

	it("takes __proto__ for a key like any other", () => {
		const read = parseJson('{"__proto__": {"polluted": 12345678901234567890}}');
		expect(Object.keys(Object(read))).toEqual(["__proto__"]);
		expect(Reflect.get({}, "polluted")).toBeUndefined();
	});
});
