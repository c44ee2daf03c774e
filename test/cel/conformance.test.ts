import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Value } from "@bufbuild/cel-spec/cel/expr/value_pb.js";
import { getConformanceSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";

await loadPatterns();

/** The suites that need no protobuf messages of a caller's own. */
const run = [
	...["basic", "comparisons", "conversions", "fields", "fp_math", "integer_math", "lists", "logic", "macros", "namespace"],
	...["parse", "plumbing", "string", "timestamps"],
	...["bindings_ext", "encoders_ext", "macros2", "math_ext", "optionals", "string_ext"],
];

type Suite = ReturnType<typeof getConformanceSuite>;
type Case = Suite["tests"][number];

function cases(suite: Suite, path: string): [string, Case][] {
	return [
		...suite.tests.map((test): [string, Case] => [`${path}/${test.name}`, test]),
		...suite.suites.flatMap((inner) => cases(inner, `${path}/${inner.name}`)),
	];
}

/** As `evaluate` would return it. */
function plain(value: Value): unknown {
	const { kind } = value;
	switch (kind.case) {
		case "nullValue":
			return null;
		case "int64Value":
		case "uint64Value":
			return Number.isSafeInteger(Number(kind.value)) ? Number(kind.value) : kind.value;
		case "bytesValue":
			return Buffer.from(kind.value).toString("base64");
		case "listValue":
			return kind.value.values.map(plain);
		case "mapValue":
			return Object.fromEntries(
				kind.value.entries.map(({ key, value }) => [String(key && plain(key)), value ? plain(value) : null]),
			);
		case "objectValue":
			if (kind.value.typeUrl.endsWith("/google.protobuf.Timestamp")) return { seconds: seconds(kind.value.value), text: "Z" };
			if (kind.value.typeUrl.endsWith("/google.protobuf.Duration")) return { seconds: seconds(kind.value.value), text: "s" };
			throw new Error("a message");
		case "enumValue":
			throw new Error("an enum");
		default:
			return kind.value;
	}
}

/** Field 1 of a Timestamp or a Duration. */
function seconds(bytes: Uint8Array): bigint {
	if (bytes[0] !== 8) return 0n;
	let value = 0n;
	for (let index = 1; index < bytes.length; index++) {
		value |= BigInt((bytes[index] ?? 0) & 127) << BigInt(7 * (index - 1));
		if ((bytes[index] ?? 0) < 128) break;
	}
	return BigInt.asIntN(64, value);
}

const numberTypes: Readonly<Record<string, string>> = { int64Value: "int", uint64Value: "uint", doubleValue: "double" };

function passes(test: Case): boolean {
	const { original } = test;
	if (original.disableCheck && original.container !== "") return false;
	const variables = new Map(original.typeEnv.map(({ name }): [string, unknown] => [name, undefined]));
	for (const [name, { kind }] of Object.entries(original.bindings)) {
		if (kind.case !== "value") return false;
		variables.set(name, plain(kind.value));
	}
	const names = [...variables.keys()];
	const given = Object.fromEntries(variables);
	const evaluate = (source: string) => compile(source, names).evaluate(given);
	const matcher = original.resultMatcher;
	if (matcher.case === "evalError") {
		try {
			return evaluate(original.expr).kind === "error";
		} catch {
			return true;
		}
	}
	const result = evaluate(original.expr);
	if (result.kind !== "value") return false;
	const wanted = matcher.case === "value" ? matcher.value : matcher.case === "typedResult" ? matcher.value.result : undefined;
	if (wanted === undefined) return matcher.case === undefined ? result.value === true : false;
	const numberType = numberTypes[wanted.kind.case ?? ""];
	if (numberType !== undefined && original.typeEnv.length === 0) {
		const type = evaluate(`type(${original.expr})`);
		if (type.kind !== "value" || type.value !== numberType) return false;
	}
	const expected = plain(wanted);
	if (typeof expected === "object" && expected !== null && "seconds" in expected) {
		const source = `${typeof result.value === "string" && result.value.endsWith("Z") ? "int(timestamp" : "(duration"}(${JSON.stringify(result.value)})${typeof result.value === "string" && result.value.endsWith("Z") ? ")" : ".getSeconds())"}`;
		const again = compile(source, []).evaluate({});
		return again.kind === "value" && BigInt(String(again.value)) === expected.seconds;
	}
	try {
		expect(sortable(result.value)).toEqual(sortable(expected));
		return true;
	} catch {
		return false;
	}
}

/** -0 and 0 are one number; a map has no prototype. */
function sortable(value: unknown): unknown {
	if (value === 0) return 0;
	if (Array.isArray(value)) return value.map(sortable);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sortable(item)]));
}

function passesSafely(test: Case): boolean {
	try {
		return passes(test);
	} catch {
		return false;
	}
}

describe("the conformance tests of the CEL specification", () => {
	const all = getConformanceSuite()
		.suites.filter(({ name }) => run.includes(name))
		.flatMap((suite) => cases(suite, suite.name));
	const known = readFileSync(join(import.meta.dirname, "known-failures.txt"), "utf8")
		.split("\n")
		.filter((line) => line !== "" && !line.startsWith("#"));

	it("are there", () => {
		expect(all.length).toBeGreaterThan(1500);
		expect(new Set(all.map(([name]) => name.split("/")[0])).size).toBe(run.length);
	});

	it("fail where it is known, and nowhere else", () => {
		const failed = all.filter(([, test]) => !passesSafely(test)).map(([name]) => name);
		expect(failed.toSorted()).toEqual(known.toSorted());
	});
});
