import { readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderWith, realDocument } from "../../command-line.ts";
import { documentPath, Repository } from "../../git/repository.ts";
import { pack, shellEnv, sourceRepository } from "../../package/packed.ts";
import { isPreCommitTested, preCommit } from "../requirements.mjs";

const document = readFileSync(realDocument, "utf8");
const wrong = document.replace("| 0% |", "| 9% |");

let source: { readonly folder: string; readonly revision: string };
let packed: { readonly tarball: string; readonly folder: string };
beforeAll(() => {
	source = sourceRepository();
	packed = pack();
});
afterAll(() => {
	rmSync(dirname(source.folder), { recursive: true });
	rmSync(packed.folder, { recursive: true });
});

/** A repository with the document committed, where only what the test installs has the program. */
function repository(): Repository {
	const gitconfig = join(
		folderWith({ gitconfig: "[user]\n\tname = Ana Lee\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n" }),
		"gitconfig",
	);
	const env = {
		...shellEnv,
		PATH: shellEnv.PATH ?? "",
		GIT_CONFIG_GLOBAL: gitconfig,
		GIT_CONFIG_NOSYSTEM: "1",
		PRE_COMMIT_HOME: folderWith({}),
		npm_config_cache: join(homedir(), ".npm"),
	};
	const one = new Repository(folderWith({}), env);
	one.git("init", "-q");
	one.write(documentPath, document);
	one.write(".gitignore", "node_modules/\n");
	one.commit("start");
	return one;
}

/** Commits the true document with another change, then fails to commit a wrong percentage, and leaves what is not staged alone. */
function expectGuarded(one: Repository): void {
	one.write(documentPath, document.replace("*Last Updated", "A note.\n\n*Last Updated"));
	one.git("commit", "-qam", "a note");
	const [noted, head] = [one.read(documentPath), one.git("rev-parse", "HEAD")];
	one.write(documentPath, wrong);
	one.git("add", documentPath);
	one.write(documentPath, noted);
	const { code, stdout, stderr } = one.run("git", ["commit", "-qm", "a wrong percentage"]);
	expect(code).not.toBe(0);
	expect(stdout + stderr).toContain("[completion-mismatch]");
	expect([one.read(documentPath), one.git("rev-parse", "HEAD")]).toEqual([noted, head]);
}

describe.runIf(isPreCommitTested())("the pre-commit program", { timeout: 900_000 }, () => {
	it("installs this repository at a revision, passes the real document, and names the rule that a wrong percentage breaks", () => {
		const one = repository();
		one.write(
			".pre-commit-config.yaml",
			`repos:\n  - repo: ${source.folder}\n    rev: ${source.revision}\n    hooks: [{ id: boulder-migrate }]\n`,
		);
		one.git("add", "-A");
		const passed = one.run(preCommit, ["run", "--all-files"]);
		expect([passed.code, passed.stdout]).toEqual([0, expect.stringMatching(/^[^\n]*Passed\n$/m)]);
		one.git("commit", "-qm", "configuration");
		one.write(documentPath, wrong);
		one.git("add", "-A");
		const failed = one.run(preCommit, ["run", "--all-files"]);
		expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining("[completion-mismatch]")]);
		one.git("reset", "-q", "--hard");
		expect(one.run(preCommit, ["install"]).code).toBe(0);
		expectGuarded(one);
	});

	it("runs the npm package as a local hook", () => {
		const one = repository();
		one.write(
			".pre-commit-config.yaml",
			`repos:
  - repo: local
    hooks:
      - id: boulder-migrate
        name: status document
        entry: boulder-migrate validate --staged
        language: node
        additional_dependencies: ["${packed.tarball}"]
        files: (^|/)PHASE-STATUS\\.md$
        require_serial: true
`,
		);
		one.commit("configuration");
		expect(one.run(preCommit, ["install"]).code).toBe(0);
		expectGuarded(one);
	});
});

describe("hooks of npm packages", { timeout: 600_000 }, () => {
	/** Their own install scripts are not needed, and not run. */
	function installed(packages: readonly string[], one = repository()): Repository {
		one.write("package.json", '{ "private": true }\n');
		const { code, stderr } = one.run("npm", ["install", "--save-dev", "--ignore-scripts", packed.tarball, ...packages]);
		expect([code, stderr]).toEqual([0, expect.anything()]);
		return one;
	}

	it("husky runs it", () => {
		const one = installed(["husky@9.1.7"]);
		expect(one.run("npx", ["--no", "husky"]).code).toBe(0);
		one.write(".husky/pre-commit", "boulder-migrate validate --staged\n");
		one.commit("configuration");
		expectGuarded(one);
	});

	it("lefthook runs it", () => {
		const one = installed(["lefthook@2.2.2"]);
		one.write(
			"lefthook.yml",
			'pre-commit:\n  jobs:\n    - run: npx --no boulder-migrate validate --staged\n      glob: "**/PHASE-STATUS.md"\n',
		);
		const { code, stdout, stderr } = one.run("npx", ["--no", "lefthook", "install"]);
		expect([code, stdout + stderr]).toEqual([0, expect.anything()]);
		one.commit("configuration");
		expectGuarded(one);
	});

	it("a hook of git's own runs the program that installed it, outside of the work tree", () => {
		const one = repository();
		const outside = folderWith({ "package.json": '{ "private": true }\n' });
		expect(one.run("npm", ["install", "--prefix", outside, "--ignore-scripts", packed.tarball]).code).toBe(0);
		const program = join(outside, "node_modules", ".bin", "boulder-migrate");
		expect(one.run(program, ["git", "install", "--hook"]).code).toBe(0);
		expectGuarded(one);
	});
});
