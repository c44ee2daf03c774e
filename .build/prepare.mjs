// npm's `prepare` script: builds dist/, which is not in the repository, after `npm ci`, before packing, and where npm installs from git.
// `npm install --global git+…`, which is how pre-commit installs, hands `global` down to the install that should fetch the build's
// packages, so that none of them is there (https://github.com/npm/cli/issues/8440). They are fetched here then, as the lock file has them.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const project = join(import.meta.dirname, "..");

/** Runs the npm that started this script: an installer's PATH may have another, or none. */
function npm(...words) {
	const file = process.env.npm_execpath ?? "";
	// Other package managers set the variable to themselves.
	const [program, first] = file.endsWith("npm-cli.js") ? [process.execPath, [file]] : ["npm", []];
	const { status, error } = spawnSync(program, [...first, ...words], { cwd: project, stdio: "inherit" });
	if (error !== undefined) throw error;
	if (status !== 0) process.exit(status ?? 1);
}

// No scripts: this one is among them.
if (!existsSync(join(project, "node_modules", "esbuild")))
	npm("ci", "--include=dev", "--ignore-scripts", "--no-global", "--location=project", "--no-audit", "--no-fund");
await import("../esbuild.config.mjs");
await import("./declarations.mjs");
