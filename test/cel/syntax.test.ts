import { getConformanceSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { knownSyntax, learn } from "../../src/cel/known-syntax.ts";
import { parse } from "../../src/cel/parser.ts";
import type { Syntax } from "../../src/cel/syntax.ts";

type Suite = ReturnType<typeof getConformanceSuite>;

function sources(suite: Suite): string[] {
	return [...suite.tests.map(({ original }) => original.expr), ...suite.suites.flatMap(sources)];
}

function again(syntax: Syntax): Syntax {
	return JSON.parse(JSON.stringify(syntax));
}

describe("how an expression was parsed", () => {
	it("is the very same after it was written as JSON, for each expression of the conformance tests that can be parsed", () => {
		let count = 0;
		for (const source of new Set(sources(getConformanceSuite()))) {
			let syntax: Syntax;
			try {
				syntax = parse(source);
			} catch (caught) {
				expect(caught).toBeInstanceOf(ExpressionError);
				continue;
			}
			expect(again(syntax), source).toEqual(syntax);
			count += 1;
		}
		expect(count).toBeGreaterThan(1_000);
	});

	it.each([
		["9223372036854775807 - 1", 9223372036854775806n],
		["-9223372036854775808", -9223372036854775808n],
		["type(1) == int && type(1u) == uint && type(1.0) == double", true],
		["18446744073709551615u", 18446744073709551615n],
		["1.7976931348623157e308", Number.MAX_VALUE],
		["-1.5", -1.5],
		['b"\\x00\\xff"', "AP8="],
		['"\\ud7ff\\u2028\\"\\\\"', '\ud7ff\u2028"\\'],
		["[null, true, {'a': [1]}]", [null, true, { a: [1] }]],
		["[1, 2, 3].filter(x, x > 1).map(x, x * 2)[0] in [4] ? 'yes' : 'no'", "yes"],
		["has({'a': 1}.a) && !has({'a': 1}.b)", true],
		["{'a': 1}[?'b'].orValue(-2)", -2],
	])("means the same then: %s", (source, value) => {
		expect(compile(source, []).evaluate({})).toEqual({ kind: "value", value });
		// With variables of another name it is built anew, from what was learnt.
		learn(source, again(parse(source)));
		expect(compile(source, ["other"]).evaluate({})).toEqual({ kind: "value", value });
	});

	it("is taken at its word", () => {
		learn("'what is written'", again(parse("'what was learnt'")));
		expect(compile("'what is written'", []).evaluate({})).toEqual({ kind: "value", value: "what was learnt" });
	});

	it("refuses after it as before what only building finds", () => {
		for (const source of ["9223372036854775808", "1e400", "nothing", "size(1, 2, 3)", 'rb"\\x00"']) {
			expect(() => compile(source, []), source).toThrow(ExpressionError);
			expect(() => compile(source, ["other"]), source).toThrow(ExpressionError);
		}
	});

	// The last: from there on this process knows none.
	it("is known of few expressions, since trees take a hundred times the room of their sources", () => {
		learn("1 + 1", parse("1 + 1"));
		expect(knownSyntax().map(([source]) => source)).toContain("1 + 1");
		const long = (index: number): string => `${index} in [${"1, ".repeat(900)}2]`;
		for (let index = 0; index < 20; index += 1)
			expect(compile(long(index), []).evaluate({})).toEqual({ kind: "value", value: index === 1 || index === 2 });
		expect(knownSyntax()).toEqual([]);
		expect(compile("1 + 2", []).evaluate({})).toEqual({ kind: "value", value: 3 });
		expect(knownSyntax()).toEqual([]);
	});
});
