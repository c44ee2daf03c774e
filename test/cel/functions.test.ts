import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";
import { failures, truths } from "./function-cases.ts";

await loadPatterns();

function outcome(source: string): unknown {
	const result = compile(source, []).evaluate({});
	return result.kind === "value" ? result.value : `error: ${result.message}`;
}

describe.each(Object.entries(truths))("%s", (_, sources) => {
	it.each(sources)("%s", (source) => expect(outcome(source)).toBe(true));
});

it.each(failures)("%s fails: %s", (source, why) => {
	// A pattern or a literal that is wrong as it stands is refused before anything is evaluated.
	try {
		expect(outcome(source)).toContain(why);
	} catch (caught) {
		if (!(caught instanceof ExpressionError)) throw caught;
		expect(caught.message).toContain(why);
	}
});
