import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { ourselves } from "../../../src/host/lock-owner.ts";
import { boulderMigrate, folderWith, launcher, projectFolder, type Ran, realDocument } from "../../command-line.ts";

const text = readFileSync(realDocument, "utf8");
const garbled = readFileSync(join(projectFolder, "test", "fixtures", "PHASE-STATUS.garbled.md"));
const signed = ["--reviewer", "Ana Lee", "--date", "2026-11-24"];

function inFolder(document: string | Uint8Array = text): {
	folder: string;
	path: string;
	run: (...words: string[]) => Ran;
	now: () => string;
} {
	const folder = folderWith({ "PHASE-STATUS.md": document });
	const path = join(folder, "PHASE-STATUS.md");
	return { folder, path, run: (...words) => boulderMigrate(words, { folder }), now: () => readFileSync(path, "utf8") };
}

/** Every writing command, on the real document: what it prints first, a line that the document has afterwards, and its total. */
const commands: readonly [readonly string[], string, string, string][] = [
	[["check-off", "sa-1"], "2/sa-1-deployment: checked off", "- [x] SA-1 Deployment (port 9395)", "Phase 2: 1 of 33"],
	[
		["check-off", "sa-1", "--evidence", "seen", "--until", "2027-02-01"],
		"checked off",
		"  - Evidence: seen (Ana Lee, 2026-11-24, until 2027-02-01)",
		"Phase 2: 1 of 33",
	],
	[
		["check-off", "3/*", "--force", "--reason", "drill"],
		"checked off",
		"- [x] Document initialization sequence",
		"Phase 3: 7 of 7",
	],
	[
		["skip", "email", "--reason", "not staged"],
		"not applicable",
		"- [ ] ~~Email-Exporter Deployment~~ (N/A: not staged)",
		"Phase 2: 0 of 32",
	],
	[["block", "4", "--reason", "no vault"], "Phase 4", "### Status: ⚠️ Blocked", "Phase 4: 0 of 15"],
	[
		["phase", "2", "--target", "2027-01-31"],
		"Phase 2",
		"| **Phase 2** | Service Splitting | 🔴 Not Started | - | 2027-01-31 | 0% |",
		"Phase 2: 0 of 33",
	],
	[
		["phase", "observability", "--start", "2026-11-01"],
		"Phase 5",
		"| **Phase 5** | Observability & Monitoring | 🟡 In Progress | 2026-11-01 | TBD | 0% |",
		"Phase 5: 0 of 13",
	],
	[["note", "2", "ports", "clash"], "Phase 2", "- ports clash", "Phase 2: 0 of 33"],
	[["review", "2", "looks good"], "Phase 2", "| 2026-11-24 | Ana Lee | Phase 2 | looks good |", "Phase 2: 0 of 33"],
];

describe("the writing commands", () => {
	it.each(commands)("%j reports its changes, once", (words, told, line, total) => {
		const { run, now, path } = inFolder();
		const first = run(...words, ...signed);
		expect([first.code, first.stderr]).toEqual([0, `PHASE-STATUS.md: ${total} items done\nnext: boulder-migrate next\n`]);
		expect(first.stdout.split("\n")[0]).toContain(told);
		expect(now().split("\n")).toContain(line);
		if (words[0] === "note" || words[0] === "review") return;
		const after = now();
		utimesSync(path, 1, 1);
		const again = run(...words, ...signed);
		expect([again.code, again.stdout]).toEqual([0, ""]);
		expect(again.stderr).toMatch(/^nothing to change: .+\n$/);
		expect(now()).toBe(after);
		expect(statSync(path).mtimeMs).toBe(1000);
	});

	it.each(commands)("%j is previewed by a diff from which git apply makes the same, with any line endings", (words) => {
		for (const shape of [
			text,
			`${text}\n`,
			text.replaceAll("\n", "\r\n"),
			`\ufeff${text.replaceAll("\n", "\r\n")}\r\n`,
			text.replace("\n## Phase 3", "\r\n## Phase 3"),
		]) {
			const real = inFolder(shape);
			const preview = inFolder(shape);
			expect(real.run(...words, ...signed).code).toBe(0);
			const { code, stdout } = preview.run(...words, ...signed, "--dry-run");
			expect(code).toBe(0);
			expect(preview.now()).toBe(shape);
			expect(readdirSync(preview.folder)).toEqual(["PHASE-STATUS.md"]);
			execFileSync("git", ["init", "-q"], { cwd: preview.folder });
			execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: preview.folder, input: stdout });
			expect(preview.now()).toBe(real.now());
		}
	});

	it("undo each other", () => {
		const { run, now } = inFolder(text.replace("| (TBD) | - | - | Initial document creation |\n", ""));
		run("phase", "2", "--start", "2026-11-01", ...signed);
		const body = (): string => now().slice(0, now().indexOf("## Review History"));
		const before = body();
		for (const [does, undoes] of [
			[
				["check-off", "2/*"],
				["uncheck", "2/*"],
			],
			[
				["skip", "sfe", "--reason", "x"],
				["unskip", "sfe"],
			],
		] as const) {
			expect(run(...does, ...signed).code).toBe(0);
			expect(body()).not.toBe(before);
			expect(run(...undoes, ...signed).code).toBe(0);
			expect(body()).toBe(before);
		}
		expect(run("block", "2", "--reason", "x", ...signed).code).toBe(0);
		expect(run("unblock", "2", ...signed).code).toBe(0);
		expect(JSON.parse(run("status", "-o", "json").stdout).phases[0]).toMatchObject({ status: "in-progress", blockers: [] });
	});

	it("sync brings every cell up to date and leaves a document that validates", () => {
		const { run, now } = inFolder(text.replace("- [ ] SA-1", "- [x] SA-1"));
		expect(run("validate").code).toBe(1);
		expect(run("sync", ...signed).stdout).toContain("Phase 2: 0% → 3%");
		expect(run("validate").code).toBe(0);
		expect(now()).toContain("| **Phase 2** | Service Splitting | 🟡 In Progress |");
	});

	it("report as JSON that keeps to its schema", () => {
		const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "edit.schema.json"), "utf8"));
		const validate = new Ajv2020({ strict: true }).compile(schema);
		const { run } = inFolder();
		const reports = [["--dry-run"], [], []].map((more) =>
			JSON.parse(run("check-off", "sa-1", "-o", "json", ...signed, ...more).stdout),
		);
		for (const report of reports) expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
		expect(reports.map(({ changed }) => changed)).toEqual([true, true, false]);
		expect(reports[0].diff).toContain("+- [x] SA-1");
		expect(reports[0].changes).toEqual(reports[1].changes);
		expect(reports[1]).not.toHaveProperty("diff");
		expect(reports[2].changes).toEqual([]);
	});

	it("escape what goes to the terminal", () => {
		const { run } = inFolder("## Phase 1: x\n- [ ] a \u001b[31m\u202e b\n- [ ] a \u001b[31m c\n");
		for (const words of [
			["check-off", "a"],
			["check-off", "b"],
			["note", "1", "\u001b]0;x\u0007"],
			["skip", "zz", "--reason", "x"],
		]) {
			const { stdout, stderr } = run(...words, ...signed);
			expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u202e]/);
			expect(stdout + stderr).not.toBe("");
		}
	});

	it("know who writes: --reviewer, else GIT_AUTHOR_NAME, else git's user.name, else its user.email", () => {
		const row = (env: Record<string, string>, ...words: string[]): string => {
			const { folder, now } = inFolder();
			boulderMigrate(["review", "2", "seen", ...words], { folder, env: { HOME: folder, GIT_CONFIG_NOSYSTEM: "1", ...env } });
			return /\| ([^|]+) \| Phase 2 \| seen \|/.exec(now())?.[1] ?? "";
		};
		const config = (name: string, value: string) => ({
			GIT_CONFIG_COUNT: "1",
			GIT_CONFIG_KEY_0: name,
			GIT_CONFIG_VALUE_0: value,
		});
		expect(row({ GIT_AUTHOR_NAME: "env" }, "--reviewer", "option")).toBe("option");
		expect(row({ GIT_AUTHOR_NAME: "env", ...config("user.name", "config") })).toBe("env");
		expect(row(config("user.name", "config"))).toBe("config");
		expect(row(config("user.email", "a@example.org"))).toContain("example");
		const { folder, now } = inFolder();
		const { code, stderr } = boulderMigrate(["check-off", "sa-1"], { folder, env: { HOME: folder, GIT_CONFIG_NOSYSTEM: "1" } });
		expect([code, now()]).toEqual([2, text]);
		expect(stderr).toContain("--reviewer NAME");
	});

	it("hold the policy of the probes file", () => {
		const document =
			"## Phase 1: x\n- [x] a\n- [ ] b\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
		const { run, folder, now } = inFolder(document);
		writeFileSync(join(folder, "probes.yaml"), "policy:\n  secondReviewer: true\nprobes: {}\n");
		expect(run("check-off", "b", "--reviewer", "Ana").code).toBe(5);
		expect(now()).toBe(document);
		writeFileSync(join(folder, "probes.yaml"), "policy:\n  secondReviewr: true\n");
		const { code, stderr } = run("check-off", "b", "--reviewer", "Ana");
		expect(code).toBe(4);
		expect(stderr).toContain('did you mean "secondReviewer"');
	});

	it.each([
		[["check-off"], 2, "no item is named"],
		[["check-off", "sa"], 2, "matches 4 items"],
		[["check-off", "sa-l"], 2, "did you mean 2/sa-1-deployment"],
		[["check-off", "sa-1", "--force"], 2, "--force needs a reason"],
		[["check-off", "sa-1", "--force", "--reason", " "], 2, "--force needs a reason"],
		[["check-off", "sa-1", "--reason", "x"], 2, "use it with --force"],
		[["check-off", "sa-1", "--until", "2027-01-01"], 2, "use it with --evidence"],
		[["check-off", "sa-1", "--evidence", ""], 2, "--evidence is empty"],
		[["check-off", "sa-1", "--date", "2026-02-30"], 2, "existing day"],
		[["check-off", "sa-1", "--lock-timeout", "soon"], 2, 'invalid duration "soon" (use 30s, 5m)'],
		[["check-off", "sa-1", "--lock-timeout", "90"], 2, 'invalid duration "90" (use 30s, 5m)'],
		[["check-off", "sa-1", "--lock-timeout", "-5"], 2, "duration"],
		[["check-off", "sa-1", "-o", "yaml"], 2, "It is one of text, json"],
		[["check-off", "sa-1", "--file", "-"], 2, "standard input cannot be changed"],
		[["check-off", "sa-1", "--file", "no.md"], 4, "there is no file"],
		[["check-off", "sa-1", "--reviewer", " "], 2, "--reviewer is empty"],
		[["check-off", "3/*"], 5, "Phase 3 cannot be worked on"],
		[["skip", "sa-1"], 2, "a reason is required\n  for example: boulder-migrate skip "],
		[["skip", "sa-1", "--reason", ""], 2, "a reason is required\n  for example: boulder-migrate skip "],
		[["block", "9", "--reason", "x"], 2, 'there is no phase "9"'],
		[["block", "2-3", "--reason", "x"], 2, "is not one phase"],
		[["block", "2"], 2, "a reason is required\n  for example: boulder-migrate block "],
		[["phase", "2"], 2, "no date is given"],
		[["phase", "2", "--start", "4.11.2026"], 2, "did you mean 2026-11-04?"],
		[["phase", "2", "--target", "soon"], 2, 'invalid date "soon" for --target\n  use YYYY-MM-DD, TBD, or -'],
		[["note", "2", " "], 2, "empty"],
		[["review", "2"], 2, "missing required argument"],
	])("%j is refused with %d: %s", (words, code, message) => {
		const { run, now, folder } = inFolder();
		const refused = run(
			...words,
			...(words.includes("--date") ? [] : ["--date", "2026-11-24"]),
			...(words.includes("--reviewer") ? [] : ["--reviewer", "Jo"]),
		);
		expect([refused.code, refused.stdout]).toEqual([code, ""]);
		expect(refused.stderr).toContain(message);
		expect(now()).toBe(text);
		expect(readdirSync(folder)).toEqual(["PHASE-STATUS.md"]);
	});

	it("do not edit a garbled document", () => {
		const { run, path } = inFolder(garbled);
		const { code, stderr } = run("check-off", "sa-1", ...signed);
		expect(code).toBe(5);
		expect(stderr).toContain("validate --fix");
		expect(readFileSync(path)).toEqual(garbled);
	});

	it("preview with the path from where the patch is applied, wherever they are called", () => {
		const folder = folderWith({});
		execFileSync("git", ["init", "-q"], { cwd: folder });
		for (const sub of ["status", "deep", "deep/er"]) mkdirSync(join(folder, sub));
		writeFileSync(join(folder, "status", "PHASE-STATUS.md"), text);
		const words = ["check-off", "sa-1", "--dry-run", ...signed];
		const deep = boulderMigrate(words, { folder: join(folder, "deep", "er") });
		expect(deep.stdout).toMatch(/^--- a\/status\/PHASE-STATUS\.md\n/);
		expect(deep.stderr).toContain("apply it there");
		expect(boulderMigrate(words, { folder: join(folder, "status") }).stdout).toMatch(/^--- a\/PHASE-STATUS\.md\n/);
		const patch = boulderMigrate(words, { folder: join(folder, "status") }).stdout;
		execFileSync("git", ["apply", "-"], { cwd: join(folder, "status"), input: patch });
		expect(readFileSync(join(folder, "status", "PHASE-STATUS.md"), "utf8")).toContain("- [x] SA-1");
	});
});

describe("writing to a disk with others", () => {
	it("keeps a symbolic link and a mode", () => {
		const { folder, run } = inFolder();
		execFileSync("mv", ["PHASE-STATUS.md", "real.md"], { cwd: folder });
		symlinkSync("real.md", join(folder, "PHASE-STATUS.md"));
		chmodSync(join(folder, "real.md"), 0o664);
		expect(run("check-off", "sa-1", ...signed).code).toBe(0);
		expect(lstatSync(join(folder, "PHASE-STATUS.md")).isSymbolicLink()).toBe(true);
		expect(statSync(join(folder, "real.md")).mode & 0o777).toBe(0o664);
	});

	it("refuses in time while a live process holds the lock, and names it", () => {
		const { folder, run, now, path } = inFolder();
		writeFileSync(`${path}.lock`, JSON.stringify(ourselves("check-off va-1", new Date("2026-11-24T10:00:00Z"))));
		const { code, stdout, stderr } = run("check-off", "sa-1", "--lock-timeout", "300ms", ...signed);
		expect([code, stdout]).toEqual([5, ""]);
		expect(stderr).toContain(`boulder-migrate check-off va-1 (process ${process.pid} on `);
		expect(run("validate").code).toBe(0);
		expect(run("check-off", "sa-1", "--dry-run", ...signed).code).toBe(0);
		expect(now()).toBe(text);
		expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "PHASE-STATUS.md.lock"]);
	});

	it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("leaves nothing when %s comes while it waits for a lock", async (signal) => {
		const { folder, now, path } = inFolder();
		writeFileSync(`${path}.lock`, JSON.stringify(ourselves("x", new Date())));
		const env = { PATH: process.env.PATH };
		const child = spawn(process.execPath, [launcher, "check-off", "sa-1", ...signed], { cwd: folder, stdio: "ignore", env });
		const waits = (): boolean => readdirSync(folder).some((name) => name.endsWith(".wait"));
		while (!waits()) await new Promise((resolve) => setTimeout(resolve, 10));
		child.kill(signal);
		const code = await new Promise((resolve) => child.on("close", resolve));
		expect(code).toBe(130);
		expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "PHASE-STATUS.md.lock"]);
		expect(now()).toBe(text);
	});

	it.runIf(process.getuid?.() === 0)("reports why it cannot write without permission, with 5", ({ skip }) => {
		const { folder, now, path } = inFolder();
		chmodSync(path, 0o644);
		const asNobody = (mode: number): Ran => {
			chmodSync(folder, mode);
			const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, "check-off", "sa-1", ...signed], {
				cwd: folder,
				encoding: "utf8",
				uid: 65534,
				gid: 65534,
				env: { PATH: process.env.PATH },
			});
			return { code: status, stdout, stderr };
		};
		// A Node in root's own folder is nobody's to run.
		if (asNobody(0o755).code === null) return skip();
		for (const mode of [0o755, 0o777]) {
			const { code, stdout, stderr } = asNobody(mode);
			expect([code, stdout]).toEqual([5, ""]);
			expect(stderr).toMatch(
				/cannot be written: permission denied\n {2}a file is replaced at once: its folder must also be writable/,
			);
			expect(now()).toBe(text);
			expect(readdirSync(folder)).toEqual(["PHASE-STATUS.md"]);
		}
	});
});
