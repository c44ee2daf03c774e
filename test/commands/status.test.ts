import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { StatusReport } from "../../src/report/status-report.ts";
import { boulderMigrate, folderWith, launcher, projectFolder, realDocument } from "../command-line.ts";
import { expectGolden } from "../golden.ts";

const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "status.schema.json"), "utf8"));
const text = readFileSync(realDocument, "utf8");

function statusOf(document: string | Uint8Array): StatusReport {
	const { code, stdout, stderr } = boulderMigrate(["status", "-o", "json", "-f", "-"], { input: document });
	expect([code, stderr]).toEqual([0, ""]);
	const report: StatusReport = JSON.parse(stdout);
	const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
	expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
	return report;
}

/** Half-way: a phase done, one going on with a lie in its cells, one blocked. */
function halfway(): string {
	const phase3 = text.indexOf("## Phase 3:");
	const list = text.indexOf("### Phase 2 Validation");
	const listEnd = text.indexOf("### Phase 3 Validation");
	const ticked = (part: string): string => part.replaceAll("- [ ]", "- [x]");
	return [ticked(text.slice(0, phase3)), text.slice(phase3, list), ticked(text.slice(list, listEnd)), text.slice(listEnd)]
		.join("")
		.replace("- [ ] Create database initialization Job", "- [x] Create database initialization Job")
		.replace(
			"| Service Splitting | 🔴 Not Started | - | TBD | 0% |",
			"| Service Splitting | 🟢 Complete | 2026-01-05 | TBD | 100% |",
		)
		.replace(
			"| K8s-native Initialization | 🔴 Not Started | - | TBD | 0% |",
			"| K8s-native Initialization | 🟢 Complete | 2026-02-01 | 2026-12-01 | 100% |",
		)
		.replace("None - Phase 1 (test profile) provides stable foundation", "- Phase 4: no quota for Secrets (since 2026-11-02)");
}

describe("status", () => {
	it("reads the real document: five phases with their items, 105 ids", () => {
		const { phases } = statusOf(text);
		expect(phases.map((phase) => phase.id)).toEqual(["2", "3", "4", "5", "6"]);
		expect(phases.map((phase) => phase.items.length)).toEqual([33, 7, 15, 14, 15]);
		expect(phases.map((phase) => phase.counted)).toEqual([33, 7, 15, 13, 15]);
		expect(phases.map((phase) => phase.validation.counted)).toEqual([5, 4, 4, 4, 4]);
		const optional = phases.flatMap((phase) => phase.items.filter((item) => item.optional));
		expect(optional.map((item) => item.text)).toEqual(["Optional: Service mesh integration"]);
		const items = phases.flatMap((phase) => [...phase.items, ...phase.validation.items]);
		expect(items).toHaveLength(105);
		expect(new Set(items.map((item) => item.id)).size).toBe(105);
		const lines = text.split("\n");
		for (const item of items) expect(lines[item.line - 1]).toBe(`- [ ] ${item.text}`);
		expect(phases.map((phase) => phase.waitsFor)).toEqual([[], ["2"], ["2"], ["2"], ["2", "3", "4"]]);
	});

	it("gives every item the id that it has in the golden list", () => {
		const items = statusOf(text).phases.flatMap((phase) => [...phase.items, ...phase.validation.items]);
		expectGolden("ids.txt", `${items.map((item) => item.id).join("\n")}\n`);
	});

	it("gives ids that do not change when the items of each list are turned around", () => {
		const lines = text.split("\n");
		for (let from = 0; from < lines.length; from += 1) {
			let to = from;
			while (lines[to]?.startsWith("- [ ] ")) to += 1;
			lines.splice(from, to - from, ...lines.slice(from, to).reverse());
			from = Math.max(from, to);
		}
		const byText = (document: string): [string, string][] =>
			statusOf(document)
				.phases.flatMap((phase) =>
					[...phase.items, ...phase.validation.items].map((item): [string, string] => [
						`${phase.id} ${item.group} ${item.text}`,
						item.id,
					]),
				)
				.sort();
		expect(lines.join("\n")).not.toBe(text);
		expect(byText(lines.join("\n"))).toEqual(byText(text));
	});

	it("gives the same for the document as it was handed over, garbled", () => {
		expect(statusOf(readFileSync(join(projectFolder, "test", "fixtures", "PHASE-STATUS.garbled.md")))).toEqual(statusOf(text));
	});

	it.each([
		["table", "status.txt"],
		["markdown", "status.md"],
		["prometheus", "status.prom"],
		["yaml", "status.yaml"],
		["json", "status.json"],
	])("shows the real document as %s", (format, golden) => {
		const { code, stdout, stderr } = boulderMigrate(["status", "-o", format]);
		expect([code, stderr]).toEqual([0, ""]);
		expectGolden(golden, stdout);
	});

	it("says the same in YAML as in JSON", () => {
		const yaml: unknown = parse(boulderMigrate(["status", "-o", "yaml"]).stdout);
		expect(yaml).toEqual(JSON.parse(boulderMigrate(["status", "-o", "json"]).stdout));
	});

	it.each([
		["half-way", [], {}],
		["half-way-80", [], { COLUMNS: "80" }],
		["half-way-colour", [], { FORCE_COLOR: "1" }],
		["half-way-phase-3", ["phase", "3"], {}],
	])("shows a document %s through the migration", (name, words, env) => {
		const { stdout } = boulderMigrate(["status", "-f", "-", ...words], { input: halfway(), env });
		expectGolden(`status-${name}.txt`, stdout);
	});

	it("has color only if it is enabled", () => {
		const coloured = (env: Record<string, string>): boolean => boulderMigrate(["status"], { env }).stdout.includes("\u001b[");
		expect(coloured({})).toBe(false);
		expect(coloured({ FORCE_COLOR: "1" })).toBe(true);
		expect(coloured({ FORCE_COLOR: "0" })).toBe(false);
		expect(coloured({ NO_COLOR: "1" })).toBe(false);
		expect(coloured({ NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(true);
	});

	it.each([
		[["2"], ["2"]],
		[["2-4"], ["2", "3", "4"]],
		[
			["phase", "3,5"],
			["3", "5"],
		],
		[["Phase", "6"], ["6"]],
		[["observ"], ["5"]],
	])("selects the phases %j", (words, wanted) => {
		const report: StatusReport = JSON.parse(boulderMigrate(["status", "-o", "json", ...words]).stdout);
		expect(report.phases.map((phase) => phase.id)).toEqual(wanted);
	});

	it.each([
		[["status", "9"], 'there is no phase "9"'],
		[["status", "8-9"], "there is no phase in the range 8-9"],
		[["status", "-o", "jsn"], "Did you mean json?"],
		[["status", "s"], "matches"],
		[["validte"], 'did you mean the command "validate"?'],
		[["status", "--watc"], "--watch"],
		[["--fil", "x"], "--file"],
	])("explains a wrong command line: %j", (words, message) => {
		const { code, stdout, stderr } = boulderMigrate(words);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(message);
		expect(stderr).not.toContain("    at ");
	});

	it("reports on stderr that something could not be understood", () => {
		const { code, stdout, stderr } = boulderMigrate(["status", "-o", "json", "-f", "-"], {
			input: "## Phase 1: x\n- [x] a\n<!-- forgotten\n- [ ] b\n",
		});
		expect([code, JSON.parse(stdout).irregularities]).toEqual([0, 1]);
		expect(stderr).toBe(
			"one place of the document could not be read as meant, and may not be counted: boulder-migrate validate --file - names them\n",
		);
	});

	it("explains what cannot be used", () => {
		const empty = folderWith({});
		expect(boulderMigrate(["status"], { folder: empty })).toMatchObject({ code: 4, stdout: "" });
		expect(boulderMigrate(["status"], { folder: empty }).stderr).toContain("no status document");
		const folder = folderWith({ "latin1.md": Uint8Array.from([0x23, 0x20, 0xe9, 0x0a]), "prose.md": "# Nothing\n\nHere.\n" });
		expect(boulderMigrate(["-f", "latin1.md"], { folder })).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("latin1.md:1:3"),
		});
		expect(boulderMigrate(["-f", "prose.md"], { folder })).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("has no phase"),
		});
		expect(boulderMigrate(["-f", "gone.md"], { folder })).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("there is no file gone.md"),
		});
		expect(boulderMigrate(["-f", "."], { folder })).toMatchObject({ code: 4, stderr: expect.stringContaining("is a directory") });
	});

	it("finds the document in the nearest folder above, and by the environment", () => {
		expect(boulderMigrate([], { folder: join(projectFolder, "src", "model") }).stdout).toContain("Service Splitting");
		const folder = folderWith({ "other.md": "## Phase 1: Elsewhere\n- [x] a\n" });
		expect(boulderMigrate([], { folder, env: { BOULDER_MIGRATE_FILE: "other.md" } }).stdout).toContain("Elsewhere");
	});

	it("lets no text of the document speak to the terminal", () => {
		const document = "# a\u001b]0;t\u0007\n\n## Phase 1: \u001b[2Jx\u202e\n- [ ] b\u009b31m\n";
		for (const format of ["table", "markdown", "yaml", "json"]) {
			const { stdout } = boulderMigrate(["status", "1", "-o", format, "-f", "-"], { input: document });
			expect(stdout).toContain("b");
			expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
		}
	});

	it("survives a reader that goes away", async () => {
		const long = `# x\n\n## Phase 1: y\n${Array.from({ length: 20_000 }, (_, n) => `- [ ] item ${n}`).join("\n")}\n`;
		const child = spawn(process.execPath, [launcher, "status", "1", "-f", "-"], { stdio: ["pipe", "pipe", "pipe"] });
		let stderr = "";
		child.stderr.on("data", (part) => {
			stderr += String(part);
		});
		child.stdout.once("data", () => child.stdout.destroy());
		child.stdin.end(long);
		const code = await new Promise((resolve) => child.on("close", resolve));
		expect([code, stderr]).toEqual([0, ""]);
	});

	it.each(["SIGINT", "SIGTERM"] as const)("shows the document again when it changes, until it gets a %s", async (signal) => {
		const folder = folderWith({ "PHASE-STATUS.md": "## Phase 1: A\n- [ ] a\n" });
		const child = spawn(process.execPath, [launcher, "status", "--watch"], { cwd: folder, env: { PATH: process.env.PATH } });
		let stdout = "";
		let look: () => void = () => {};
		child.stdout.on("data", (data) => {
			stdout += String(data);
			look();
		});
		const shows = (part: string): Promise<void> =>
			new Promise((resolve, reject) => {
				const late = setTimeout(() => reject(new Error(`no "${part}" in ${stdout}`)), 10_000);
				look = () => {
					if (!stdout.includes(part)) return;
					clearTimeout(late);
					resolve();
				};
				look();
			});
		await shows("0 of 1 items");
		writeFileSync(join(folder, "PHASE-STATUS.md"), "## Phase 1: A\n- [x] a\n");
		await shows("1 of 1 items");
		child.kill(signal);
		expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
	});
});

describe("--version and --help", () => {
	it("answer on standard output", () => {
		const { version } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
		expect(boulderMigrate(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
		expectGolden("help.txt", boulderMigrate(["--help"]).stdout);
		expectGolden("help-status.txt", boulderMigrate(["status", "--help"]).stdout);
		expectGolden("help-validate.txt", boulderMigrate(["help", "validate"]).stdout);
	});
});
