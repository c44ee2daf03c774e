// `npm install --global git+…`, which is how pre-commit installs, hands `global` down to the install that should fetch the packages of
// the build, so that none of them is there (https://github.com/npm/cli/issues/8440). This fetches them as the lock file has them: those
// that are bundled, and the bundler, which is a fifth of what development needs.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const project = join(import.meta.dirname, "..");

/** Puts node_modules in place. Ends the process if npm fails. */
export function fetchPackages() {
	const place = join(project, ".packages");
	rmSync(place, { recursive: true, force: true });
	mkdirSync(place);
	const [manifest, lock] = ["package.json", "package-lock.json"].map((file) =>
		JSON.parse(readFileSync(join(project, file), "utf8")),
	);
	const imported = importedNames();
	const { name, version, devDependencies } = manifest;
	const root = {
		name,
		version,
		dependencies: Object.fromEntries(Object.entries(devDependencies).filter(([one]) => imported.has(one))),
	};
	writeFileSync(join(place, "package.json"), JSON.stringify(root));
	writeFileSync(join(place, "package-lock.json"), JSON.stringify({ ...lock, packages: { ...lock.packages, "": root } }));
	npm(place, "ci", "--ignore-scripts", "--no-global", "--location=project", "--no-audit", "--no-fund");
	rmSync(join(project, "node_modules"), { recursive: true, force: true });
	renameSync(join(place, "node_modules"), join(project, "node_modules"));
	rmSync(place, { recursive: true });
}

/** The packages that the sources import, and what bundles them. */
function importedNames() {
	const names = new Set(["esbuild"]);
	const imports = /\b(?:from|import)\s*\(?\s*"((?:@[^"/]+\/)?[^"/:.@][^"/:]*)/g;
	for (const file of readdirSync(join(project, "src"), { recursive: true, withFileTypes: true }))
		if (file.isFile())
			for (const [, name] of readFileSync(join(file.parentPath, file.name), "utf8").matchAll(imports)) names.add(name);
	return names;
}

/** Runs the npm that started this script: an installer's PATH may have another, or none. */
function npm(folder, ...words) {
	const file = process.env.npm_execpath ?? "";
	// Other package managers set the variable to themselves.
	const [program, first] = file.endsWith("npm-cli.js") ? [process.execPath, [file]] : ["npm", []];
	const { status, error } = spawnSync(program, [...first, ...words], { cwd: folder, stdio: "inherit" });
	if (error !== undefined) throw error;
	if (status !== 0) process.exit(status ?? 1);
}
