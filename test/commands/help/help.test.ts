import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandGroups, helpTexts } from "../../../src/commands/help/help-texts.ts";
import { commands } from "../../../src/commands/index.ts";
import { boulderMigrate, folderWith, projectFolder } from "../../command-line.ts";
import { expectFile, expectGolden } from "../../golden.ts";
import { manualPage } from "./manual-page.ts";

const names = commands.map(({ name }) => name);

/** A migration of its own, with a kubeconfig whose cluster does not answer. */
function migration(): string {
	const kubeconfig = [
		"apiVersion: v1",
		"kind: Config",
		"clusters: [{ name: c, cluster: { server: 'http://127.0.0.1:9' } }]",
		"users: [{ name: u, user: {} }]",
		"contexts: [{ name: staging, context: { cluster: c, user: u } }]",
		"current-context: staging",
		"",
	].join("\n");
	const folder = folderWith({ config: kubeconfig });
	mkdirSync(join(folder, "status"));
	for (const name of ["PHASE-STATUS.md", "probes.yaml"])
		cpSync(join(projectFolder, "status", name), join(folder, "status", name));
	return folder;
}

/** The words of an example as a shell would split them. */
function wordsOf(text: string): string[] {
	return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

describe("help", () => {
	it("has each command in one group", () => {
		expect(commandGroups.flatMap((group) => group.commands).sort()).toEqual([...names].sort());
	});

	it("has examples for every command", () => {
		const without = names.filter((name) => (helpTexts[name]?.examples ?? []).length === 0);
		expect(without).toEqual([]);
	});

	it("groups the commands", () => expectGolden("help.txt", boulderMigrate(["--help"]).stdout));

	it.each(names)("of %s has usage, its own options before shared ones, and a link", (name) => {
		const { stdout, stderr, code } = boulderMigrate([name, "--help"]);
		expect([stderr, code]).toEqual(["", 0]);
		expect(stdout).toContain(`Usage:\n  boulder-migrate ${name}`);
		expect(stdout).toContain(`docs/commands.md#${name}`);
		const headings = [...stdout.matchAll(/^([A-Z][a-z ]+):$/gm)].map((match) => match[1]);
		expect(headings.indexOf("Options")).toBeLessThan(
			headings.includes("Document options") ? headings.indexOf("Document options") : 99,
		);
		expect(headings.filter((heading) => heading?.endsWith("options")).at(-1)).toBe("Global options");
		for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
	});

	it("is not loaded by other commands", () => {
		expect(boulderMigrate(["version"]).stdout).toBe(boulderMigrate(["--no-color", "version"]).stdout);
	});
});

describe("each example works", () => {
	const all = Object.values(helpTexts).flatMap(({ examples }) => examples.map(({ words }) => words));
	const inRepository = new Set(["history", "diff", "git"]);
	it.each([...new Set(all)].filter((words) => !words.includes("--history") && !inRepository.has(words.split(" ")[0] ?? "")))(
		"%s",
		(words) => {
			const folder = migration();
			const env = { KUBECONFIG: join(folder, "config"), GIT_AUTHOR_NAME: "Ana" };
			const { code, stderr } = boulderMigrate(wordsOf(words), { folder, env });
			// Without a cluster, what asks one ends with 3; a phase of the real document is not complete.
			const allowed = words.includes("--context") ? [1, 3] : [0];
			expect(allowed, `${words}\n${stderr}`).toContain(code);
		},
	);
});

describe("the reference", () => {
	/** `probes explain` is documented with `probes`. */
	const paths = [...new Set([...names, ...Object.keys(helpTexts)])].sort((a, b) => order(a) - order(b));
	function order(path: string): number {
		const [command = "", inner] = path.split(" ");
		return names.indexOf(command) * 100 + (inner === undefined ? 0 : 1 + Object.keys(helpTexts).indexOf(path));
	}
	const helpOf = (path: string): string =>
		boulderMigrate([...path.split(" "), "--help"], { env: { COLUMNS: "100" } }).stdout.trimEnd();

	it("in docs/reference.md is the help of every command", () => {
		const sections = paths.map((path) => `## ${path}\n\n\`\`\`text\n${helpOf(path)}\n\`\`\`\n`);
		const head = "# Reference\n\nGenerated from the help of the program; [commands.md](commands.md) explains the commands.\n";
		expectFile("docs/reference.md", [head, ...sections].join("\n"));
	});

	it("in docs/man is a manual page for every command, from the same source", () => {
		for (const path of ["", ...names]) {
			const name = path === "" ? "boulder-migrate" : `boulder-migrate-${path}`;
			const help = path === "" ? boulderMigrate(["--help"]).stdout.trimEnd() : helpOf(path);
			expectFile(`docs/man/${name}.1`, manualPage(name, help));
		}
	});
});
