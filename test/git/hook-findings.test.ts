import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { projectFolder, type Ran } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "./repository.ts";

/** The document with two faults: a percentage in its table, and a title that the table has otherwise. */
const faulty = migration.replace("| 0% |", "| 9% |").replace("| Service Splitting |", "| The Splitting of Services |");
const note = (text: string, line = "A note."): string => `${text.trimEnd()}\n\n${line}\n`;

/** A repository with the hook, and these documents committed in spite of what is wrong with them. */
function repository(documents: Readonly<Record<string, string>>, ...named: string[]): Repository {
	const one = new Repository();
	one.git("init", "-q");
	for (const [path, text] of Object.entries(documents)) one.write(path, text);
	one.write("other.txt", "1\n");
	one.commit("start");
	expect(one.tool("git", "install", "--hook", ...named).code).toBe(0);
	return one;
}

/** What a commit of everything prints; git itself is quiet. */
function commit(one: Repository, ...words: string[]): Ran & { readonly printed: string } {
	one.git("add", "-A");
	const ran = one.run("git", ["commit", "-qm", "x", ...words]);
	return { ...ran, printed: ran.stdout + ran.stderr };
}

const existing = (path: string): string =>
	expect.stringMatching(
		new RegExp(`^\\d existing findings \\(1 error, \\d warnings?\\): run boulder-migrate validate ${path}\n$`),
	);

describe("what the hook checks in a commit", () => {
	it("reports nothing where no document is part of the commit", () => {
		const one = repository({ [documentPath]: faulty, "PHASE-STATUS.md": faulty });
		one.write("other.txt", "2\n");
		expect(commit(one)).toMatchObject({ code: 0, printed: "" });
		// A change that is not staged is no part of it either.
		one.write(documentPath, faulty.replace("| 9% |", "| 8% |"));
		one.write("other.txt", "3\n");
		one.git("add", "other.txt");
		expect(one.run("git", ["commit", "-qm", "x"])).toMatchObject({ code: 0, stdout: "", stderr: "" });
		expect(one.tool("validate", "--staged", "-o", "json")).toMatchObject({ code: 0, stderr: "" });
	});

	it("counts the findings that were there before in one line, and lets the commit pass", () => {
		const one = repository({ [documentPath]: faulty });
		one.write(documentPath, note(faulty));
		expect(commit(one)).toMatchObject({ code: 0, printed: existing(documentPath) });
	});

	it("reports a new error above that line, and refuses the commit", () => {
		const one = repository({ [documentPath]: faulty });
		one.write(documentPath, faulty.replace("- [ ] SA-1", "- [x] SA-1"));
		const { code, printed } = commit(one);
		expect(code).toBe(1);
		expect(printed).toContain("[tick-without-review]");
		expect(printed).not.toContain("[title-mismatch]");
		expect(printed).toMatch(/\n\d existing findings? \(/);
	});

	it("reports an existing error if the commit edits its line", () => {
		const one = repository({ [documentPath]: faulty });
		one.write(documentPath, faulty.replace("The Splitting of", "Splitting of"));
		const { code, printed } = commit(one);
		expect(code).toBe(1);
		expect(printed).toContain("[completion-mismatch]");
		expect(printed).toContain("[title-mismatch]");
	});

	it("does not repeat a warning because another cell of its row changes", () => {
		const titled = migration.replace("| Service Splitting |", "| The Splitting of Services |");
		const one = repository({ [documentPath]: titled });
		expect(one.tool("check-off", "sa-1").code).toBe(0);
		const { code, printed } = commit(one);
		expect([code, printed]).toEqual([0, expect.stringMatching(/^\d existing findings? \(/)]);
	});

	it("refuses an error that a fixed one made room for", () => {
		const empty = (text: string, before: string): string => text.replace(before, `- [ ]\n${before}`);
		const one = repository({ [documentPath]: empty(migration, "- [ ] SA-1") });
		expect(one.tool("validate").stdout).toContain("[near-miss-checkbox]");
		// The same line elsewhere is the same finding; a second one of them is not.
		one.write(documentPath, empty(migration, "- [ ] CA-1"));
		expect(commit(one)).toMatchObject({ code: 0, printed: expect.stringContaining("existing finding") });
		one.write(documentPath, empty(empty(migration, "- [ ] CA-1"), "- [ ] SA-1"));
		expect(commit(one)).toMatchObject({ code: 1, printed: expect.stringContaining("[near-miss-checkbox]") });
	});

	it("reports what a change of the probes file or of its words brings into an unchanged document", () => {
		const probes = "schemaVersion: 1\nprobes:\n  2/nothing-of-that-name: { crd: { name: a.example.org } }\n";
		const one = repository({ [documentPath]: migration, "status/probes.yaml": probes });
		one.write("status/probes.yaml", `# a comment\n${probes}`);
		expect(commit(one)).toMatchObject({ code: 0, printed: expect.stringMatching(/^\d existing findings? \(1 error/) });
		one.write("status/probes.yaml", `${probes}  2/nor-this: { crd: { name: a.example.org } }\n`);
		const added = commit(one);
		expect(added).toMatchObject({ code: 1, printed: expect.stringContaining("2/nor-this") });
		expect(added.printed).not.toContain("2/nothing-of-that-name");
	});

	it("reads the parent with the words that its own probes file has", () => {
		const words = (status: string): string =>
			`schemaVersion: 1\nvocabulary: { statuses: { ${status}: { words: [Rests] } } }\nprobes: {}\n`;
		const resting = migration.replace(/^\*\*Legend.*$/m, "").replaceAll("🔴 Not Started", "Rests");
		const one = repository({ [documentPath]: resting, "status/probes.yaml": words("not-started") });
		one.write("status/probes.yaml", words("complete"));
		expect(commit(one)).toMatchObject({ code: 1, printed: expect.stringContaining("[status-mismatch]") });
	});

	it("checks each of several documents separately", () => {
		const one = repository({ "a/PHASE-STATUS.md": faulty, "b/PHASE-STATUS.md": faulty, "c/PHASE-STATUS.md": migration });
		one.write("a/PHASE-STATUS.md", note(faulty));
		expect(commit(one)).toMatchObject({ code: 0, printed: existing("a/PHASE-STATUS.md") });
		one.write("a/PHASE-STATUS.md", note(note(faulty)));
		one.write("c/PHASE-STATUS.md", faulty);
		const { code, printed } = commit(one);
		expect(code).toBe(1);
		expect(printed).toContain("c/PHASE-STATUS.md:");
		expect(printed).not.toMatch(/^[ab]\/PHASE-STATUS.md:/m);
	});

	it("follows a renamed document to what it had before", () => {
		const one = repository({ "docs/OLD.md": faulty }, "docs/OLD.md");
		renameSync(join(one.folder, "docs/OLD.md"), join(one.folder, "docs/NEW.md"));
		one.write("docs/NEW.md", note(faulty));
		expect(commit(one)).toMatchObject({ code: 0, printed: existing("docs/NEW.md") });
	});

	it("checks all of a document that is new, and of the first commit", () => {
		const first = new Repository();
		first.git("init", "-q");
		first.write(documentPath, faulty);
		expect(first.tool("git", "install", "--hook").code).toBe(0);
		expect(commit(first)).toMatchObject({ code: 1, printed: expect.stringContaining("[completion-mismatch]") });
		const second = repository({ [documentPath]: migration });
		second.write("PHASE-STATUS.md", faulty);
		expect(commit(second)).toMatchObject({ code: 1, printed: expect.stringContaining("PHASE-STATUS.md:") });
	});

	it("is silent about a document that is only announced (git add -N)", () => {
		const one = repository({ [documentPath]: migration });
		one.write("PHASE-STATUS.md", faulty);
		one.git("add", "-N", "PHASE-STATUS.md");
		one.write("other.txt", "2\n");
		one.git("add", "other.txt");
		expect(one.run("git", ["commit", "-qm", "x"])).toMatchObject({ code: 0, stdout: "", stderr: "" });
	});

	it("compares an amended commit with the one that it replaces", () => {
		const one = repository({ [documentPath]: migration });
		one.write(documentPath, faulty);
		expect(commit(one).code).toBe(1);
		one.git("commit", "-qm", "x", "--no-verify");
		one.write(documentPath, note(faulty));
		expect(commit(one, "--amend")).toMatchObject({ code: 0, printed: existing(documentPath) });
		one.write(documentPath, note(faulty).replace("- [ ] SA-1", "- [x] SA-1"));
		expect(commit(one, "--amend")).toMatchObject({ code: 1, printed: expect.stringContaining("[tick-without-review]") });
	});

	it("compares a merge with the branch that it is made on", () => {
		const one = repository({ [documentPath]: migration, "both.txt": "0\n" });
		one.git("checkout", "-qb", "side");
		one.write("both.txt", "side\n");
		one.commit("side");
		one.git("checkout", "-q", "main");
		one.write("both.txt", "main\n");
		one.commit("main");
		const merge = (): Ran & { readonly printed: string } => {
			one.run("git", ["merge", "-q", "side"]);
			one.write("both.txt", "merged\n");
			return commit(one);
		};
		expect(merge()).toMatchObject({ code: 0, printed: "" });
		one.git("reset", "-q", "--hard", "HEAD~1");
		one.git("checkout", "-q", "side");
		one.write(documentPath, faulty);
		one.git("commit", "-qam", "a wrong percentage", "--no-verify");
		one.git("checkout", "-q", "main");
		expect(merge()).toMatchObject({ code: 1, printed: expect.stringContaining("[completion-mismatch]") });
	});

	it("never counts a conflict as an existing finding", () => {
		const conflict = note(migration, "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs");
		const one = repository({ [documentPath]: conflict });
		one.write(documentPath, note(conflict));
		expect(commit(one)).toMatchObject({ code: 1, printed: expect.stringContaining("[conflict-marker]") });
	});

	it("reports and refuses all of a changed document with --strict", () => {
		const one = repository({ [documentPath]: faulty });
		one.write(documentPath, note(faulty));
		one.git("add", "-A");
		const { code, stdout } = one.tool("validate", "--staged", "--strict");
		expect([code, stdout]).toEqual([1, expect.stringContaining("[completion-mismatch]")]);
		expect(stdout).toContain("[title-mismatch]");
		expect(stdout).not.toContain("existing");
	});

	it("refuses a named document with errors outside of a commit, changed or not", () => {
		const one = repository({ [documentPath]: faulty });
		expect(one.tool("validate", "--staged", documentPath)).toMatchObject({
			code: 1,
			stdout: expect.stringContaining("[completion-mismatch]"),
		});
		one.write(documentPath, migration);
		one.git("commit", "-qam", "fixed");
		expect(one.tool("validate", "--staged", documentPath)).toMatchObject({ code: 0, stdout: "", stderr: "" });
	});

	it("also reads the named probes file from the index", () => {
		const probes = (item: string): string => `schemaVersion: 1\nprobes:\n  ${item}: { crd: { name: a.example.org } }\n`;
		const one = repository({ [documentPath]: migration, "checks/probes.yml": probes("2/sa-1-deployment") });
		const words = ["validate", "--staged", "--probes", "checks/probes.yml"];
		one.write("checks/probes.yml", probes("2/nothing"));
		expect(one.tool(...words)).toMatchObject({ code: 0, stdout: "" });
		one.git("add", "-A");
		expect(one.tool(...words)).toMatchObject({ code: 1, stdout: expect.stringContaining("[orphan-probe]") });
	});

	it("counts them in the JSON by its schema", () => {
		const one = repository({ [documentPath]: faulty });
		one.write(documentPath, note(faulty));
		one.git("add", "-A");
		const report = JSON.parse(one.tool("validate", "--staged", "-o", "json").stdout);
		const schema = JSON.parse(readFileSync(join(projectFolder, "schemas", "validate.schema.json"), "utf8"));
		expect(new Ajv2020().validate(schema, report)).toBe(true);
		expect(report).toMatchObject({ findings: [], existing: { errors: 1, documents: [documentPath] } });
	});
});
