import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "./repository.ts";

const ticked = migration.replace("- [ ] SA-1", "- [x] SA-1");

/** A repository with the document committed and the hook installed. */
function repository(): Repository {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, migration);
	one.write("other.txt", "1\n");
	one.commit("start");
	expect(one.tool("git", "install", "--hook")).toMatchObject({ code: 0, stdout: expect.stringContaining("pre-commit") });
	return one;
}

const rejects = (ran: { code: number | null; stderr: string }): void => {
	expect(ran.code).toBe(1);
	expect(ran.stderr).toContain("[tick-without-review]");
};

describe("the pre-commit hook", () => {
	it("judges what is staged, not what is in the work tree", () => {
		const one = repository();
		one.write(documentPath, ticked);
		one.write("other.txt", "2\n");
		one.git("add", "other.txt");
		one.git("commit", "-qm", "the document is not part of it");
		one.git("add", documentPath);
		one.write(documentPath, migration);
		rejects(one.run("git", ["commit", "-qm", "a lie"]));
		expect(one.git("status", "--short")).toBe(`MM ${documentPath}\n`);
	});

	it("lets pass what check-off has written", () => {
		const one = repository();
		expect(one.tool("check-off", "sa-1").code).toBe(0);
		one.commit("SA-1");
		expect(one.git("log", "--oneline").trim().split("\n").length).toBe(2);
	});

	it("lets a checked item be skipped with a reason, when what proved it is gone on purpose", () => {
		const one = repository();
		one.tool("check-off", "sa-1", "sa-2");
		one.commit("done");
		const skipped = one.tool("skip", "sa-1", "--reason", "the Job was deleted after its run");
		expect(skipped).toMatchObject({ code: 0, stdout: expect.stringContaining("Skipped SA-1 Deployment (was checked off): ") });
		one.commit("gone");
		expect(one.git("log", "--oneline").trim().split("\n").length).toBe(3);
		// A whole group does not undo what was done in it.
		const group = one.tool("skip", "2/*", "--reason", "not here");
		expect(group).toMatchObject({
			code: 0,
			stderr: expect.stringMatching(/do not count or are checked off .*: .*2\/sa-2-deployment/),
		});
		expect(one.read(documentPath)).toContain("- [x] SA-2 Deployment");
	});

	it("judges commit -a", () => {
		const one = repository();
		one.write(documentPath, ticked);
		rejects(one.run("git", ["commit", "-qam", "a lie"]));
	});

	it("judges commit PATH, in which the index is another one", () => {
		const one = repository();
		one.write(documentPath, ticked);
		one.git("add", documentPath);
		one.write("other.txt", "2\n");
		expect(one.run("git", ["commit", "-qm", "only the other", "other.txt"]).code).toBe(0);
		rejects(one.run("git", ["commit", "-qm", "a lie", documentPath]));
	});

	it("works in a linked work tree", () => {
		const one = repository();
		const linked = join(folderWith({}), "linked");
		one.git("worktree", "add", "-q", "-b", "side", linked);
		const other = new Repository(linked, one.env);
		other.write(documentPath, ticked);
		rejects(other.run("git", ["commit", "-qam", "a lie"]));
		other.write(documentPath, migration);
		other.tool("check-off", "sa-1");
		other.commit("SA-1");
	});

	it("works from a subdirectory", () => {
		const one = repository();
		one.write(documentPath, ticked);
		mkdirSync(join(one.folder, "deep", "er"), { recursive: true });
		rejects(one.run("git", ["commit", "-qam", "a lie"], { at: "deep/er" }));
		one.git("add", "-A");
		const by = one.run("boulder-migrate", ["validate", "--staged", "PHASE-STATUS.md"], { at: "status" });
		expect([by.code, by.stdout]).toEqual([1, expect.stringContaining("PHASE-STATUS.md:31:4: error: 2/sa-1-deployment")]);
	});

	it("does not take autocrlf for a change", () => {
		const one = repository();
		one.git("config", "core.autocrlf", "true");
		one.write(documentPath, migration.replaceAll("\n", "\r\n"));
		one.tool("check-off", "sa-1");
		expect(one.read(documentPath)).toContain("\r\n");
		one.commit("SA-1");
		expect(one.git("show", `HEAD:${documentPath}`)).not.toContain("\r");
		one.write(documentPath, one.read(documentPath).replace("- [ ] SA-2", "- [x] SA-2"));
		rejects(one.run("git", ["commit", "-qam", "a lie"]));
	});

	it("needs no parent for the first commit, and none of a new file", () => {
		const one = new Repository();
		one.git("init", "-q");
		one.tool("git", "install", "--hook");
		one.write(documentPath, migration);
		one.commit("first");
		expect(one.git("log", "--oneline")).toContain("first");
	});

	it("follows a renamed document", () => {
		const one = repository();
		renameSync(join(one.folder, documentPath), join(one.folder, "PHASE-STATUS.md"));
		one.write("PHASE-STATUS.md", ticked);
		one.git("add", "-A");
		rejects(one.run("git", ["commit", "-qm", "a lie under another name"]));
	});

	it("judges commits of a merge and amended ones", () => {
		const one = repository();
		one.tool("check-off", "sa-1");
		one.commit("SA-1");
		one.write(documentPath, one.read(documentPath).replace("| Phase 2 | Checked off", "| Phase 2 | Invented"));
		const amended = one.run("git", ["commit", "-qa", "--amend", "-m", "x"]);
		expect([amended.code, amended.stderr]).toEqual([1, expect.stringContaining("[review-rewritten]")]);
	});

	it("refuses a symbolic link, a conflict, and a file that is not there", () => {
		const one = repository();
		rmSync(join(one.folder, documentPath));
		symlinkSync("../other.txt", join(one.folder, documentPath));
		one.git("add", "-A");
		expect(one.tool("validate", "--staged")).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("symbolic link in the index"),
		});
		expect(one.tool("validate", "--staged", "nothing.md")).toMatchObject({ code: 4 });
		expect(one.tool("validate", "--staged", "--fix").code).toBe(2);
		one.git("rm", "-q", "--cached", documentPath);
		expect(one.tool("validate", "--staged")).toMatchObject({ code: 4, stderr: expect.stringContaining("nothing was checked") });
	});

	it.each([documentPath, "status/probes.yaml"])("refuses an unmerged %s", (path) => {
		const one = repository();
		const blob = one.git("hash-object", "-w", documentPath).trim();
		const entries = [1, 2, 3].map((stage) => `100644 ${blob} ${stage}\t${path}\n`).join("");
		one.git("rm", "-q", "--cached", "--ignore-unmatch", path);
		execFileSync("git", ["update-index", "--index-info"], { cwd: one.folder, env: one.env, input: entries });
		expect(one.tool("validate", "--staged")).toMatchObject({ code: 4, stderr: expect.stringContaining("is not merged yet") });
	});

	it("asks git once", () => {
		const one = repository();
		const real = one.run("sh", ["-c", "command -v git"]).stdout.trim();
		const counting = folderWith({ git: `#!/bin/sh\necho "$*" >> "$COUNTED"\nexec "${real}" "$@"\n` });
		chmodSync(join(counting, "git"), 0o755);
		const env = { PATH: `${counting}:${one.env.PATH}`, COUNTED: join(counting, "calls") };
		one.write(documentPath, ticked);
		one.git("add", "-A");
		expect(one.run("boulder-migrate", ["validate", "--staged"], { env })).toMatchObject({ code: 1 });
		const calls = readFileSync(env.COUNTED, "utf8").trim().split("\n");
		expect(calls).toEqual([expect.stringMatching(/ cat-file --batch$/)]);
	});

	it("writes nothing into the index", () => {
		const one = repository();
		one.write(documentPath, ticked);
		one.git("add", "-A");
		const index = (): string => readFileSync(join(one.folder, ".git", "index")).toString("hex");
		const before = index();
		one.tool("validate", "--staged");
		expect(index()).toBe(before);
		expect(existsSync(join(one.folder, ".git", "index.lock"))).toBe(false);
	});

	it("judges what changed since a revision", () => {
		const one = repository();
		one.write(documentPath, ticked);
		one.git("commit", "-qam", "a lie", "--no-verify");
		expect(one.tool("validate", "--since", "HEAD").stdout).not.toContain("tick-without-review");
		expect(one.tool("validate", "--since", "HEAD~1")).toMatchObject({
			code: 1,
			stdout: expect.stringContaining("[tick-without-review]"),
		});
		expect(one.tool("validate", "--since", "--output=x").code).toBe(2);
	});
});

describe("git install", () => {
	it("is idempotent, makes the hook executable, and keeps to core.hooksPath", () => {
		const one = repository();
		expect(statSync(join(one.folder, ".git/hooks/pre-commit")).mode & 0o111).not.toBe(0);
		expect(one.tool("git", "install", "--hook")).toMatchObject({ code: 0, stdout: "" });
		one.git("config", "core.hooksPath", "my-hooks");
		expect(one.tool("git", "install", "--hook").stdout).toContain("my-hooks/pre-commit");
		one.write(documentPath, ticked);
		rejects(one.run("git", ["commit", "-qam", "a lie"]));
	});

	it("never overwrites a hook of another tool, such as husky's", () => {
		const one = new Repository();
		one.git("init", "-q");
		one.write(documentPath, migration);
		one.git("config", "core.hooksPath", ".husky/_");
		one.write(".husky/_/pre-commit", '#!/bin/sh\nexec sh -e "$(dirname "$0")/../pre-commit"\n');
		const ran = one.tool("git", "install", "--hook");
		expect([ran.code, ran.stdout]).toEqual([
			5,
			"boulder-migrate validate --staged --if-staged -- status/PHASE-STATUS.md PHASE-STATUS.md\n",
		]);
		one.run("chmod", ["+x", ".husky/_/pre-commit"]);
		one.write(".husky/pre-commit", ran.stdout);
		one.commit("start");
		one.write(documentPath, ticked);
		rejects(one.run("git", ["commit", "-qam", "a lie"]));
	});

	it("sets up the merge driver, once", () => {
		const one = repository();
		one.write(".gitattributes", "*.png binary");
		expect(one.tool("git", "install", "--merge-driver").code).toBe(0);
		expect(one.read(".gitattributes")).toBe(
			`*.png binary\n/${documentPath} merge=boulder-migrate\n/status/*.ndjson merge=union\n`,
		);
		expect(one.tool("git", "install", "--merge-driver")).toMatchObject({ code: 0, stdout: "" });
		expect(one.git("check-attr", "merge", documentPath)).toContain("merge: boulder-migrate");
		expect(one.git("check-attr", "merge", "status/verdicts.ndjson")).toContain("merge: union");
		expect(one.git("check-attr", "merge", "other/verdicts.ndjson")).toContain("merge: unspecified");
		expect(one.tool("git", "install", "--merge-driver", documentPath, "my logs/[a].ndjson").code).toBe(0);
		expect(one.git("check-attr", "merge", "my logs/[a].ndjson")).toContain("merge: union");
	});
});
