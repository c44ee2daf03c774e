import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder, realDocument, startProgram } from "./command-line.ts";

const text = readFileSync(realDocument, "utf8");
const recording = join(projectFolder, "status", "demo", "cluster.json");
const signed = ["--reviewer", "Ana Lee", "--date", "2026-11-24"];

/** One or more of each family of commands, with every exit code that a run without a signal can have. */
const runs: readonly { words: readonly string[]; code: number; input?: string; env?: Record<string, string> }[] = [
	{ words: [], code: 0 },
	{ words: ["--version"], code: 0 },
	{ words: ["help", "verify"], code: 0 },
	{ words: ["status", "-o", "json"], code: 0 },
	{ words: ["status"], code: 0, env: { FORCE_COLOR: "3", COLUMNS: "70" } },
	{ words: ["status", "-f", "-"], code: 0, input: text },
	{ words: ["status", "--fil"], code: 2 },
	{ words: ["status", "-f", "none.md"], code: 4 },
	{ words: ["validate"], code: 0 },
	{ words: ["validate", "-"], code: 1, input: text.replace("- [ ] SA-1", "- [x] SA-1") },
	{ words: ["verify", "2", "--snapshot", recording, "-o", "junit"], code: 0 },
	{ words: ["gate", "2", "--snapshot", recording], code: 1 },
	{ words: ["check-off", "sa-1", ...signed, "--dry-run"], code: 0 },
	{ words: ["check-off", "3/*", ...signed], code: 5 },
	{ words: ["history"], code: 4 },
	{ words: ["report", "-o", "-.mmd"], code: 0 },
	{ words: ["probes", "list"], code: 0 },
	{ words: ["deploy", "--image", "boulder-migrate:1", "--namespace", "a"], code: 0 },
	{ words: ["completion", "zsh"], code: 0 },
	{ words: ["__complete", "check-off", ""], code: 0 },
];

describe("the thread that the tests run the program in", () => {
	const folder = folderWith({
		"PHASE-STATUS.md": text,
		"probes.yaml": readFileSync(join(projectFolder, "status", "probes.yaml")),
	});

	it.each(runs)("reports what a process reports: $words", ({ words, code, ...more }) => {
		const inProcess = startProgram(words, { folder, ...more });
		expect(inProcess, inProcess.stderr).toMatchObject({ code });
		expect(boulderMigrate(words, { folder, ...more })).toEqual(inProcess);
	});

	it("goes back to the folder of this process, and passes its own environment on to no program", () => {
		const before = process.cwd();
		boulderMigrate(["review", "2", "seen"], { folder, env: { GIT_AUTHOR_NAME: "Jo", GIT_CONFIG_NOSYSTEM: "1", HOME: folder } });
		expect(process.cwd()).toBe(before);
		const { code, stderr } = boulderMigrate(["review", "2", "seen"], { folder, env: { GIT_CONFIG_NOSYSTEM: "1", HOME: folder } });
		expect([code, stderr]).toEqual([2, expect.stringContaining("--reviewer NAME")]);
	});
});
