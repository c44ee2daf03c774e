import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { programPath } from "../../cluster/control-plane/binaries.ts";
import { folderWith, launcher, projectFolder } from "../../command-line.ts";
import { shellEnv } from "../../package/packed.ts";
import { krewValidator } from "../requirements.mjs";

const kubectl =
	programPath("kubectl") ??
	join(
		spawnSync(join(projectFolder, "test", "cluster", "control-plane", "build.sh"), ["--where"], {
			encoding: "utf8",
		}).stdout.trim(),
		"kubectl",
	);
const isThere = spawnSync(kubectl, ["version", "--client"]).status === 0;

it.runIf(isThere || process.env.CI === "true")("kubectl boulder-migrate runs the program, with its exit codes", () => {
	const folder = folderWith({});
	// As `npm install` makes it of the package's `bin`.
	symlinkSync(launcher, join(folder, "kubectl-boulder_migrate"));
	const env = { ...shellEnv, PATH: `${folder}${delimiter}${shellEnv.PATH}` };
	const run = (...words: string[]) =>
		spawnSync(kubectl, ["boulder-migrate", ...words], { cwd: projectFolder, env, encoding: "utf8" });
	expect(run("validate")).toMatchObject({ status: 0, stdout: expect.stringContaining("3 warnings in 1 document") });
	expect(run("validate", "--nonsense").status).toBe(2);
	expect(run("status", "9").status).toBe(2);
});

describe.runIf(existsSync(krewValidator) || process.env.CI === "true")("the krew manifest", () => {
	const manifest = join(projectFolder, ".github", "krew.yaml");
	// The validator wants the file to be named like the plugin.
	const validate = (change: (text: string) => string = (text) => text) => {
		const file = join(folderWith({}), "boulder-migrate.yaml");
		copyFileSync(manifest, file);
		writeFileSync(file, change(readFileSync(file, "utf8")));
		return spawnSync(krewValidator, ["-manifest", file, "-skip-install"], { encoding: "utf8" });
	};

	it("is valid for the krew index", () => {
		expect(validate()).toMatchObject({ status: 0, stderr: expect.stringContaining("structural validation OK") });
		expect(validate((text) => text.replace("v0.1.0", "latest")).status).not.toBe(0);
	});

	it("names the version and the program of the package", () => {
		const { version, bin } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
		const { spec } = parse(readFileSync(manifest, "utf8"));
		expect(spec.version).toBe(`v${version}`);
		expect(spec.platforms).toMatchObject([{ bin: bin["boulder-migrate"], uri: expect.stringContaining(`-${version}.tgz`) }]);
	});
});
