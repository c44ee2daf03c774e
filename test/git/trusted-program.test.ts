import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher, projectFolder } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "./repository.ts";

const ticked = migration.replace("- [ ] SA-1", "- [x] SA-1");

/** A program of a stranger: whoever runs it leaves a file behind. */
function plant(one: Repository, path: string): void {
	one.write(path, `#!/bin/sh\ntouch "${join(one.folder, "OWNED")}"\nexit 0\n`);
	chmodSync(join(one.folder, path), 0o755);
}

function planted(): Repository {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, migration);
	for (const name of ["boulder-migrate", "git", "node", "readlink"]) plant(one, `node_modules/.bin/${name}`);
	plant(one, "boulder-migrate");
	one.commit("start");
	return one;
}

const systemPath = process.env.PATH ?? "";
const isOwned = (one: Repository): boolean => existsSync(join(one.folder, "OWNED"));

describe("what git runs", () => {
	const hostilePaths: readonly [string, (one: Repository) => string][] = [
		["the PATH of npm scripts", (one) => `${join(one.folder, "node_modules/.bin")}:${systemPath}`],
		["a relative entry", () => `./node_modules/.bin:${systemPath}`],
		["a dot", () => `.:${systemPath}`],
		["an empty entry", () => `:${systemPath}:`],
		[
			"a link into the work tree",
			(one) => {
				const link = join(folderWith({}), "bin");
				symlinkSync(join(one.folder, "node_modules/.bin"), link);
				return `${link}:${systemPath}`;
			},
		],
	];

	it.each(hostilePaths)("is never of the work tree, with %s", (_, pathOf) => {
		const one = planted();
		expect(one.tool("git", "install").code).toBe(0);
		one.commit("installed");
		one.write(documentPath, ticked);
		// Git itself is found without the hostile entries; what it starts has them.
		const git = one.run("sh", ["-c", "command -v git"]).stdout.trim();
		const again = one.run(git, ["commit", "-qam", "a lie"], { env: { PATH: pathOf(one) } });
		expect([again.code, again.stderr, isOwned(one)]).toEqual([1, expect.stringContaining("[tick-without-review]"), false]);
	});

	it.each(hostilePaths)("is never of the work tree where the program that installed it is gone, with %s", (_, pathOf) => {
		const one = planted();
		const home = folderWith({});
		cpSync(join(projectFolder, "bin"), join(home, "bin"), { recursive: true });
		cpSync(join(projectFolder, "dist"), join(home, "dist"), { recursive: true });
		const program = join(home, "bin", "boulder-migrate.cjs");
		expect(one.run(process.execPath, [program, "git", "install"]).code).toBe(0);
		one.commit("installed", "--no-verify");
		const hook = join(one.folder, ".git/hooks/pre-commit");
		expect(readFileSync(hook, "utf8")).toContain(`'${program}'`);
		expect(one.run("rm", ["-r", home]).code).toBe(0);
		one.write(documentPath, ticked);
		const git = one.run("sh", ["-c", "command -v git"]).stdout.trim();
		const alone = one.run(git, ["commit", "-qam", "a lie"], { env: { PATH: pathOf(one) } });
		expect([alone.code, alone.stderr, isOwned(one)]).toEqual([1, expect.stringContaining("is not installed"), false]);
		const found = one.run(git, ["commit", "-qam", "a lie"], { env: { PATH: `${pathOf(one)}:${one.env.PATH}` } });
		expect([found.code, found.stderr, isOwned(one)]).toEqual([1, expect.stringContaining("[tick-without-review]"), false]);
	});

	it("merges a stranger's branch without running what it brings", () => {
		const one = new Repository();
		one.git("init", "-q");
		one.write(documentPath, migration);
		expect(one.tool("git", "install").code).toBe(0);
		one.commit("start");
		one.git("checkout", "-qb", "stranger");
		expect(one.tool("check-off", "sa-2").code).toBe(0);
		for (const name of ["boulder-migrate", "node", "git"]) plant(one, `node_modules/.bin/${name}`);
		one.commit("a contribution");
		one.git("checkout", "-q", "main");
		expect(one.tool("check-off", "sa-1").code).toBe(0);
		one.commit("SA-1");
		const git = one.run("sh", ["-c", "command -v git"]).stdout.trim();
		const env = { PATH: `./node_modules/.bin:${join(one.folder, "node_modules/.bin")}:${one.env.PATH}` };
		const { code, stderr } = one.run(git, ["merge", "--no-edit", "stranger"], { env });
		expect([code, stderr, isOwned(one)]).toEqual([0, expect.any(String), false]);
		for (const item of ["SA-1", "SA-2"]) expect(one.read(documentPath)).toContain(`- [x] ${item} `);
	});

	it("does not record a program that is inside the work tree, also of another work tree of the repository", () => {
		const one = planted();
		for (const folder of ["bin", "dist"])
			cpSync(join(projectFolder, folder), join(one.folder, "tool", folder), { recursive: true });
		const inside = join(one.folder, "tool/bin/boulder-migrate.cjs");
		const linked = join(folderWith({}), "linked");
		one.git("worktree", "add", "-q", "-b", "side", linked);
		for (const at of [one, new Repository(linked, one.env)]) {
			const ran = at.run(process.execPath, [inside, "git", "install"]);
			expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining("is inside the work tree")]);
			expect(readFileSync(join(one.folder, ".git/hooks/pre-commit"), "utf8")).not.toContain("tool/bin");
			expect(one.git("config", "merge.boulder-migrate.driver")).not.toContain("tool/bin");
		}
		const link = join(folderWith({}), "boulder-migrate.cjs");
		symlinkSync(inside, link);
		expect(one.run(process.execPath, [link, "git", "install"]).stderr).toContain("is inside the work tree");
	});

	it("quotes the path of the program, with any characters", () => {
		const one = new Repository();
		one.git("init", "-q");
		one.write(documentPath, migration);
		const folder = join(folderWith({}), 'it\'s $(touch OWNED) %O %% "x"');
		mkdirSync(folder);
		symlinkSync(launcher, join(folder, "boulder-migrate.cjs"));
		expect(one.run(process.execPath, [join(folder, "boulder-migrate.cjs"), "git", "install"]).code).toBe(0);
		one.commit("start", "--no-verify");
		one.write(documentPath, ticked);
		const only = { PATH: systemPath };
		const ran = one.run("git", ["commit", "-qam", "a lie"], { env: only });
		expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("[tick-without-review]")]);
		one.write(documentPath, migration);
		one.git("branch", "b");
		one.tool("check-off", "sa-1");
		one.commit("SA-1");
		one.git("checkout", "-q", "b");
		one.tool("check-off", "sa-2");
		one.commit("SA-2");
		expect(one.run("git", ["merge", "-q", "--no-edit", "main"], { env: only }).code).toBe(0);
		expect(one.read(documentPath)).toContain("- [x] SA-1");
		expect(isOwned(one)).toBe(false);
	});
});
