import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/cluster/json.ts";

describe("JSON of a cluster", () => {
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

	it("takes __proto__ for a key like any other", () => {
		const read = parseJson('{"__proto__": {"polluted": 12345678901234567890}}');
		expect(Object.keys(Object(read))).toEqual(["__proto__"]);
		expect(Reflect.get({}, "polluted")).toBeUndefined();
	});
});
