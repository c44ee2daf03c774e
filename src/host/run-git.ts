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
const maxBytes = 1024 * 1024 * 1024;

/**
 * Runs git, in the environment of a hook if there is one: GIT_DIR and GIT_INDEX_FILE are passed on. Synchronous: a commit waits as well,
 * and streams take longer to set up than git needs. The terminal sends Ctrl-C to git directly.
 */
export function gitOf(directory: string, env: Readonly<Record<string, string | undefined>>): Git {
	return async (words, input) => {
		const program = findProgram("git", env);
		if (program === null) throw new Failure("unusable", "git is not installed, or not in the PATH");
		const { status, stdout, stderr, error } = spawnSync(program, [...settings, ...words], {
			cwd: directory,
			env: { ...env, ...quiet },
			input: input ?? "",
			maxBuffer: maxBytes,
			windowsHide: true,
		});
		if (error !== undefined && "code" in error && error.code === "ENOENT")
			throw new Failure("unusable", `there is no folder ${directory}`);
		// Git may end before it has read everything.
		if (error !== undefined && !("code" in error && error.code === "EPIPE")) throw error;
		return { code: status ?? 1, stdout, stderr: stderr.toString("utf8") };
	};
}

/** The environment without the variables that name a repository, its work tree or its index (`git rev-parse --local-env-vars`). */
export function withoutRepository(
	env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !ofRepository.has(name)));
}

const ofRepository = new Set([
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR",
	"GIT_DIR",
	"GIT_GRAFT_FILE",
	"GIT_IMPLICIT_WORK_TREE",
	"GIT_INDEX_FILE",
	"GIT_INTERNAL_SUPER_PREFIX",
	"GIT_NO_REPLACE_OBJECTS",
	"GIT_OBJECT_DIRECTORY",
	"GIT_PREFIX",
	"GIT_REPLACE_REF_BASE",
	"GIT_SHALLOW_FILE",
	"GIT_WORK_TREE",
]);
