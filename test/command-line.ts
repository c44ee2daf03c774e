import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThread } from "./program-thread.ts";

export const projectFolder = fileURLToPath(new URL("..", import.meta.url));
export const launcher = join(projectFolder, "bin", "boulder-migrate.cjs");
export const realDocument = join(projectFolder, "status", "PHASE-STATUS.md");

export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

interface ProgramOptions {
	readonly folder?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string | Uint8Array;
}

/**
 * Runs the built program as a user would, without the colours and the git variables of whoever runs the tests. It runs in a thread of this
 * process, which saves the start of Node and the loading of modules: its folder, environment, streams and exit code are as in a process of
 * its own. `startProgram` is for what only a process has.
 */
export function boulderMigrate(words: readonly string[], { folder, env, input }: ProgramOptions = {}): Ran {
	// Read when Node starts.
	const needsProcess = env?.NODE_OPTIONS !== undefined || (env?.TZ ?? "UTC") !== "UTC";
	if (needsProcess) return startProgram(words, { ...(folder && { folder }), ...(env && { env }), ...(input && { input }) });
	const before = process.cwd();
	process.chdir(folder ?? projectFolder);
	try {
		return runInThread({ launcher, words, env: { ...ordinary(), ...env }, input: input ?? "" });
	} finally {
		process.chdir(before);
	}
}

function ordinary(): Record<string, string> {
	return { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", TZ: "UTC" };
}

/** Runs the built program in a process: with a standard input, signals, limits of memory, and an exit code that the system passes on. */
export function startProgram(words: readonly string[], { folder, env, input }: ProgramOptions = {}): Ran {
	const result = spawnSync(process.execPath, [launcher, ...words], {
		cwd: folder ?? projectFolder,
		env: { ...ordinary(), ...env },
		input: input ?? "",
		encoding: "utf8",
		timeout: 30_000,
		// Whatever prints more is killed, or ends first: which, is luck.
		maxBuffer: 1 << 30,
	});
	return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
	const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-"));
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
	return folder;
}
