import { spawn } from "node:child_process";
import type { Git } from "../git/git.ts";
import { Failure } from "../model/failure.ts";
import { findProgram } from "./find-program.ts";

/** What git must not do for us: write the index, fetch what a partial clone lacks, ask for a password, run what a repository configures. */
const quiet = {
	GIT_OPTIONAL_LOCKS: "0",
	GIT_NO_LAZY_FETCH: "1",
	GIT_ALLOW_PROTOCOL: "none",
	GIT_TERMINAL_PROMPT: "0",
	GIT_PAGER: "cat",
	LC_ALL: "C",
};
const settings = ["-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.quotePath=false"];

/** Git, in the environment of a hook where there is one: GIT_DIR and GIT_INDEX_FILE are passed on. */
export function gitOf(directory: string, env: Readonly<Record<string, string | undefined>>): Git {
	return (words, input) => {
		const program = findProgram("git", env);
		if (program === null) return Promise.reject(new Failure("unusable", "git is not installed, or not in the PATH"));
		return new Promise((done, failed) => {
			const child = spawn(program, [...settings, ...words], { cwd: directory, env: { ...env, ...quiet }, windowsHide: true });
			const parts: Buffer[] = [];
			let stderr = "";
			child.stdout.on("data", (part: Buffer) => parts.push(part));
			child.stderr.setEncoding("utf8").on("data", (part: string) => {
				stderr += part;
			});
			child.on("error", failed);
			child.on("close", (code) => done({ code: code ?? 1, stdout: Buffer.concat(parts), stderr }));
			// Git may end before it has read everything.
			child.stdin.on("error", () => {});
			child.stdin.end(input ?? "");
		});
	};
}
