import fc from "fast-check";
import { expect, it } from "vitest";
import { globMatcher } from "../../src/host/glob.ts";
import { processorSeconds } from "../processor-time.ts";

/** The same as a regular expression, which is short and may take for ever. */
function asExpression(pattern: string): RegExp {
	const source = pattern
		.replace(/[.+^${}()|[\]\\]/g, "\\$&")
		.replace(/\*\*\/|\*\*|\*|\?/g, (glob) =>
			glob === "**/" ? "(?:.*/)?" : glob === "**" ? ".*" : glob === "*" ? "[^/]*" : "[^/]",
		);
	return new RegExp(`^${source}$`);
}

it("matches as the regular expression does that it stands for", () => {
	const pattern = fc.array(fc.constantFrom("*", "**", "**/", "?", "/", "a", "b", ".", "[", "\\"), { maxLength: 7 });
	const path = fc.array(fc.constantFrom("/", "a", "b", ".", "[", "\\"), { maxLength: 9 });
	fc.assert(
		fc.property(pattern, path, (one, other) => {
			const [glob, whole] = [one.join(""), other.join("")];
			expect([glob, whole, globMatcher(glob)(whole)]).toEqual([glob, whole, asExpression(glob).test(whole)]);
		}),
		{ numRuns: 5_000 },
	);
});

it.each([
	["*a".repeat(50), "a".repeat(250)],
	["**/".repeat(300), "a/".repeat(1_000)],
	["*".repeat(1_000), "a".repeat(250)],
	[`${"**a".repeat(100)}b`, "a".repeat(4_000)],
])("takes no longer for a pattern made to hurt: %#", (pattern, path) => {
	const matches = globMatcher(`${pattern}!`);
	const began = processorSeconds();
	for (let times = 0; times < 10; times += 1) expect(matches(path)).toBe(false);
	expect(processorSeconds() - began).toBeLessThan(5);
});
