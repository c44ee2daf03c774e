import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument, readProgress } from "../../src/document/read-document.ts";
import { decode, type SourceText, sourceText } from "../../src/text/decode.ts";
import { projectFolder, realDocument } from "../command-line.ts";
import { generatedDocument } from "../generated-document.ts";

const fixtures = ["documents", "field"]
	.map((name) => join(projectFolder, "test", "fixtures", name))
	.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
	.filter((name) => name.endsWith(".md"));

function expectAsInWhole(source: SourceText): void {
	const { phases, reviews } = readProgress(source);
	const whole = readDocument(source);
	expect(phases).toEqual(whole.phases);
	const rows = reviews?.lines().flatMap((_, index) => reviews.read(index) ?? []);
	expect(rows).toEqual(whole.history?.rows);
}

describe("the progress in a version", () => {
	it.each([realDocument, ...fixtures])("is that of the whole document: %s", (name) => {
		const decoded = decode(readFileSync(name));
		if (decoded.kind === "invalid") throw new Error(decoded.problem);
		expectAsInWhole(decoded.source);
	});

	it("is that of the summary where nothing else has phases", () => {
		const text =
			"# M\n\n## Phase Status Summary\n\n| Phase | Status |\n|---|---|\n| Phase 1 | In Progress |\n| Phase 2 | Not Started |\n";
		expect(readProgress(sourceText(text)).phases.map(({ id }) => id)).toEqual(["1", "2"]);
		expectAsInWhole(sourceText(text));
	});

	it("equals that of any document", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: true }), ({ markdown }) => expectAsInWhole(sourceText(markdown))),
			{ numRuns: 50 },
		);
	});
});
