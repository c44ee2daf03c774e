import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bindingKeys } from "../../../src/probes/file/binding-keys.ts";

describe("the keys of a probes file by its lines", () => {
	it("are those below probes:, with any values", () => {
		const text = [
			"schemaVersion: 1",
			"lists:",
			"  probes:",
			"    - x: 1",
			"probes: # all",
			"  # a comment",
			"  2/a:",
			"    workload: { kind: Deployment, name: a }",
			"",
			"  '2/b c': { items: [2/a] }",
			'  "2/*":',
			"    all:",
			"    - items: [2/a]",
			"policy: { secondReviewer: true }",
			"  2/not: x",
		].join("\n");
		expect(bindingKeys(text)).toEqual([
			{ key: "2/a", line: 7, column: 3 },
			{ key: "2/b c", line: 10, column: 3 },
			{ key: "2/*", line: 11, column: 3 },
		]);
	});

	it.each(["probes: { 2/a: {} }", "probes:\n  ? 2/a\n  : {}", "probes:\n  &x 2/a: {}", "probes: |\n  text"])(
		"are left to the parser if lines are not enough: %s",
		(text) => {
			expect(bindingKeys(text)).toBeNull();
		},
	);

	it.each(["", "words", "{ schemaVersion: 1, probes: { 2/a: {} } }"])(
		"are left to the parser in what begins otherwise: %j",
		(text) => {
			expect(bindingKeys(text)).toBeNull();
		},
	);

	it("are none without the section", () => {
		expect(bindingKeys("schemaVersion: 1\n")).toEqual([]);
		expect(bindingKeys(readFileSync("test/fixtures/documents/shop-german.probes.yaml", "utf8"))).toEqual([]);
	});
});
