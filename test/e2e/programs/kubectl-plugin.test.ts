import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { programPath } from "../../cluster/control-plane/binaries.ts";
import { folderWith, launcher, projectFolder } from "../../command-line.ts";
import { shellEnv } from "../../package/packed.ts";

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
