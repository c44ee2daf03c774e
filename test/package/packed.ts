import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../command-line.ts";

const sources = [
	".build",
	".pre-commit-hooks.yaml",
	"CHANGELOG.md",
	"CONTRIBUTING.md",
	"LICENSE",
	"README.md",
	"bin",
	"esbuild.config.mjs",
	"package-lock.json",
	"package.json",
	"schemas",
	"docs/man",
	"src",
	"status",
	"tsconfig.json",
];

function copySources(to: string): void {
	mkdirSync(to);
	for (const name of sources) cpSync(join(projectFolder, name), join(to, name), { recursive: true });
}

/** The package as npm makes it of the sources alone: of a copy, so that the dist/ which other tests run stays as it is. */
export function pack(): { readonly tarball: string; readonly folder: string } {
	const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-package-"));
	const copy = join(folder, "sources");
	copySources(copy);
	symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"), "dir");
	run("npm", ["pack", "--loglevel=error", "--pack-destination", folder], copy);
	const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
	if (tarball === undefined) throw new Error("npm has packed nothing");
	return { tarball: join(folder, tarball), folder };
}

/** A git repository with the present sources as its only commit, as somebody would install them from. */
export function sourceRepository(): { readonly folder: string; readonly revision: string } {
	const folder = join(mkdtempSync(join(tmpdir(), "boulder-migrate-source-")), "boulder-migrate");
	copySources(folder);
	writeFileSync(join(folder, ".gitignore"), "dist/\nnode_modules/\n");
	const git = (...words: string[]): string => run("git", words, folder);
	git("init", "--quiet");
	git("add", "--all");
	git("-c", "user.name=Ana Lee", "-c", "user.email=ana@example.org", "commit", "--quiet", "--message", "start");
	return { folder, revision: git("rev-parse", "HEAD").trim() };
}

/** The environment of somebody's shell, without what npm, git and vitest add to that of a test. */
export const shellEnv: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		Object.entries(process.env).flatMap(([name, value]) =>
			value === undefined ||
			/^(?:boulder_migrate_|ci$|columns$|force_color$|git_|init_cwd$|no_color$|node_env$|npm_|vitest)/i.test(name)
				? []
				: [[name, value]],
		),
	),
	TZ: "UTC",
	npm_config_update_notifier: "false",
	// What was fetched once is taken from npm's cache.
	npm_config_prefer_offline: "true",
};

/** Runs a program that is to end well, and gives what it prints. */
export function run(program: string, words: readonly string[], folder: string): string {
	const { status, stdout, stderr } = spawnSync(program, words, {
		cwd: folder,
		env: shellEnv,
		encoding: "utf8",
		timeout: 600_000,
		maxBuffer: 1 << 26,
	});
	if (status !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${status}\n${stdout}${stderr}`);
	return stdout;
}
