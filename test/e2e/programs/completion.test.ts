import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { boulderMigrate, folderWith, launcher, realDocument } from "../../command-line.ts";
import { has } from "../../installed.ts";

/** A folder with the document, in which SA-1 is done, and with the program under its name. */
function place(): { folder: string; env: Record<string, string> } {
	const text = readFileSync(realDocument, "utf8").replace("- [ ] SA-1", "- [x] SA-1");
	const folder = folderWith({ "PHASE-STATUS.md": text, "other.txt": "" });
	const program = join(folder, "boulder-migrate");
	writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
	chmodSync(program, 0o755);
	return { folder, env: { PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: process.env.HOME ?? folder } };
}

function offered(words: readonly string[], folder = place().folder): string[] {
	const { code, stdout, stderr } = boulderMigrate(["__complete", ...words], { folder });
	expect([code, stderr]).toEqual([0, ""]);
	return stdout
		.split("\n")
		.filter(Boolean)
		.map((line) => line.split("\t")[0] ?? "");
}

describe("completion", () => {
	it("offers commands, options, formats, phases and the items that a command is for", () => {
		const { folder } = place();
		expect(offered([""], folder)).toEqual([...commands.map(({ name }) => name), "help"]);
		expect(offered(["un"], folder)).toEqual(["uncheck", "unskip", "unblock"]);
		expect(offered(["check-off", "2/sa"], folder)).toEqual(["2/sa-2-deployment"]);
		expect(offered(["check-off", "sa-"], folder)).toEqual([
			"2/sa-2-deployment",
			"4/sa-configuration",
			"6/sa-fixed-replicas-with-pdb",
		]);
		expect(offered(["check-off", "2", "sa-"], folder)).toEqual(["2/sa-2-deployment"]);
		expect(offered(["check-off", "2/sa-2-deployment", "2/sa"], folder)).toEqual([]);
		expect(offered(["uncheck", ""], folder)).toEqual(["2/sa-1-deployment"]);
		expect(offered(["status", ""], folder)).toEqual(["2", "3", "4", "5", "6"]);
		expect(offered(["status", "-o", "p"], folder)).toEqual(["prometheus"]);
		expect(offered(["note", "3", "t"], folder)).toEqual([]);
		expect(offered(["unblock", ""], folder)).toEqual([]);
		expect(offered(["check-off", "--re"], folder)).toEqual(["--reviewer", "--reason"]);
		expect(offered(["check-off", "--reason", ""], folder)).toEqual([]);
		expect(offered(["phase", "2", "--start", "T"], folder)).toEqual(["TBD"]);
		expect(offered(["completion", ""], folder)).toEqual(["bash", "zsh", "fish"]);
		expect(offered(["validate", ""], folder)).toEqual([]);
	});

	it("reads the document that --file names, and is silent where there is none", () => {
		const { folder } = place();
		writeFileSync(join(folder, "b.md"), "## Phase 9: x\n- [ ] y\n");
		expect(offered(["check-off", "--file", "b.md", ""], folder)).toEqual(["9/y"]);
		expect(offered(["check-off", "--file", "none.md", ""], folder)).toEqual([]);
		expect(offered(["check-off", ""], folderWith({ "PHASE-STATUS.md": new Uint8Array([0xff]) }))).toEqual([]);
		expect(offered(["check-off", ""], folderWith({ "PHASE-STATUS.md": "", "probes.yaml": "vocabulary: [" }))).toEqual([]);
	});

	it("does not offer what would act on a terminal", () => {
		const folder = folderWith({ "PHASE-STATUS.md": "## Phase 1: \u001b[31m\n- [ ] a \u001b[31m <!-- id: a -->\n" });
		for (const words of [
			["status", ""],
			["check-off", ""],
		])
			expect(boulderMigrate(["__complete", ...words], { folder }).stdout).not.toContain("\u001b");
	});

	it("refuses a shell that it does not know", () => {
		const { code, stderr } = boulderMigrate(["completion", "tcsh"]);
		expect(code).toBe(2);
		expect(stderr).toContain("bash, zsh, fish");
	});
});

describe("in a shell", () => {
	it("bash completes", () => {
		const { folder, env } = place();
		const complete = (line: string): string =>
			execFileSync(
				"bash",
				[
					"--norc",
					"-c",
					`eval "$(boulder-migrate completion bash)"; complete -p boulder-migrate >/dev/null || exit 1
					COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _boulder_migrate; printf '%s\\n' "\${COMPREPLY[@]}"`,
				],
				{ cwd: folder, env, encoding: "utf8" },
			);
		expect(complete("boulder-migrate unc")).toBe("uncheck\n");
		expect(complete("boulder-migrate check-off 2/sa")).toBe("2/sa-2-deployment\n");
		expect(complete("boulder-migrate check-off 2 'ra-s'")).toBe(
			"2/ra-sct-provider-1-deployment\n2/ra-sct-provider-2-deployment\n",
		);
		expect(complete("boulder-migrate validate ''")).toBe("\n");
	});

	it.runIf(has("python3", "needed"))("bash completes as keys are typed", () => {
		const { folder, env } = place();
		const typed = `
import os, pty, re, select, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("bash", ["bash", "--norc", "--noprofile"])
seen = b""
def until(pattern):
    global seen
    end = time.time() + 30
    while not re.search(pattern, seen):
        if time.time() > end: sys.exit("no " + repr(pattern) + " in " + repr(seen))
        if select.select([terminal], [], [], 0.2)[0]: seen += os.read(terminal, 4096)
    seen = b""
os.write(terminal, b"PS1='ready> '; eval \\"$(boulder-migrate completion bash)\\"; echo lo''aded\\n")
until(rb"loaded")
os.write(terminal, b"boulder-migrate check-off 2/sa\\t")
until(rb"2/sa-2-deployment ")
os.write(terminal, b"--review\\tJo\\n")
until(rb"2/sa-2-deployment: checked off")
os.write(terminal, b"exit\\n")
`;
		execFileSync("python3", ["-c", typed], { cwd: folder, env: { ...env, TERM: "dumb" } });
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toContain("- [x] SA-2");
	});

	it.runIf(has("zsh"))("zsh completes", () => {
		const { folder, env } = place();
		const script = `autoload -Uz compinit; compinit -D -u; eval "$(boulder-migrate completion zsh)"
			[[ -n "\${_comps[boulder-migrate]}" ]] || exit 1
			typeset -A compstate
			compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- "$@" }
			_files() { print files }
			words=(boulder-migrate check-off '2/ra-s'); CURRENT=3; _boulder_migrate
			words=(boulder-migrate validate ''); CURRENT=3; _boulder_migrate`;
		expect(execFileSync("zsh", ["-f", "-c", script], { cwd: folder, env, encoding: "utf8" })).toBe(
			"2/ra-sct-provider-1-deployment\n2/ra-sct-provider-2-deployment\nfiles\n",
		);
	});

	it.runIf(has("fish"))("fish completes", () => {
		const { folder, env } = place();
		const complete = (line: string): string =>
			execFileSync(
				"fish",
				["--no-config", "-c", `boulder-migrate completion fish | source; complete -C ${JSON.stringify(line)}`],
				{
					cwd: folder,
					env,
					encoding: "utf8",
				},
			);
		expect(complete("boulder-migrate check-off 2/sa")).toBe("2/sa-2-deployment\tSA-2 Deployment (port 9495)\n");
		expect(complete("boulder-migrate validate oth")).toContain("other.txt");
	});
});
