import { expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";
import { error, policies, variables } from "./policy-cases.ts";

await loadPatterns();

it.each(policies)("%s", (source, expected) => {
	const result = compile(source, Object.keys(variables)).evaluate(variables);
	if (expected === error) expect(result.kind).toBe("error");
	else expect(result).toEqual({ kind: "value", value: expected });
});

it("asks enough", () => expect(policies.length).toBeGreaterThan(60));

it("does not change what it reads", () => {
	const before = JSON.stringify(variables);
	for (const [source] of policies) compile(source, Object.keys(variables)).evaluate(variables);
	expect(JSON.stringify(variables)).toBe(before);
});
