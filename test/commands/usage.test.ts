import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder, realDocument } from "../command-line.ts";

const document = "## Phase 2: Services\n- [ ] SA\n\n## Phase 3: Jobs\n- [ ] Bootstrap\n";

describe("what is typed wrong is said in a sentence, and where to read on", () => {
	it.each<[string[], string, string]>([
		[
			["status", "--outptu", "x"],
			"unknown option '--outptu'",
			"did you mean --output? boulder-migrate status --help shows what is available",
		],
		[["--nonsense"], "unknown option '--nonsense'", "boulder-migrate --help shows what is available"],
		[["skip", "sa"], "a reason is required", 'for example: boulder-migrate skip 2/sfe-deployment "not part of this migration"'],
		[["block", "2"], "a reason is required", 'for example: boulder-migrate block 4 "waiting for the secrets store"'],
		[["block", "2", "a", "--reason", "b"], "the reason is given twice", "use the argument or --reason"],
		[["lst"], 'unknown command or phase "lst"', 'did you mean the command "list"? the document has Phase 2, Phase 3'],
		[["probes", "explain"], "missing required argument 'item'", "boulder-migrate probes explain --help shows what is available"],
		[["git", "instal"], "unknown command 'instal'", "did you mean install? boulder-migrate git --help shows what is available"],
		[["help", "nonsense"], 'unknown command "nonsense"', "run boulder-migrate --help for a list of commands"],
		[["help", "verfy"], 'unknown command "verfy"', 'did you mean "verify"? run boulder-migrate --help for a list of commands'],
		[["check-off", "3", "sa"], 'there is no item "sa" in Phase 3', "boulder-migrate status 3 lists the items with their ids"],
		[["status", "Jbs"], 'there is no phase "Jbs"', 'did you mean "Jobs"? the document has Phase 2, Phase 3'],
		[
			["report", "-o", "/no/where.html"],
			"/no/where.html cannot be written: its folder does not exist",
			"check whether it was moved, or create it, and run the command again",
		],
	])("%j", (words, what, next) => {
		const { stdout, stderr, code } = boulderMigrate(words, { folder: folderWith({ "PHASE-STATUS.md": document }) });
		expect(stdout).toBe("");
		expect(stderr).toBe(`boulder-migrate: ${what}\n  ${next}\n`);
		expect(code).toBe(words[0] === "report" ? 5 : 2);
	});

	it.each([["diff"], ["history"], ["validate", "--since", "main"], ["validate", "--staged"], ["git", "install"]])(
		"%s (%s) outside of a repository",
		(...words) => {
			const folder = folderWith({ "PHASE-STATUS.md": document });
			const { stdout, stderr, code } = boulderMigrate(words.filter(Boolean), { folder });
			expect([code, stdout]).toEqual([4, ""]);
			expect(stderr).toBe(
				"boulder-migrate: the document is not in a git repository\n  run it on a document in a repository, or start one in its folder: git init\n",
			);
		},
	);
});

describe("a command that is advised means the same document", () => {
	it("status, with a name that a shell would split", () => {
		const folder = folderWith({});
		cpSync(realDocument, join(folder, "our status.md"));
		const { stdout } = boulderMigrate(["status", "--file", "our status.md"], { folder });
		expect(stdout).toContain(" more: boulder-migrate status 2 --file 'our status.md'\n");
		expect(boulderMigrate(["status"], { folder: projectFolder }).stdout).toMatch(/ more: boulder-migrate status 2\n/);
	});

	it("verify, with its probes and its recording", () => {
		const given = ["--probes", "status/probes.yaml", "--snapshot", "status/demo/cluster.json"];
		const { stdout } = boulderMigrate(["verify", "--file", "status/demo/PHASE-STATUS.md", ...given]);
		const same = ` --file status/demo/PHASE-STATUS.md ${given.join(" ")}\n`;
		expect(stdout).toContain(`next: boulder-migrate verify --update${same}`);
		expect(stdout).toContain(`next: boulder-migrate verify 2${same}`);
	});

	it("verify without a probes file shows how to create one", () => {
		const folder = folderWith({ "PHASE-STATUS.md": document });
		const { stderr, code } = boulderMigrate(["verify", "--kubeconfig", "none"], { folder });
		expect(code).toBe(3);
		expect(stderr).toContain("to create one: boulder-migrate probes init --file PHASE-STATUS.md > probes.yaml\n");
		expect(stderr).toMatch(/there is no kubeconfig none\n {2}name another with --kubeconfig FILE .* --snapshot FILE\n$/);
	});
});
