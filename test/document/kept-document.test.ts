import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOfText, textOfDocument } from "../../src/document/kept-document.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { reportStatus } from "../../src/model/status-report.ts";
import { check } from "../../src/rules/check.ts";
import { sourceText } from "../../src/text/decode.ts";
import { projectFolder } from "../command-line.ts";
import { generatedDocument } from "../generated-document.ts";

const today = "2026-11-24";

/** What the text of a document makes of it again is the same, and the same is said of it. */
function comesBack(text: string): void {
	const source = sourceText(text);
	const read = readDocument(source);
	const again = documentOfText(textOfDocument(read), source);
	expect(again).toStrictEqual(read);
	expect(reportStatus(again, rollUp(again), "x")).toStrictEqual(reportStatus(read, rollUp(read), "x"));
	expect(check(again, today)).toStrictEqual(check(read, today));
}

function documentsIn(folder: string): string[] {
	const path = join(projectFolder, folder);
	const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
	expect(names.length).toBeGreaterThan(0);
	return names.map((name) => readFileSync(join(path, name), "utf8"));
}

describe("what was read of a document, as text", () => {
	it.each(["status", "test/fixtures", "test/golden"])("comes back from it: the documents in %s", (folder) => {
		for (const text of documentsIn(folder)) comesBack(text);
	});

	it("comes back from it whatever was written", () => {
		fc.assert(fc.property(generatedDocument({ lie: true }), ({ markdown }) => comesBack(markdown)));
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) =>
				comesBack(`## Phase 2: ${text}\n- [x] ${text}\n  - Evidence: ${text}\n`),
			),
		);
	});
});
