import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { FindingsReport } from "../../src/reporters/findings/finding-report.ts";
import { boulderMigrate, folderWith, projectFolder, realDocument } from "../command-line.ts";
import { expectGolden } from "../golden.ts";

const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "validate.schema.json"), "utf8"));
const text = readFileSync(realDocument, "utf8");
const garbled = readFileSync(join(projectFolder, "test", "fixtures", "PHASE-STATUS.garbled.md"));

/** The real document with four lies, three of them in one row. */
const lying = text
	.replace(
		"| Service Splitting | 🔴 Not Started | - | TBD | 0% |",
		"| Service Splitting | 🟢 In Progress | - | 24.12.2026 | 12% |",
	)
	.replace("- [ ] SA-1 Deployment", "- []SA-1 Deployment");
const mended = text.replace(
	"| Service Splitting | 🔴 Not Started | - | TBD |",
	"| Service Splitting | 🔴 Not Started | - | 2026-12-24 |",
);

function report(stdout: string): FindingsReport {
	const parsed: FindingsReport = JSON.parse(stdout);
	const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
	expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
	return parsed;
}

describe("validate", () => {
	it("finds no error in the real document, and the warnings that are true", () => {
		const { code, stdout } = boulderMigrate(["validate", "-o", "json"]);
		expect(code).toBe(0);
		expect(report(stdout).findings.map(({ rule, severity, line }) => `${line} ${severity} ${rule}`)).toEqual([
			"12 warning title-mismatch",
			"13 warning title-mismatch",
			"14 warning title-mismatch",
		]);
		expect(boulderMigrate(["validate", "--strict"]).code).toBe(1);
	});

	it.each([
		["text", "validate.txt"],
		["json", "validate.json"],
		["sarif", "validate.sarif"],
		["github", "validate.github"],
	])("reports as %s, with the same exit code", (format, golden) => {
		const folder = folderWith({ "PHASE-STATUS.md": lying });
		const { code, stdout, stderr } = boulderMigrate(["validate", "-o", format], { folder });
		expect([code, stderr]).toEqual([1, ""]);
		expectGolden(golden, stdout);
		if (format === "json") report(stdout);
	});

	it("reports several documents at once", () => {
		const folder = folderWith({ "a.md": lying, "b.md": text });
		const { code, stdout } = boulderMigrate(["validate", "a.md", "b.md", "-o", "json"], { folder });
		expect(code).toBe(1);
		expect(new Set(report(stdout).findings.map((finding) => finding.file))).toEqual(new Set(["a.md", "b.md"]));
	});

	it("fixes in one run what can be derived, and nothing else", () => {
		const folder = folderWith({ "PHASE-STATUS.md": lying });
		const path = join(folder, "PHASE-STATUS.md");
		const first = boulderMigrate(["validate", "--fix"], { folder });
		expect(first.code).toBe(0);
		expect(readFileSync(path, "utf8")).toBe(mended);
		expectGolden("validate-fix.txt", first.stdout);
		const before = statSync(path).mtimeMs;
		expect(boulderMigrate(["validate", "--fix"], { folder }).code).toBe(0);
		expect(readFileSync(path, "utf8")).toBe(mended);
		expect(statSync(path).mtimeMs).toBe(before);
	});

	it("previews as a diff that git apply makes the same of", () => {
		const folder = folderWith({ "PHASE-STATUS.md": lying });
		const path = join(folder, "PHASE-STATUS.md");
		const { stdout } = boulderMigrate(["validate", "--fix", "--dry-run"], { folder });
		expect(readFileSync(path, "utf8")).toBe(lying);
		execFileSync("git", ["init", "-q"], { cwd: folder });
		writeFileSync(join(folder, "patch"), stdout);
		execFileSync("git", ["apply", "patch"], { cwd: folder });
		expect(readFileSync(path, "utf8")).toBe(mended);
	});

	it("fixes the garbled document to the exact bytes of the repaired one", () => {
		const folder = folderWith({ "PHASE-STATUS.md": garbled });
		const found = boulderMigrate(["validate", "-o", "json"], { folder });
		expect(found.code).toBe(1);
		expect(report(found.stdout).findings[0]).toMatchObject({ rule: "garbled-encoding", line: 11, fixable: true });
		expect(boulderMigrate(["validate", "--fix"], { folder }).code).toBe(0);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"))).toEqual(readFileSync(realDocument));
	});

	it("does not touch a garbled document that has lost a character", () => {
		const lost = garbled.toString("utf8").replaceAll("\uf8ff", "");
		const folder = folderWith({ "PHASE-STATUS.md": lost });
		const { code, stdout } = boulderMigrate(["validate", "--fix"], { folder });
		expect(code).toBe(1);
		expect(stdout).toContain("restore the file from git");
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(lost);
	});

	it("keeps mode, symbolic link, byte order mark and line endings", () => {
		const folder = folderWith({ "real.md": `\ufeff${lying.replaceAll("\n", "\r\n")}` });
		chmodSync(join(folder, "real.md"), 0o640);
		symlinkSync("real.md", join(folder, "PHASE-STATUS.md"));
		expect(boulderMigrate(["validate", "--fix"], { folder }).code).toBe(0);
		expect(lstatSync(join(folder, "PHASE-STATUS.md")).isSymbolicLink()).toBe(true);
		expect(statSync(join(folder, "real.md")).mode & 0o777).toBe(0o640);
		expect(readFileSync(join(folder, "real.md"), "utf8")).toBe(`\ufeff${mended.replaceAll("\n", "\r\n")}`);
	});

	it("keeps hostile text out of workflow commands and of the terminal", () => {
		const hostile = "# x\n\n## Phase 1: a\n- []b ::error::c ##[d]%0A\u001b[31m\n";
		const github = boulderMigrate(["validate", "-o", "github", "-f", "-"], { input: hostile }).stdout;
		for (const line of github.trimEnd().split("\n")) expect(line).toMatch(/^::(?:error|warning) file=/);
		expect(
			boulderMigrate(["validate", "-o", "github", "-f", "-"], {
				input: hostile.replace("a\n", "##[b\n- [ ] x\n- [ ] x ##[c]\n- [ ] x ##[c]\n"),
			}).stdout,
		).not.toContain("##[");
		for (const format of ["text", "json", "sarif", "github"]) {
			expect(boulderMigrate(["validate", "-o", format, "-f", "-"], { input: hostile }).stdout).not.toContain("\u001b");
		}
	});

	it.each([
		[["validate", "--dry-run"], "validate --fix --dry-run"],
		[["validate", "-o", "xml"], "It is one of text, json, sarif, github"],
	])("explains a wrong command line: %j", (words, message) => {
		const { code, stderr } = boulderMigrate(words);
		expect(code).toBe(2);
		expect(stderr).toContain(message);
	});
});

describe("vocabulary", () => {
	const document = "## Etappe 1: Anfang\n- [x] a\n\n## Übersicht\n\n| Etappe | Stand |\n|---|---|\n| Etappe 1 | ✔ Erledigt |\n";
	const words = "  phase: Etappe\n  statuses:\n    complete: { words: [Erledigt], marks: [✔] }\n  columns: { status: Stand }\n";

	it("of the probes file makes another language readable", () => {
		const folder = folderWith({
			"PHASE-STATUS.md": document,
			"probes.yaml": `schemaVersion: 1\nvocabulary:\n${words}probes: {}\n`,
		});
		expect(boulderMigrate(["status"], { folder }).stdout).toContain("✔ Erledigt");
	});

	it.each([
		["  statuses: { don: [x] }", '2:15: vocabulary.statuses has no field "don"'],
		["  fase: Etappe", 'vocabulary has no field "fase"'],
		["  phase: [1]", "vocabulary.phase must be a word"],
		["  phase: [a, b", "invalid yaml"],
		["  columns: [a]", "vocabulary.columns must be a mapping, not a list"],
	])("reports the position of a mistake: %s", (line, message) => {
		const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": `vocabulary:\n${line}\n` });
		const { code, stderr } = boulderMigrate(["status"], { folder });
		expect(code).toBe(4);
		expect(stderr).toMatch(/probes\.yaml:\d+:\d+: /);
		expect(stderr.toLowerCase()).toContain(message.toLowerCase());
	});
});
