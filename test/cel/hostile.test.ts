import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";

await loadPatterns();

function refusal(source: string): ExpressionError {
	try {
		compile(source, ["object"]);
	} catch (caught) {
		if (caught instanceof ExpressionError) return caught;
		throw caught;
	}
	throw new Error("it was taken");
}

/** Milliseconds of the processor: others may keep it from us. */
function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Milliseconds, and what came out. */
function timed(source: string, object: unknown = {}): { kind: string; message: string; milliseconds: number } {
	const expression = compile(source, ["object"]);
	const start = processorTime();
	const result = expression.evaluate({ object });
	return { kind: result.kind, message: result.kind === "error" ? result.message : "", milliseconds: processorTime() - start };
}

describe("sources made to hurt", () => {
	it("has a longest source", () => {
		expect(compile(`"${"a".repeat(4094)}"`, []).evaluate({}).kind).toBe("value");
		expect(refusal(`"${"a".repeat(4095)}"`).message).toBe("the expression has 4097 characters; 4096 is the most");
	});

	it.each([
		["parentheses", `${"(".repeat(2000)}1${")".repeat(2000)}`],
		["lists", "[".repeat(2000) + "]".repeat(2000)],
		["indexes", `object${"[0".repeat(1000)}${"]".repeat(1000)}`],
		["conditions", `${"true?1:(".repeat(400)}1${")".repeat(400)}`],
	])("refuses deep %s", (_, source) => expect(refusal(source).message).toContain("nested too deeply"));

	it.each([
		["negations", `${"!".repeat(4090)}true`],
		["minuses", `${"-".repeat(4090)}1`],
		["sums", `1${"+1".repeat(2000)}`],
		["alternatives", `${"false||".repeat(580)}true`],
		["alternatives that fail", `${"object.a||".repeat(400)}true`],
		["loops that fail", `${"[1].all(x,object.a||".repeat(90)}false${")".repeat(90)}`],
	])("copes with many %s", (_, source) => {
		let kind: string;
		const start = processorTime();
		try {
			kind = timed(source).kind;
		} catch (caught) {
			expect(caught).toBeInstanceOf(ExpressionError);
			kind = "refused";
		}
		expect(["value", "error", "refused"]).toContain(kind);
		expect(processorTime() - start).toBeLessThan(2000);
	});

	it.each([
		"\u0000",
		"'",
		'"""',
		"a.",
		"(",
		"[1",
		"{1:",
		"1 2",
		"object.",
		"@",
		"x => y",
		"object..a",
		"'\\q'",
		"0x",
		"1e",
		"true ? 1",
		"a.b(",
		"[1,,2]",
		"\ud800",
		"if",
		"object[]",
	])("refuses %j with a sentence", (source) => {
		const { message, offset } = refusal(source);
		expect(message).toMatch(/^.{8,200}$/s);
		expect(message).not.toMatch(/RPAREN|EOF|TOKEN|undefined|\n/);
		expect(offset === null || (offset >= 0 && offset <= source.length)).toBe(true);
	});
});

const many = Array.from({ length: 400 }, (_, index) => index);

/** 8^14 elements in little room. */
function multiplied(body: string): string {
	return `cel.bind(x, [1], ${"cel.bind(x, [x, x, x, x, x, x, x, x], ".repeat(14)}${body}${")".repeat(15)}`;
}

describe("evaluations made to hurt", () => {
	it.each([
		["loops in loops", "object.all(a, object.all(b, object.all(c, a + b + c >= 0)))", many],
		["texts that double", `cel.bind(x, "aaaa", ${"cel.bind(x, x + x, ".repeat(40)}x${")".repeat(41)}`, {}],
		["lists that multiply", multiplied("x"), {}],
		["lists that multiply and are shown", multiplied('"%s".format([x])'), {}],
		["lists that multiply and are flattened", multiplied("x.flatten(99)"), {}],
		["lists that multiply and are searched", multiplied("[x].indexOf([x])"), {}],
		[
			"lists that multiply and are compared",
			multiplied(multiplied("!(x == y)").replaceAll("cel.bind(x", "cel.bind(y").replaceAll("[x", "[y").replaceAll(", x", ", y")),
			{},
		],
		["growing replacements", `cel.bind(x, "${"a".repeat(500)}", x${`.replace("a", "${"a".repeat(200)}")`.repeat(12)})`, {}],
		["sets of everything", "sets.equivalent(object.map(a, object), object.map(a, object))", many],
		["ranges", "lists.range(100000).all(a, lists.range(100000).all(b, a + b >= 0))", {}],
	])("ends %s", (_, source, object) => {
		const { kind, milliseconds } = timed(source, object);
		expect(kind).toBe("error");
		expect(milliseconds).toBeLessThan(3000);
	});

	it.each([
		["map of ranges", "lists.range(100000).map(x, lists.range(100000)).size() > 0"],
		["filter of ranges", "lists.range(100000).filter(x, lists.range(100000).size() > 0).size() > 0"],
		["long literals in a loop", `lists.range(100000).map(x, [${"1,".repeat(400)}1]).size() > 0`],
		["long bodies in loops", `lists.range(1000).all(a, lists.range(1000).all(b, ${"1+".repeat(500)}1 > 0))`],
		[
			"comparing long texts in a loop",
			'cel.bind(a, "x".replace("x", object), cel.bind(b, a + "y", lists.range(100000).all(i, a + "y" == b)))',
		],
		["searching long texts", 'lists.range(100000).all(i, !object.contains("b" + object.substring(0, 5000)))'],
		["splitting", 'lists.range(100000).map(i, object.split("")).size() > 0'],
		["formatting", 'lists.range(100000).map(i, "%s%s%s%s".format([object, object, object, object])).size() > 0'],
		["repeating texts", "lists.range(100000).map(i, object + string(i)).size() > 0"],
		["sets", "sets.equivalent(lists.range(100000), lists.range(100000))"],
		["matching", 'lists.range(100000).all(i, !object.matches("(a|b)*a(a|b){100}(?:c|b)$"))'],
		["matching with large patterns", 'lists.range(100000).all(i, object.matches("^((a{1,30}){1,30})+$"))'],
		["parsing", 'lists.range(100000).all(i, parseJSON("[0" + object.replace("a", ",1") + "]").size() > 0)'],
		["encoding", "lists.range(100000).all(i, base64.encode(bytes(object)).size() > 0)"],
		["maps", "lists.range(100000).transformMap(i, v, lists.range(1000)).size() > 0"],
		["sorting", "lists.range(100000).all(i, lists.range(100000).sort().size() > 0)"],
		["time zones", 'lists.range(100000).all(i, timestamp("2026-01-01T00:00:00Z").getHours("Europe/Berlin") > 0)'],
	])("ends %s over 50 objects with a sentence about the budget, in little time and memory", (_name, source) => {
		const expression = compile(source, ["object"]);
		const all = Array.from({ length: 50 }, () => ({ object: "a".repeat(20_000) }));
		const before = process.cpuUsage();
		const results = expression.evaluateEach(all);
		const { user, system } = process.cpuUsage(before);
		expect(results).toHaveLength(50);
		for (const result of results)
			expect(result).toEqual({
				kind: "error",
				message: expect.stringMatching(/^the expression exceeds its budget of (?:[\d,]+ steps|64 MB)/),
			});
		expect((user + system) / 1000).toBeLessThan(3500);
	});

	it("leaves room for what people write", () => {
		const pods = Array.from({ length: 1000 }, (_, index) => ({
			metadata: { name: `pod-${index}`, labels: { app: `app-${index % 50}` } },
			spec: { containers: [{ name: "a", image: "registry/a:v1.2.3", env: [{ name: "A" }, { name: "B" }] }] },
		}));
		const source =
			'object.spec.containers.all(c, c.image.matches("^registry/.+:v[0-9.]+$") && c.env.exists(e, e.name == "B")) && objects.filter(o, o.metadata.labels.app == object.metadata.labels.app).size() == 20';
		const results = compile(source, ["object", "objects"]).evaluateEach(pods.map((object) => ({ object, objects: pods })));
		expect(results.filter((result) => result.kind === "value" && result.value === true)).toHaveLength(1000);
	});

	it("ends patterns that backtrack", () => {
		for (const pattern of [
			"^(a+)+$",
			"^(a|a)*$",
			"^(a|aa)+$",
			"(x+x+)+y",
			"^(([a-z])+.)+[A-Z]([a-z])+$",
			"^(a{1,30}){1,30}$",
			"^((a+){20})+$",
		]) {
			const { milliseconds, kind } = timed(`object.matches(${JSON.stringify(pattern)})`, `${"a".repeat(60)}!`);
			expect(milliseconds, pattern).toBeLessThan(1500);
			expect(kind, pattern).not.toBe(undefined);
		}
	});

	it.each(["(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(a)\\\\1", "(?P<n>a)(?P=n)"])(
		"refuses the pattern %s, written or computed",
		(pattern) => {
			expect(refusal(`"a".matches("${pattern}")`).message).toContain("is not a pattern (error parsing regexp");
			expect(refusal(`"a".matches("${pattern}")`).offset).toBe(12);
			expect(timed(`"a".matches("${pattern}" + "")`).message).toContain("is not a pattern");
		},
	);
});

describe("names that are everywhere in JavaScript", () => {
	it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "valueOf", "length", "get", "keys"])(
		"knows nothing of %s",
		(name) => {
			expect(timed(`object.${name}`).kind).toBe("error");
			expect(timed(`object["${name}"]`).kind).toBe("error");
			expect(timed(`"${name}" in object`).kind).toBe("value");
			expect(
				compile(`has(object.${name}) || "${name}" in object || object[?"${name}"].hasValue()`, ["object"]).evaluate({
					object: {},
				}),
			).toEqual({
				kind: "value",
				value: false,
			});
			expect(() => compile(name, [])).toThrow(ExpressionError);
			expect(() => compile(`${name}()`, [])).toThrow(ExpressionError);
			expect(() => compile(`object.${name}()`, ["object"])).toThrow(ExpressionError);
		},
	);

	it("reads them where they are data, and gives them back as data", () => {
		const object: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
		expect(compile("object.__proto__.a == 1 && object.constructor == 2", ["object"]).evaluate({ object })).toEqual({
			kind: "value",
			value: true,
		});
		const made = compile('{"__proto__": 1, "constructor": 2}', []).evaluate({});
		expect(made.kind === "value" && JSON.stringify(made.value)).toBe('{"__proto__":1,"constructor":2}');
		expect(compile('{"constructor": 1} == {}', []).evaluate({})).toEqual({ kind: "value", value: false });
	});

	it("takes no variable from a prototype", () => {
		expect(compile("toString", ["toString"]).evaluate({}).kind).toBe("error");
	});
});

describe("values that JSON does not have", () => {
	it.each([() => 1, Symbol("a"), new Map(), new (class A {})(), undefined])("does not take %s", (object) => {
		expect(compile("object == object", ["object"]).evaluate({ object }).kind).toBe("error");
	});

	it("does not overflow where the values are deep", () => {
		let object: unknown = 1;
		for (let depth = 0; depth < 100_000; depth++) object = [object];
		expect(["value", "error"]).toContain(compile("object == [object]", ["object"]).evaluate({ object }).kind);
	});
});
