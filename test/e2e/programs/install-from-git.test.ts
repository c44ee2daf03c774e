import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderWith, projectFolder, realDocument } from "../../command-line.ts";
import { run, shellEnv, sourceRepository } from "../../package/packed.ts";

const { version } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
let source: { readonly folder: string; readonly revision: string };
beforeAll(() => {
	source = sourceRepository();
});
afterAll(() => rmSync(dirname(source.folder), { recursive: true }));

/** A new folder with the real document and nothing else. */
function emptyProject(): string {
	const folder = folderWith({ "package.json": '{ "private": true }\n' });
	mkdirSync(join(folder, "status"));
	cpSync(realDocument, join(folder, "status", "PHASE-STATUS.md"));
	return folder;
}

describe("installed from git", { timeout: 900_000 }, () => {
	it("a clone runs after npm ci, and without a build reports how to make it", () => {
		const clone = join(folderWith({}), "clone");
		run("git", ["clone", "--quiet", source.folder, clone], source.folder);
		const program = join(clone, "bin", "boulder-migrate.cjs");
		const unbuilt = spawnSync(process.execPath, [program, "--version"], { env: shellEnv, encoding: "utf8" });
		expect([unbuilt.status, unbuilt.stdout]).toEqual([4, ""]);
		expect(unbuilt.stderr).toMatch(/^boulder-migrate: .* is not built: dist\/main\.mjs is missing\n {2}run `npm ci` in /);
		run("npm", ["ci"], clone);
		expect(run(process.execPath, [program, "--version"], clone)).toBe(`${version}\n`);
		expect(run("git", ["status", "--porcelain"], clone)).toBe("");
	});

	it("npm install into an empty folder brings the program, its types, and nothing else", () => {
		const folder = emptyProject();
		run("npm", ["install", `git+file://${source.folder}`], folder);
		expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["boulder-migrate"]);
		expect(readdirSync(join(folder, "node_modules", "boulder-migrate", "dist"))).toContain("library.d.mts");
		expect(run("npx", ["--no", "boulder-migrate", "validate"], folder)).toContain("3 warnings in 1 document");
	});

	it("npm install --global brings the program", () => {
		const [prefix, folder] = [folderWith({}), emptyProject()];
		// Without --install-links, npm 11 leaves a link to the temporary clone that it has removed.
		run("npm", ["install", "--global", "--install-links", "--prefix", prefix, `git+file://${source.folder}`], folder);
		const env = { ...shellEnv, PATH: `${join(prefix, "bin")}:${shellEnv.PATH}` };
		const { status, stdout } = spawnSync("boulder-migrate", ["validate"], { cwd: folder, env, encoding: "utf8" });
		expect([status, stdout]).toEqual([0, expect.stringContaining("3 warnings in 1 document")]);
		writeFileSync(join(folder, "status", "PHASE-STATUS.md"), wrongPercentage());
		expect(spawnSync("boulder-migrate", ["validate"], { cwd: folder, env, encoding: "utf8" }).status).toBe(1);
	});
});

function wrongPercentage(): string {
	return readFileSync(realDocument, "utf8").replace("| 0% |", "| 9% |");
}
