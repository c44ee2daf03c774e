import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";

const document = (status: string, target: string, box: string, blocker = "None"): string => `# Plan

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Ground | ${status} | 2020-01-01 | ${target} | ${box === "x" ? "100%" : "0%"} |

## Phase 1: Ground

- [${box}] Dig

## Dependencies and Blockers

### Current Blockers

${blocker}
`;

const folder = folderWith({});
for (const [region, text] of [
	["done", document("🟢 Complete", "-", "x")],
	["late", document("🟡 In Progress", "2020-02-01", " ")],
	["blocked", document("⚠️ Blocked", "-", " ", "- Phase 1: no quota")],
	["open", document("🟡 In Progress", "2099-01-01", " ")],
] as const) {
	mkdirSync(join(folder, region));
	writeFileSync(join(folder, region, "PHASE-STATUS.md"), text);
}
// Each has its own probes file: this one says what "Dig" is called there, and who owns it.
writeFileSync(join(folder, "late", "probes.yaml"), 'schemaVersion: 1\nowners: { "*": "@ana" }\n');
const files = ["done", "late", "blocked", "open"].map((region) => `${region}/PHASE-STATUS.md`);
const run = (...words: string[]) => boulderMigrate(words, { folder });

describe("several documents", () => {
	it("are one table, the worst first", () => {
		const { code, stdout } = run("status", ...files);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^4 documents: 1 of 4 items done \(25%\)\. blocked\/PHASE-STATUS\.md first: Phase 1 blocked/);
		const order = stdout.split("\n").flatMap((line) => /^(\w+)\/PHASE-STATUS\.md /.exec(line)?.[1] ?? []);
		expect(order).toEqual(["blocked", "late", "open", "done"]);
		expect(stdout).toMatch(/Phase 1 \d+ days overdue/);
	});

	it("are each what they are alone, with the probes file next to them", () => {
		const { stdout } = run("status", ...files, "-o", "json");
		const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "overview.schema.json"), "utf8"));
		const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
		const { documents } = JSON.parse(stdout);
		expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
		for (const one of documents) {
			const alone = JSON.parse(run("status", "--file", one.document, "-o", "json").stdout);
			expect(one).toEqual(alone);
			expect(JSON.parse(run("status", one.document, "-o", "json").stdout)).toEqual(alone);
		}
		const late = documents.find((one: { document: string }) => one.document.startsWith("late"));
		expect(late.phases[0].items[0].owners).toEqual(["@ana"]);
	});

	it("are one page, and one Markdown table", () => {
		expect(run("report", ...files, "-o", "all.html", "-o", "all.md").code).toBe(0);
		const page = readFileSync(join(folder, "all.html"), "utf8");
		expect(page.match(/<th scope="row"/g)).toHaveLength(4);
		expect(page.indexOf("blocked/")).toBeLessThan(page.indexOf("late/"));
		expect(readFileSync(join(folder, "all.md"), "utf8")).toContain("\n| blocked/PHASE-STATUS\\.md | 0% | 0/1 |");
	});

	it.each([
		["status", "--file", "done/PHASE-STATUS.md", "late/PHASE-STATUS.md"],
		["status", "done/PHASE-STATUS.md", "late/PHASE-STATUS.md", "--probes", "x.yaml"],
		["status", "done/PHASE-STATUS.md", "late/PHASE-STATUS.md", "-o", "prometheus"],
		["status", "done/PHASE-STATUS.md", "late/PHASE-STATUS.md", "--mine"],
		["report", "done/PHASE-STATUS.md", "late/PHASE-STATUS.md", "-o", "x.svg"],
		["report", "done/PHASE-STATUS.md", "late/PHASE-STATUS.md", "-o", "late/PHASE-STATUS.md"],
		["report", "2", "-o", "x.md"],
	])("refuses %s %s %s %s", (...words) => {
		expect(run(...words).code).toBe(2);
	});

	it("names the document that cannot be read", () => {
		const { code, stderr } = run("status", "done/PHASE-STATUS.md", "missing.md");
		expect([code, stderr]).toEqual([4, expect.stringContaining("there is no file missing.md")]);
	});
});
