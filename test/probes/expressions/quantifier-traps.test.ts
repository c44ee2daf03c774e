import { describe, expect, it } from "vitest";
import { compile } from "../../../src/cel/compile.ts";
import { quantifierTraps } from "../../../src/probes/expressions/quantifier-traps.ts";
import type { ObjectSource } from "../../../src/probes/resources/source.ts";
import { parseSelector } from "../../../src/probes/shared/selectors.ts";

const place = { line: 7, column: 3 };
const pods: ObjectSource = {
	apiVersion: "v1",
	kind: "Pod",
	namespace: "a",
	names: null,
	selector: null,
	fields: new Map(),
	impossible: null,
};
const lists = new Map<string, ObjectSource>([
	["all", pods],
	["selected", { ...pods, selector: parseSelector("app=a") }],
	["named", { ...pods, names: ["a"] }],
	["failed", { ...pods, fields: new Map([["status.phase", "Failed"]]) }],
]);

/** The lists that an expression would say something of although they are empty. */
const trapped = (source: string): readonly string[] =>
	quantifierTraps(compile(source, ["object", "objects", "samples", "body", "variables"]), place, lists).map(({ message }) =>
		message.replace(/\.(?:all|exists)\(….*/, ""),
	);

describe("true of nothing is", () => {
	it.each([
		["body.all(k, k != 'a')", "body"],
		["body.items.all(i, i.ok)", "body.items"],
		["!body.items.exists(i, i.bad)", "!body.items"],
		["! body.items.exists(i, i.bad)", "!body.items"],
		["object.status.parents.all(p, p.ok)", "object.status.parents"],
		["object.?status.?parents.orValue([]).all(p, p.ok)", "object.?status.?parents.orValue([])"],
		["objects.filter(o, o.ok).all(o, o.fine)", "objects.filter(o, o.ok)"],
		["objects.filter( o, o.ok ).all(o, o.fine)", "objects.filter( o, o.ok )"],
		["!samples.filter(s, s.value > 1.0).exists(s, s.value > 2.0)", "!samples.filter(s, s.value > 1.0)"],
		["variables.all.all(p, p.ok)", "variables.all"],
		["variables.selected.all(p, p.ok)", "variables.selected"],
		["variables.selected.filter(p, p.a).all(p, p.ok)", "variables.selected.filter(p, p.a)"],
		["!variables.selected.exists(p, p.bad)", "!variables.selected"],
		["!variables.named.exists(p, p.bad)", "!variables.named"],
		["!variables.failed.exists(p, p.bad)", "!variables.failed"],
		["object.spec.ok && body.all(k, k != 'a')", "body"],
		["body.size() >= 0 || object.status.parents.all(p, p.ok)", "object.status.parents"],
		["body.all(k, object.status.size() > 0)", "body"],
		["object.status.b.size() > 0 && object.status.a.all(k, k.ok)", "object.status.a"],
	])("%s", (source, list) => expect(trapped(source)).toEqual([list]));

	it("each of several", () =>
		expect(trapped("body.a.all(x, x.ok) && !body.b.exists(x, x.bad) && body.c.exists(x, x.ok)")).toEqual(["body.a", "!body.b"]));
});

describe("false of nothing, or asked for, is", () => {
	it.each([
		"body.items.exists(i, i.ok)",
		"!body.items.all(i, i.ok)",
		"!variables.all.exists(p, p.bad)",
		"variables.other.all(p, p.ok)",
		"variables.selected.exists(p, p.ok)",
		"object.spec.containers.all(c, c.ok)",
		"objects.all(o, o.ok)",
		"samples.all(s, s.value == 1.0)",
		"object.statuses.all(c, c.ok)",
		"objects.map(o, o.a).all(a, a)",
		"body.items.size() > 0 && body.items.all(i, i.ok)",
		"body.items.all(i, i.ok) && body.items.size() > 0",
		"body.?items.orValue([]).size() > 0 && body.items.all(i, i.ok)",
		"size(body.items) > 0 && body.items.all(i, i.ok)",
		"body.items.exists(i, i.ok) && body.items.all(i, i.ok)",
		"body.items.exists_one(i, i.ok) && body.items.all(i, i.fine)",
		"body.items != [] && body.items.all(i, i.ok)",
		"body.items[0].ok && body.items.all(i, i.ok)",
		"body.items.all(i, i.ok && body.items.size() > 1)",
	])("%s", (source) => expect(trapped(source)).toEqual([]));

	it("what is no expression", () => expect(quantifierTraps(null, place, lists)).toEqual([]));
});

describe("a trap", () => {
	const of = (source: string) => quantifierTraps(compile(source, ["body"]), place, lists);

	it("is named at its place, with what to write", () => {
		expect(of("body\n  .items.all(i, i.ok)")).toEqual([
			{
				rule: "holds-for-nothing",
				place,
				message: "body .items.all(…) is true where body .items is empty",
				better: "body .items.size() > 0 && body .items.all(…)",
			},
		]);
		expect(of("!body.items.exists(i, i.ok)")).toEqual([
			{
				rule: "holds-for-nothing",
				place,
				message: "!body.items.exists(…) is true where body.items is empty",
				better: "body.items.size() > 0 && !body.items.exists(…)",
			},
		]);
	});
});
