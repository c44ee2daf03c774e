import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";
import { processorSeconds } from "../processor-time.ts";

await loadPatterns();

function refusal(source: string, names: readonly string[] = ["object", "objects"]): readonly [string, number | null] {
	try {
		compile(source, names);
	} catch (caught) {
		if (caught instanceof ExpressionError) return [caught.message, caught.offset];
		throw caught;
	}
	return ["", null];
}

describe("refusals", () => {
	it.each([
		["", "the expression is empty", 0],
		["object.a ==", "the expression ends too early", 11],
		["object..a", 'a name is expected here, not "."', 7],
		["(object.a", "the expression ends too early", 9],
		["[1, 2", "the expression ends too early", 5],
		["1 2", '"2" is not expected here', 2],
		["obj.a", "there is no obj here; there is object, objects", 0],
		["object.a && missing", "there is no missing here; there is object, objects", 12],
		["object.a.startWith('x')", "there is no function startWith; did you mean startsWith?", 0],
		["isquantity('1')", "there is no function isquantity; did you mean isQuantity?", 0],
		["math.greatst(1)", "there is no function math.greatst; did you mean math.greatest?", 0],
		["object.nonsense()", "there is no function nonsense", 0],
		["startsWith('a', 'b')", "startsWith is called as value.startsWith(…)", 0],
		["'a'.quantity()", "quantity is called as quantity(…)", 0],
		["'a'.startsWith('b', 'c')", "startsWith takes 1 argument, not 2", 0],
		["'a'.indexOf()", "indexOf takes 1 or 2 arguments, not 0", 0],
		["has(object)", "has() asks for a field, as in has(object.spec.replicas)", 0],
		["object.all(1, true)", "all(var, predicate) invalid predicate iteration variable", 11],
		["object.all(a, a, true)", "the name a is used twice", undefined],
		["authorizer.group('').check('get')", "there is no authorizer here; there is object, objects", undefined],
		["object.`a-b`", '"`" is not expected here', undefined],
		["99999999999999999999", "an int is between -2^63 and 2^63-1", 0],
	])("%j: %s", (source, message, offset) => {
		const [found, at] = refusal(source);
		if (offset !== undefined) expect([found, at]).toEqual([message, offset]);
		else expect(found).not.toBe("");
	});

	it("sees a name of a loop only inside of it", () => {
		expect(refusal("objects.all(o, o.a) && o.b")).toEqual(["there is no o here; there is object, objects", 23]);
		expect(refusal("objects.all(o, o.a)")[0]).toBe("");
	});

	it.each([
		"format.dns1123Label().validate('a')",
		"authorizer.path('/healthz').check('get').allowed()",
		"TypeName{field: 1}",
		"[?object.?a]",
		"{?'a': object.?a}",
		"objects.sortBy(o, o.a)",
		"regex.replace('a', 'b', 'c')",
		"object.metadata.creationTimestamp.format('x', 'y')",
	])("of what Kubernetes or CEL has and this does not: %s", (source) => expect(refusal(source)[0]).not.toBe(""));
});

describe("an error", () => {
	it("says where", () => {
		const evaluate = (source: string) => compile(source, ["object"]).evaluate({ object: { spec: {}, list: [1] } });
		expect(evaluate("object.spec.replicas > 1")).toEqual({
			kind: "error",
			message: 'there is no field "replicas" (at character 13)',
		});
		expect(evaluate("object.list[2] == 1")).toEqual({
			kind: "error",
			message: "the list has 1 elements, there is none at 2 (at character 1)",
		});
		expect(evaluate("true && object.spec > 1")).toEqual({ kind: "error", message: "map and int have no order (at character 9)" });
		expect(evaluate("object.list.startsWith('a')")).toEqual({
			kind: "error",
			message: "list.startsWith(string) is not defined (at character 12)",
		});
		expect(compile("object.a", ["object"]).evaluate({})).toEqual({
			kind: "error",
			message: "there is no object here (at character 1)",
		});
	});

	const broken = fc.constantFrom(
		"object.missing",
		"object.a.b",
		"1 / 0",
		"object.list[9]",
		"int('x')",
		"quantity('x')",
		"object.a.startsWith('1')",
		"'a' < 1",
		"optional.none().value()",
		"timestamp('x')",
	);
	const around = fc.constantFrom<(inner: string) => string>(
		(x) => `${x} == 1`,
		(x) => `${x} != 1`,
		(x) => `!(${x} == 1)`,
		(x) => `1 == ${x}`,
		(x) => `${x} && true`,
		(x) => `true && ${x}`,
		(x) => `${x} || false`,
		(x) => `${x} ? true : true`,
		(x) => `true ? ${x} : true`,
		(x) => `[1, 2].all(i, ${x})`,
		(x) => `[1, 2].exists(i, ${x})`,
		(x) => `[1, 2].exists_one(i, ${x})`,
		(x) => `[${x}] == [${x}]`,
		(x) => `{"a": ${x}} == {"a": ${x}}`,
		(x) => `cel.bind(x, ${x}, true)`,
		(x) => `size([${x}]) == 1`,
		(x) => `[1].map(i, ${x}).size() == 1`,
		(x) => `[1].filter(i, ${x}).size() == 0`,
		(x) => `1 in [${x}, 1]`,
		(x) => `type(${x}) != int`,
		(x) => `dyn(${x}) == dyn(${x})`,
	);

	it("is never true in any surrounding expression", () => {
		fc.assert(
			fc.property(broken, fc.array(around, { minLength: 1, maxLength: 4 }), (inner, layers) => {
				const source = layers.reduce<string>((made, layer) => layer(`(${made})`), inner);
				const result = compile(source, ["object"]).evaluate({ object: { a: 1, list: [1] } });
				expect(result.kind, source).toBe("error");
			}),
			{ numRuns: 500 },
		);
	});
});

describe("any text", () => {
	const pieces = fc.constantFrom(
		"object",
		"objects",
		".a",
		".?a",
		"[0]",
		"(",
		")",
		"[",
		"]",
		"{",
		"}",
		"1",
		"1u",
		"2.5",
		"'x'",
		"+",
		"-",
		"==",
		"&&",
		"||",
		"!",
		"?",
		":",
		",",
		" in ",
		".all(x, ",
		"has(",
		".size()",
		"null",
		"true",
		"matches('a')",
		".map(y, y)",
		"quantity(",
		".format([",
		"cel.bind(z, ",
	);

	it("is refused with a sentence or has an answer", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(pieces, { maxLength: 12 }).map((all) => all.join("")),
				),
				fc.jsonValue(),
				(source, object) => {
					let expression: ReturnType<typeof compile>;
					try {
						expression = compile(source, ["object", "objects"]);
					} catch (caught) {
						expect(caught).toBeInstanceOf(ExpressionError);
						return;
					}
					const result = expression.evaluate({ object, objects: [object] });
					expect(["value", "error"]).toContain(result.kind);
					if (result.kind === "error") expect(result.message.length).toBeGreaterThan(5);
				},
			),
			{ numRuns: 3000 },
		);
	});

	it("gives back what it is given", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (object) => {
				const result = compile("object", ["object"]).evaluate({ object });
				expect(result.kind === "value" && JSON.stringify(result.value)).toBe(JSON.stringify(object));
				expect(
					compile("object == object && [object] == [object] && object in [object]", ["object"]).evaluate({ object }),
				).toEqual({ kind: "value", value: true });
			}),
		);
	});
});

describe("numbers", () => {
	const evaluate = (source: string, a: unknown, b: unknown): unknown => {
		const result = compile(source, ["a", "b"]).evaluate({ a, b });
		return result.kind === "value" ? result.value : result.message;
	};
	const number = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.maxSafeInteger(), fc.integer({ min: -2, max: 2 }));

	it("compare by what they are worth, whole or not", () => {
		fc.assert(
			fc.property(number, number, (a, b) => {
				expect(evaluate("a == b", a, b)).toBe(a === b);
				expect(evaluate("a != b", a, b)).toBe(a !== b);
				expect(evaluate("a < b", a, b)).toBe(a < b);
				expect(evaluate("a >= b", a, b)).toBe(a >= b);
				expect(evaluate("[a] == [b]", a, b)).toBe(a === b);
				expect(evaluate("double(a) == b && b == double(a)", a, b)).toBe(a === b);
				expect(evaluate("a in [b]", a, b)).toBe(a === b);
			}),
		);
	});

	it("keep ints apart that doubles would mix up", () => {
		expect(evaluate("9007199254740993 == 9007199254740992", 0, 0)).toBe(false);
		expect(evaluate("a + b == 9007199254740993", 9007199254740991, 2)).toBe(true);
		expect(evaluate("a + b", 9007199254740991, 2)).toBe(9007199254740993n);
		expect(evaluate("a * a", 9007199254740991, 2)).toContain("an int is between");
		expect(evaluate("9007199254740993 == double(9007199254740992)", 0, 0)).toBe(false);
	});

	it("order quantities as what they stand for", () => {
		const scale = {
			"": 1000n,
			m: 1n,
			k: 10n ** 6n,
			M: 10n ** 9n,
			G: 10n ** 12n,
			Ki: 1024n * 1000n,
			Mi: 1024n ** 2n * 1000n,
			Gi: 1024n ** 3n * 1000n,
		};
		const quantity = fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.constantFrom(...Object.entries(scale)));
		fc.assert(
			fc.property(quantity, quantity, ([a, [unitA, sizeA]], [b, [unitB, sizeB]]) => {
				const left = BigInt(a) * sizeA;
				const right = BigInt(b) * sizeB;
				const compared = (operation: string) => evaluate(operation, `${a}${unitA}`, `${b}${unitB}`);
				expect(compared("quantity(a).isLessThan(quantity(b))")).toBe(left < right);
				expect(compared("quantity(a).isGreaterThan(quantity(b))")).toBe(left > right);
				expect(compared("quantity(a) == quantity(b)")).toBe(left === right);
				expect(compared("quantity(a).compareTo(quantity(b))")).toBe(left < right ? -1 : left > right ? 1 : 0);
				expect(compared("quantity(a).add(quantity(b)).sub(quantity(b)) == quantity(a)")).toBe(true);
			}),
		);
	});
});

it("reads of an object only what it needs", () => {
	const read: string[] = [];
	const object = {
		wanted: { value: 1 },
		get other(): unknown {
			read.push("other");
			return "x".repeat(20_000);
		},
	};
	expect(compile("object.wanted.value == 1", ["object"]).evaluate({ object })).toEqual({ kind: "value", value: true });
	expect(read).toEqual([]);
});

it("remembers nothing from one object to the next", () => {
	const expression = compile("objects.exists(o, cel.bind(v, o.v, v == 2)) && object.v == 1", ["object", "objects"]);
	expect(expression.evaluate({ object: { v: 1 }, objects: [{ v: 2 }] })).toEqual({ kind: "value", value: true });
	expect(expression.evaluate({ object: { v: 1 }, objects: [{}] }).kind).toBe("error");
	expect(expression.evaluate({ object: { v: 1 }, objects: [] })).toEqual({ kind: "value", value: false });
	expect(expression.evaluateEach([{ object: { v: 1 }, objects: [{ v: 2 }] }, { objects: [{ v: 2 }] }])).toEqual([
		{ kind: "value", value: true },
		{ kind: "error", message: "there is no object here (at character 48)" },
	]);
});

describe("many objects", () => {
	it("are judged against the list of all in linear time", () => {
		const objects = Array.from({ length: 8_000 }, (_, index) => ({ index }));
		const start = processorSeconds();
		const expression = compile("objects.size() == 8000 && objects[0].index == 0 && variables.list.size() == 8000", [
			"object",
			"objects",
			"variables",
		]);
		const results = expression.evaluateEach(objects.map((object) => ({ object, objects, variables: { list: objects } })));
		expect(results.filter((result) => result.kind === "value" && result.value === true)).toHaveLength(8_000);
		expect(processorSeconds() - start).toBeLessThan(2);
	});

	it("see a list as it is, though one of the same length was seen before", () => {
		const { evaluate } = compile("objects.all(o, o == 1)", ["objects"]);
		const ones = Array.from({ length: 100 }, () => 1);
		expect(evaluate({ objects: ones })).toEqual({ kind: "value", value: true });
		expect(evaluate({ objects: [...ones.slice(1), 2] })).toEqual({ kind: "value", value: false });
		expect(evaluate({ objects: ones.concat(2) })).toEqual({ kind: "value", value: false });
	});
});
