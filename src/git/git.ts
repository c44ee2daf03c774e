import { Failure } from "../model/failure.ts";

export interface GitEnd {
	readonly code: number;
	readonly stdout: Uint8Array;
	readonly stderr: string;
}

/** Runs git where the program was started, with the GIT_* variables it was started with. Throws a Failure where there is no git. */
export type Git = (words: readonly string[], input?: string) => Promise<GitEnd>;

/** What git prints. Throws a Failure with git's own words where it fails. */
export async function gitOutput(git: Git, words: readonly string[], input?: string): Promise<Uint8Array> {
	const { code, stdout, stderr } = await git(words, input);
	if (code === 0) return stdout;
	const said = stderr
		.replace(/^(?:fatal|error): /gm, "")
		.trim()
		.split("\n", 1)[0];
	throw new Failure("unusable", `git ${words[0] ?? ""}: ${said || `exit code ${code}`}`);
}

export async function gitText(git: Git, words: readonly string[], input?: string): Promise<string> {
	return new TextDecoder().decode(await gitOutput(git, words, input));
}

/** The folder that the program runs in, below the top of the work tree: empty, or `a/b/`. */
export async function folderPrefix(git: Git): Promise<string> {
	return (await gitText(git, ["rev-parse", "--show-prefix"])).replace(/\n$/, "");
}

/** The commit that a revision means; null where there is none. */
async function commitOf(git: Git, revision: string): Promise<string | null> {
	const { code, stdout } = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
	return code === 0 ? new TextDecoder().decode(stdout).trim() : null;
}

/** As a usage failure where it is none. */
export async function knownCommit(git: Git, revision: string): Promise<string> {
	const commit = await commitOf(git, revision);
	if (commit === null) throw new Failure("usage", `git knows no revision ${revision}`);
	return commit;
}
