import { describe, expect, it } from "vitest";
import { projectFolder } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "./repository.ts";

function repository(): Repository {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, migration);
	expect(one.tool("git", "install", "--merge-driver").code).toBe(0);
	one.commit("start");
	return one;
}

function on(one: Repository, branch: string, ...words: string[]): void {
	one.git("checkout", "-q", branch);
	expect(one.tool(...words)).toMatchObject({ code: 0 });
	one.commit(words.join(" "));
}

/** Two branches that check off different items, a and b. */
function apart(): Repository {
	const one = repository();
	one.git("branch", "a");
	one.git("branch", "b");
	on(one, "a", "check-off", "sa-1", "--date", "2026-11-22", "--reviewer", "Ana", "--evidence", "seen");
	on(one, "b", "check-off", "sa-2", "--date", "2026-11-20", "--reviewer", "Bo");
	return one;
}

function holdsBoth(one: Repository): void {
	const text = one.read(documentPath);
	expect(text).not.toContain("<<<<<<<");
	for (const line of ["- [x] SA-1", "- [x] SA-2", "  - Evidence: seen (Ana, 2026-11-22)"]) expect(text).toContain(line);
	expect(text).toContain("| **Phase 2** | Service Splitting | 🟡 In Progress | 2026-11-20 | TBD | 6% |");
	expect(text.indexOf("| 2026-11-20 | Bo |")).toBeLessThan(text.indexOf("| 2026-11-22 | Ana |"));
	expect(one.tool("validate").code).toBe(0);
}

describe("the merge driver in real git", () => {
	it("merges what git's own merge cannot", () => {
		const one = apart();
		one.git("checkout", "-q", "a");
		one.git("merge", "-q", "--no-edit", "b");
		holdsBoth(one);
	});

	it("rebases, with the sides swapped", () => {
		const one = apart();
		one.git("checkout", "-q", "a");
		one.git("rebase", "-q", "b");
		holdsBoth(one);
	});

	it("cherry-picks", () => {
		const one = apart();
		one.git("checkout", "-q", "b");
		one.git("cherry-pick", "a");
		holdsBoth(one);
	});

	it("merges a criss-cross, whose ancestor is a merge itself", () => {
		const one = apart();
		one.git("checkout", "-q", "-b", "c", "a");
		one.git("merge", "-q", "--no-edit", "b");
		one.git("checkout", "-q", "-b", "d", "b");
		one.git("merge", "-q", "--no-edit", "a");
		on(one, "c", "check-off", "va-1", "--reviewer", "Ana");
		on(one, "d", "check-off", "va-2", "--reviewer", "Bo");
		one.git("merge", "-q", "--no-edit", "c");
		const text = one.read(documentPath);
		for (const item of ["SA-1", "SA-2", "VA-1", "VA-2"]) expect(text).toContain(`- [x] ${item} `);
		expect(text).toContain("| 12% |");
		expect(text.match(/Checked off/g)?.length).toBe(4);
		expect(one.tool("validate").code).toBe(0);
	});

	it("leaves ordinary markers where two people contradict each other", () => {
		const one = repository();
		one.git("branch", "a");
		one.git("branch", "b");
		on(one, "a", "phase", "3", "--target", "2027-01-01");
		on(one, "b", "phase", "3", "--target", "2027-02-02");
		on(one, "b", "check-off", "sa-2");
		const { code, stderr } = one.run("git", ["merge", "--no-edit", "a"]);
		expect([code, stderr]).toEqual([1, expect.stringContaining("one place needs a decision")]);
		const text = one.read(documentPath);
		expect(text.match(/^<{7} ours$/gm)?.length).toBe(1);
		expect(text).toContain("- [x] SA-2");
		expect(one.git("status", "--short")).toContain(`UU ${documentPath}`);
	});

	it("falls back to git's own merge if a version cannot be read, and reports it", () => {
		const one = repository();
		one.git("branch", "a");
		one.git("branch", "b");
		for (const [branch, mark] of [
			["a", "1"],
			["b", "2"],
		] as const) {
			one.git("checkout", "-q", branch);
			one.write(documentPath, migration.replace("# Boulder", `<!-- ${mark}\n# Boulder`));
			one.commit(branch);
		}
		const { code, stdout, stderr } = one.run("git", ["merge", "--no-edit", "a"]);
		expect([code, stdout + stderr]).toEqual([1, expect.stringContaining("merged as plain text, because")]);
		expect(one.read(documentPath)).toMatch(/^<{7} ours\n<!-- 2\n={7}\n<!-- 1\n>{7} theirs$/m);
	});

	it("lets git merge where the program is missing", () => {
		const one = apart();
		one.git("checkout", "-q", "a");
		// As if the program that installed the driver were gone.
		const driver = one.git("config", "merge.boulder-migrate.driver");
		expect(driver).toContain(projectFolder);
		one.git("config", "merge.boulder-migrate.driver", driver.trim().replaceAll(projectFolder, "/nowhere"));
		const { code } = one.run("git", ["merge", "--no-edit", "b"], { env: { PATH: process.env.PATH ?? "" } });
		expect(code).toBe(1);
		expect(one.read(documentPath)).toContain("<<<<<<< ours");
	});

	it("is safe with a path that a shell would run", () => {
		const one = new Repository();
		const name = "$(touch PWNED).md";
		one.git("init", "-q");
		one.write(name, migration);
		expect(one.tool("git", "install", "--merge-driver", "--file", name).code).toBe(0);
		one.commit("start");
		one.git("branch", "b");
		one.write(name, migration.replace("- [ ] SA-1", "- [x] SA-1"));
		one.commit("a");
		one.git("checkout", "-q", "b");
		one.write(name, migration.replace("- [ ] SA-2", "- [x] SA-2"));
		one.commit("b");
		one.git("merge", "-q", "--no-edit", "main");
		expect(one.read(name)).toMatch(/- \[x\] SA-1[^\n]*\n- \[x\] SA-2/);
		expect(one.run("ls", ["PWNED"]).code).not.toBe(0);
	});
});
