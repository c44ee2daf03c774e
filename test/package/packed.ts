import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../command-line.ts";

/** What is published, as npm makes it of the sources alone: of a copy, so that the dist/ which other tests run stays as it is. */
export function pack(): { readonly tarball: string; readonly folder: string } {
	const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-package-"));
	const copy = join(folder, "sources");
	mkdirSync(copy);
	const sources = ["src", "bin", "schemas", "status", ".build", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"];
	for (const name of [...sources, "package.json", "package-lock.json", "tsconfig.json", "esbuild.config.mjs"])
		cpSync(join(projectFolder, name), join(copy, name), { recursive: true });
	symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"), "dir");
	run("npm", ["pack", "--loglevel=error", "--pack-destination", folder], copy);
	const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
	if (tarball === undefined) throw new Error("npm has packed nothing");
	return { tarball: join(folder, tarball), folder };
}

/** Runs a program that is to end well, and gives what it prints. */
export function run(program: string, words: readonly string[], folder: string): string {
	const env = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: "UTC", npm_config_update_notifier: "false" };
	const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, env, encoding: "utf8", timeout: 120_000 });
	if (status !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${status}\n${stdout}${stderr}`);
	return stdout;
}
