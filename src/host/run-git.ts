import { spawnSync } from "node:child_process";
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
const mostBytes = 1024 * 1024 * 1024;

/**
 * Git, in the environment of a hook where there is one: GIT_DIR and GIT_INDEX_FILE are passed on. It is waited for: a commit waits as well,
 * and streams take longer to set up than git needs. Ctrl-C reaches git by itself.
 */
export function gitOf(directory: string, env: Readonly<Record<string, string | undefined>>): Git {
	return async (words, input) => {
		const program = findProgram("git", env);
		if (program === null) throw new Failure("unusable", "git is not installed, or not in the PATH");
		const { status, stdout, stderr, error } = spawnSync(program, [...settings, ...words], {
			cwd: directory,
			env: { ...env, ...quiet },
			input: input ?? "",
			maxBuffer: mostBytes,
			windowsHide: true,
		});
		// Git may end before it has read everything.
		if (error !== undefined && !("code" in error && error.code === "EPIPE")) throw error;
		return { code: status ?? 1, stdout, stderr: stderr.toString("utf8") };
	};
}
