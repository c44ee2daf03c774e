import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectFolder = fileURLToPath(new URL("..", import.meta.url));
export const launcher = join(projectFolder, "bin", "boulder-migrate.cjs");
export const realDocument = join(projectFolder, "status", "PHASE-STATUS.md");

export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

interface Circumstances {
	readonly folder?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string | Uint8Array;
}

/** Runs the built program as a user would, without the colours and the git variables of whoever runs the tests. */
export function boulderMigrate(words: readonly string[], { folder, env, input }: Circumstances = {}): Ran {
	const result = spawnSync(process.execPath, [launcher, ...words], {
		cwd: folder ?? projectFolder,
		env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: "UTC", ...env },
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
