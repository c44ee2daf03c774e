import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDuration, readDuration } from "../../src/model/duration.ts";
import { projectFolder } from "../command-line.ts";

describe("a duration", () => {
	it.each<[string, number]>([
		["0s", 0],
		["500ms", 500],
		["30s", 30_000],
		["1.5m", 90_000],
		["1h30m", 5_400_000],
		["7d", 604_800_000],
		["2w", 1_209_600_000],
	])("%s is %d ms", (text, milliseconds) => {
		expect(readDuration(text)).toBe(milliseconds);
	});

	it.each(["", "90", "0", "1h30", "-5s", "5 s", " 5s", "5S", "1e3s", "s", "soon", `${"9".repeat(400)}s`, "9007199254740993ms"])(
		"%j is none",
		(text) => {
			expect(readDuration(text)).toBeNull();
		},
	);

	it("has the same syntax in the schema of the probes file", () => {
		const schema = JSON.parse(readFileSync(join(projectFolder, "schemas", "probes.schema.json"), "utf8"));
		const pattern = new RegExp(schema.$defs.duration.pattern);
		const parts = fc.constantFrom("1", "30", ".", "5", "ms", "s", "m", "h", "d", "w", " ", "-", "x");
		fc.assert(
			fc.property(fc.array(parts, { maxLength: 6 }), (words) => {
				expect(pattern.test(words.join(""))).toBe(readDuration(words.join("")) !== null);
			}),
		);
	});
});

describe("a span of time", () => {
	it.each([
		[-1, "0 s"],
		[119_499, "119 s"],
		[120_000, "2 min"],
		[119.4 * 60_000, "119 min"],
		[120 * 60_000, "2 h"],
		[47.4 * 3_600_000, "47 h"],
		[48 * 3_600_000, "2 days"],
		[7 * 86_400_000, "7 days"],
	])("of %d milliseconds is %s", (milliseconds, said) => expect(describeDuration(milliseconds)).toBe(said));
});
