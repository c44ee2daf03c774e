import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "./repository.ts";

const ticked = migration.replace("- [ ] SA-1", "- [x] SA-1");

function repository(...documents: readonly string[]): Repository {
	const one = new Repository();
	one.git("init", "-q");
	one.write("other.txt", "1\n");
	for (const path of documents) one.write(path, migration);
	one.commit("start");
	return one;
}

const rejects = (one: Repository, path: string): void => {
	one.write(path, ticked);
	one.git("add", path);
	const ran = one.run("git", ["commit", "-qm", "a lie"]);
	expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("[tick-without-review]")]);
	expect(ran.stderr + ran.stdout).toContain(path);
	one.git("reset", "-q", "--hard");
};

describe("the hook knows its documents", () => {
	it("one that was named", () => {
		const one = repository("docs/it's MIGRATION.md");
		expect(one.tool("git", "install", "-f", "docs/it's MIGRATION.md").stdout).toContain("docs/it's MIGRATION.md");
		rejects(one, "docs/it's MIGRATION.md");
		one.write("other.txt", "2\n");
		one.commit("of another file");
	});

	it("one of a folder of a monorepo, installed there, and a second one later", () => {
		const one = repository("a/status/PHASE-STATUS.md", "b/PHASE-STATUS.md");
		expect(one.run("boulder-migrate", ["git", "install"], { at: "a" }).code).toBe(0);
		rejects(one, "a/status/PHASE-STATUS.md");
		expect(one.run("boulder-migrate", ["git", "install"], { at: "b" }).code).toBe(0);
		rejects(one, "a/status/PHASE-STATUS.md");
		rejects(one, "b/PHASE-STATUS.md");
	});

	it("all of a monorepo, installed at its top", () => {
		const one = repository("a/status/PHASE-STATUS.md", "b/PHASE-STATUS.md");
		expect(one.tool("git", "install").code).toBe(0);
		rejects(one, "a/status/PHASE-STATUS.md");
		rejects(one, "b/PHASE-STATUS.md");
		expect(one.read(".gitattributes")).toBe(
			"/a/status/PHASE-STATUS.md merge=boulder-migrate\n/b/PHASE-STATUS.md merge=boulder-migrate\n/a/status/*.ndjson merge=union\n/b/*.ndjson merge=union\n",
		);
	});

	it("both of the usual places", () => {
		const one = repository(documentPath, "PHASE-STATUS.md");
		one.tool("git", "install", "--hook");
		rejects(one, documentPath);
		rejects(one, "PHASE-STATUS.md");
		one.write("PHASE-STATUS.md", ticked);
		one.git("add", "-A");
		expect(one.tool("validate", "--staged")).toMatchObject({ code: 1, stdout: expect.stringContaining("PHASE-STATUS.md:31") });
	});

	it("follows a rename, then asks to be installed again", () => {
		const one = repository("docs/OLD.md");
		one.tool("git", "install", "--hook", "docs/OLD.md");
		renameSync(join(one.folder, "docs/OLD.md"), join(one.folder, "docs/NEW.md"));
		one.write("docs/NEW.md", ticked);
		one.git("add", "-A");
		const lie = one.run("git", ["commit", "-qm", "a lie"]);
		expect([lie.code, lie.stdout + lie.stderr]).toEqual([1, expect.stringContaining("docs/NEW.md:31")]);
		one.write("docs/NEW.md", migration);
		one.commit("renamed");
		one.write("other.txt", "2\n");
		one.git("add", "-A");
		expect(one.run("git", ["commit", "-qm", "other"])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("docs/OLD.md is not in the index, so nothing was checked"),
		});
		expect(one.tool("git", "install", "--hook", "docs/NEW.md").stdout).toContain("checks docs/NEW.md as staged");
		one.commit("other");
		rejects(one, "docs/NEW.md");
	});

	it("fails where there is none", () => {
		const one = repository();
		one.tool("git", "install", "--hook");
		one.write("other.txt", "2\n");
		one.git("add", "-A");
		const ran = one.run("git", ["commit", "-qm", "other"]);
		expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("so nothing was checked")]);
		expect(one.tool("validate", "--staged")).toMatchObject({
			code: 4,
			stdout: "",
			stderr: expect.stringContaining("no status document is in the index, so nothing was checked"),
		});
	});

	it("lets other files be committed while the document is only announced (git add -N)", () => {
		for (const existing of [[], ["PHASE-STATUS.md"]]) {
			const one = repository(...existing);
			one.tool("git", "install", "--hook");
			one.write(documentPath, ticked);
			one.git("add", "-N", documentPath);
			one.write("other.txt", "2\n");
			one.git("add", "other.txt");
			one.git("commit", "-qm", "other");
			expect(one.tool("validate", "--staged").code).toBe(0);
			expect(one.tool("validate", "--staged", documentPath).code).toBe(0);
			// An empty file that is really staged is a document without a phase.
			one.write(documentPath, "");
			one.git("add", documentPath);
			expect(one.tool("validate", "--staged", documentPath)).toMatchObject({ code: 1 });
		}
	});

	it("updates a hook of an earlier version, and keeps what is not its own", () => {
		const one = repository(documentPath);
		one.write(
			".git/hooks/pre-commit",
			"#!/bin/sh\n# Written by boulder-migrate git install: check only, it changes nothing.\nexec node_modules/.bin/boulder-migrate validate --staged\n",
		);
		expect(one.tool("git", "install", "--hook").code).toBe(0);
		expect(readFileSync(join(one.folder, ".git/hooks/pre-commit"), "utf8")).not.toContain("node_modules");
		rejects(one, documentPath);
	});
});

describe("the repository of the document", () => {
	it("is used, not that of the working directory", () => {
		const here = repository(documentPath);
		const there = repository(documentPath);
		const file = join(there.folder, documentPath);
		const run = (...words: string[]) => here.run("boulder-migrate", words);
		expect(there.tool("check-off", "sa-1").code).toBe(0);
		there.commit("SA-1");
		expect(there.tool("check-off", "sa-2").code).toBe(0);
		expect(run("diff", "-f", file).stdout).toContain("SA-2");
		expect(run("diff", "HEAD~1", "HEAD", "-f", file).stdout).toContain("SA-1");
		expect(run("history", "-f", file).stdout).toContain("2/sa-1-deployment");
		expect(run("git", "install", "-f", file).code).toBe(0);
		expect(readFileSync(join(there.folder, ".git/hooks/pre-commit"), "utf8")).toContain("validate --staged");
		expect(there.read(".gitattributes")).toContain(documentPath);
		expect(here.git("status", "--short")).toBe("");
		there.git("checkout", "-q", documentPath);
		there.write(documentPath, there.read(documentPath).replace("- [ ] SA-2", "- [x] SA-2"));
		there.git("add", "-A");
		expect(run("validate", "--staged", file)).toMatchObject({
			code: 1,
			stdout: expect.stringContaining("[tick-without-review]"),
		});
		expect(run("validate", "--since", "HEAD", file)).toMatchObject({
			code: 1,
			stdout: expect.stringContaining("[tick-without-review]"),
		});
		// The variables of a hook name the repository of the working directory.
		const env = { GIT_DIR: ".git", GIT_INDEX_FILE: ".git/index" };
		const hooked = here.run("boulder-migrate", ["diff", "HEAD~1", "HEAD", "-f", file], { env });
		expect([hooked.code, hooked.stdout]).toEqual([0, expect.stringContaining("SA-1")]);
		expect(run("diff", "-f", join(folderWith({ "x.md": migration }), "x.md"))).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("the document is not in a git repository"),
		});
	});

	it("of a submodule is not checked by the hook of the superproject", () => {
		const inner = repository(documentPath);
		const outer = repository();
		outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder, "sub");
		outer.commit("with a submodule");
		const sub = new Repository(join(outer.folder, "sub"), outer.env);
		expect(outer.tool("git", "install", "--hook", "-f", `sub/${documentPath}`).code).toBe(0);
		expect(outer.git("status", "--short")).toBe("");
		rejects(sub, documentPath);
		sub.write(documentPath, ticked);
		sub.git("add", "-A");
		expect(outer.tool("validate", "--staged", `sub/${documentPath}`).code).toBe(1);
		sub.git("reset", "-q", "--hard");
		outer.tool("git", "install", "--hook");
		outer.write("other.txt", "2\n");
		outer.git("add", "other.txt");
		expect(outer.run("git", ["commit", "-qm", "other"])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("so nothing was checked"),
		});
	});
});

describe("the search for a document", () => {
	it("stops at the top of the work tree, whether .git is a folder or a file", () => {
		const outer = repository(documentPath);
		const before = outer.read(documentPath);
		mkdirSync(join(outer.folder, "plain"));
		const inner = new Repository(join(outer.folder, "plain"), outer.env);
		expect(inner.tool("status").code).toBe(0);
		inner.git("init", "-q");
		mkdirSync(join(inner.folder, "deep"));
		for (const at of [".", "deep"])
			for (const words of [["status"], ["check-off", "sa-1"], ["validate"]]) {
				const ran = inner.run("boulder-migrate", words, { at });
				expect([ran.code, ran.stdout, ran.stderr]).toEqual([4, "", expect.stringContaining("no status document")]);
			}
		const linked = join(outer.folder, "linked");
		outer.git("worktree", "add", "-q", "--no-checkout", "-b", "side", linked);
		expect(new Repository(linked, outer.env).tool("check-off", "sa-1").code).toBe(4);
		expect(outer.read(documentPath)).toBe(before);
	});

	it("looks only in this folder where there is no work tree", () => {
		const folder = folderWith({ "PHASE-STATUS.md": migration });
		mkdirSync(join(folder, "below"));
		const one = new Repository(folder);
		expect(one.tool("status").code).toBe(0);
		expect(one.run("boulder-migrate", ["status"], { at: "below" }).code).toBe(4);
	});
});

describe("a command that writes", () => {
	it("names the document where it is not in the current directory", () => {
		const one = repository(documentPath);
		expect(one.tool("check-off", "sa-1").stderr).toContain(`wrote ${documentPath}`);
		mkdirSync(join(one.folder, "deep"));
		const deep = one.run("boulder-migrate", ["note", "2", "seen"], { at: "deep" });
		expect(deep.stderr).toContain(`wrote ${join(one.folder, documentPath)}`);
		expect(one.run("boulder-migrate", ["note", "2", "seen too"], { at: "status" }).stderr).not.toContain("wrote");
		expect(one.tool("check-off", "sa-1").stderr).not.toContain("wrote");
		one.write(documentPath, one.read(documentPath).replace("| 3% |", "| 30% |"));
		expect(one.tool("validate", "--fix").stderr).toContain(`wrote ${documentPath}`);
	});

	it("takes one --file", () => {
		const one = repository(documentPath);
		for (const words of [["status"], ["check-off", "sa-1"], ["validate"], ["diff"], ["git", "install"]]) {
			const ran = one.tool(...words, "-f", documentPath, "--file", documentPath);
			expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("--file is given twice")]);
		}
	});
});

describe("what git keeps elsewhere", () => {
	const pointer =
		"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

	it("is a pointer of Git LFS: no command takes it for the document", () => {
		const one = repository(documentPath);
		one.write(documentPath, pointer);
		for (const words of [
			["status"],
			["sync"],
			["validate"],
			["history"],
			["diff"],
			["check-off", "sa-1"],
			["report", "-o", "-.md"],
		]) {
			const ran = one.tool(...words);
			expect([ran.code, ran.stdout, ran.stderr]).toEqual([4, "", expect.stringContaining("is a Git LFS pointer")]);
		}
		one.git("add", "-A");
		expect(one.tool("validate", "--staged")).toMatchObject({ code: 4, stderr: expect.stringContaining("is a Git LFS pointer") });
		one.commit("in LFS");
		one.write(documentPath, migration);
		expect(one.tool("diff")).toMatchObject({ code: 4, stderr: expect.stringContaining("is a Git LFS pointer") });
	});

	it("is a pointer of Git LFS in place of the probes, a recording or verdicts", () => {
		const one = repository(documentPath);
		one.write("status/probes.yaml", pointer);
		for (const words of [["status"], ["validate"], ["verify", "--snapshot", "r.json"], ["probes", "lint"]])
			expect(one.tool(...words)).toMatchObject({ code: 4, stderr: expect.stringContaining("probes.yaml is a Git LFS pointer") });
		one.git("add", "-A");
		expect(one.tool("validate", "--staged")).toMatchObject({ code: 4, stderr: expect.stringContaining("is a Git LFS pointer") });
		one.write("status/probes.yaml", "schemaVersion: 1\nprobes: {}\n");
		one.write("r.json", pointer);
		for (const words of [
			["verify", "--snapshot", "r.json"],
			["report", "--verdicts", "r.json", "-o", "-.md"],
		])
			expect(one.tool(...words)).toMatchObject({ code: 4, stderr: expect.stringContaining("r.json is a Git LFS pointer") });
	});

	it("was left out of a partial clone: history, diff and report explain how to fetch it", () => {
		const one = repository(documentPath);
		one.run("git", ["commit", "-q", "--amend", "--no-edit"], { env: { GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" } });
		one.tool("check-off", "sa-1");
		one.commit("SA-1");
		one.git("config", "uploadpack.allowFilter", "true");
		const clone = join(folderWith({}), "clone");
		one.git("clone", "-q", "--filter=blob:none", `file://${one.folder}`, clone);
		const partial = new Repository(clone, one.env);
		for (const words of [["history"], ["diff", "HEAD~1"]]) {
			const ran = partial.tool(...words);
			expect([ran.code, ran.stderr]).toEqual([4, expect.stringContaining("git fetch --refetch --no-filter")]);
		}
		// The page needs no history: it is written without a burn-up.
		expect(partial.tool("report", "-o", "page.html")).toMatchObject({
			code: 0,
			stderr:
				"no burn-up: this is a partial clone, and earlier versions of the document are not in it; fetch them first: " +
				"git fetch --refetch --no-filter\npage.html: written\n",
		});
		partial.git("fetch", "-q", "--refetch", "--no-filter");
		expect(partial.tool("report", "-o", "page.html")).toMatchObject({ code: 0, stderr: "page.html: written\n" });
		expect(partial.tool("history")).toMatchObject({ code: 0, stdout: expect.stringContaining("2/sa-1-deployment") });
		expect(partial.tool("diff", "HEAD~1").code).toBe(0);
	});
});

describe("the burn-up of a report", () => {
	it("is reported as incomplete in a shallow clone", () => {
		const one = repository(documentPath);
		one.tool("check-off", "sa-1");
		one.commit("SA-1");
		const clone = join(folderWith({}), "clone");
		one.git("clone", "-q", "--depth=1", `file://${one.folder}`, clone);
		const shallow = new Repository(clone, one.env);
		expect(shallow.tool("report", "-o", "page.html")).toMatchObject({
			code: 0,
			stderr:
				"the burn-up lacks earlier versions: this clone is shallow; fetch them: git fetch --unshallow\npage.html: written\n",
		});
		shallow.git("fetch", "-q", "--unshallow");
		expect(shallow.tool("report", "-o", "page.html")).toMatchObject({ code: 0, stderr: "page.html: written\n" });
	});

	it("is left out without a message if there is no repository or no commit", () => {
		const one = repository(documentPath);
		expect(one.tool("report", "-o", "page.html")).toMatchObject({ code: 0, stderr: "page.html: written\n" });
		const folder = folderWith({ "PHASE-STATUS.md": "# T\n\n## Phase 1: A\n\n- [ ] a\n" });
		expect(boulderMigrate(["report", "-o", "page.html"], { folder })).toMatchObject({ code: 0, stderr: "page.html: written\n" });
		one.git("init", "-q", folder);
		expect(boulderMigrate(["report", "-o", "page.html"], { folder })).toMatchObject({ code: 0, stderr: "page.html: written\n" });
	});
});

describe("a merge conflict", () => {
	function conflicted(): Repository {
		const one = repository(documentPath);
		one.git("branch", "b");
		one.tool("check-off", "sa-1", "--reviewer", "Ana");
		one.commit("a");
		one.git("checkout", "-q", "b");
		one.tool("check-off", "sa-2", "--reviewer", "Bo");
		one.commit("b");
		expect(one.run("git", ["merge", "--no-edit", "main"]).code).toBe(1);
		expect(one.read(documentPath)).toContain("<<<<<<<");
		return one;
	}

	const writing: readonly (readonly string[])[] = [
		["check-off", "sa-3"],
		["uncheck", "sa-1"],
		["skip", "sa-3", "--reason", "x"],
		["unskip", "sa-3"],
		["block", "2", "--reason", "x"],
		["unblock", "2"],
		["phase", "2", "--target", "2027-01-01"],
		["note", "2", "x"],
		["review", "2", "x"],
		["sync"],
		["validate", "--fix"],
		["check-off", "sa-3", "--dry-run"],
	];

	it("is refused by every command that writes, with its first line", () => {
		const one = conflicted();
		const before = one.read(documentPath);
		const line = before.split("\n").findIndex((text) => text.startsWith("<<<<<<<")) + 1;
		for (const words of writing) {
			const ran = one.tool(...words);
			expect([words[0], ran.code, ran.stdout]).toEqual([words[0], 5, ""]);
			expect(ran.stderr).toContain(`${documentPath}:${line}: the document has an unresolved merge conflict`);
		}
		expect(one.read(documentPath)).toBe(before);
	});

	it("is reported by status, and is one finding of validate for each conflict", () => {
		const one = conflicted();
		const starts = one.read(documentPath).match(/^<{7}/gm)?.length ?? 0;
		expect(one.tool("status").stderr).toMatch(/^status\/PHASE-STATUS\.md:\d+: unresolved merge conflict/m);
		const { code, stdout } = one.tool("validate", "-o", "json");
		const findings: { rule: string }[] = JSON.parse(stdout).findings;
		expect([code, findings.map(({ rule }) => rule)]).toEqual([1, Array.from({ length: starts }, () => "conflict-marker")]);
	});

	it("may be of another style and size, and half resolved", () => {
		const text = (marks: string): string => migration.replace("## Phase 2", `${marks}\n## Phase 2`);
		const cases: readonly [string, number][] = [
			["<<<<<<< HEAD\na\n||||||| base\nb\n=======\nc\n>>>>>>> x", 1],
			["<<<<<<<\r\na\r\n=======\r\nc\r\n>>>>>>>\r", 1],
			["<<<<<<<<<<<<<<< HEAD\na\n===============\nc\n>>>>>>>>>>>>>>> x", 1],
			["<<<<<<< HEAD\na", 1],
			["=======\nc\n>>>>>>> x", 1],
			["A heading\n=======\n", 0],
			[">>>>>>> a deep quotation", 0],
		];
		const one = repository(documentPath);
		for (const [marks, expected] of cases) {
			one.write(documentPath, text(marks));
			const findings: { rule: string }[] = JSON.parse(one.tool("validate", "-o", "json").stdout).findings;
			expect([marks, findings.filter(({ rule }) => rule === "conflict-marker").length]).toEqual([marks, expected]);
			expect([marks, one.tool("note", "2", "x").code]).toEqual([marks, expected > 0 ? 5 : 0]);
		}
		rmSync(join(one.folder, documentPath));
	});
});
