import { Failure } from "../model/failure.ts";

export interface GitEnd {
	readonly code: number;
	readonly stdout: Uint8Array;
	readonly stderr: string;
}

/** There is nothing to read yet: no repository, or no commit. */
export class NoHistory extends Failure {
	constructor(message: string, hint: string) {
		super("unusable", message, hint);
	}
}

/** Runs git in one folder. Throws a Failure where there is no git. */
export type Git = (words: readonly string[], input?: string) => Promise<GitEnd>;

/** What git prints. Throws a Failure with git's own words where it fails. */
export async function gitOutput(git: Git, words: readonly string[], input?: string): Promise<Uint8Array> {
	const { code, stdout, stderr } = await git(words, input);
	if (code === 0) return stdout;
	refuseStrangers(stderr);
	const message = stderr
		.replace(/^(?:fatal|error): /gm, "")
		.trim()
		.split("\n", 1)[0];
	throw new Failure("unusable", `git ${words[0] ?? ""}: ${message || `exit code ${code}`}`);
}

/** Common errors of first-time users, reworded with what to do. */
function refuseStrangers(stderr: string): void {
	if (/not a git repository/.test(stderr))
		throw new NoHistory(
			"the document is not in a git repository",
			"run it on a document in a repository, or start one in its folder: git init",
		);
	if (/lazy fetching disabled|promisor remote/.test(stderr)) throw partialClone();
	if (/bad revision 'HEAD'/.test(stderr)) throw new NoHistory("this repository has no commit yet", "commit the document first");
}

export async function gitText(git: Git, words: readonly string[], input?: string): Promise<string> {
	return new TextDecoder().decode(await gitOutput(git, words, input));
}

/** The folder that the program runs in, below the top of the work tree: empty, or `a/b/`. */
export async function folderPrefix(git: Git): Promise<string> {
	return (await gitText(git, ["rev-parse", "--show-prefix"])).replace(/\n$/, "");
}

/** The commit of a revision; null if there is none. */
async function commitOf(git: Git, revision: string): Promise<string | null> {
	const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
	const { code, stdout, stderr } = await git(words);
	refuseStrangers(stderr);
	return code === 0 ? new TextDecoder().decode(stdout).trim() : null;
}

/** Throws a Failure where it is none. */
export async function knownCommit(git: Git, revision: string): Promise<string> {
	const commit = await commitOf(git, revision);
	if (commit !== null) return commit;
	if (revision === "HEAD") throw new NoHistory("this repository has no commit yet", "commit the document first");
	throw new Failure(
		"usage",
		`unknown revision ${revision}`,
		"name a commit, a branch or a tag; a shallow clone has few of them: git fetch --unshallow",
	);
}

/** Earlier versions of the document are not here, and nothing is fetched: no command of ours uses the network of git. */
function partialClone(): Failure {
	return new Failure(
		"unusable",
		"this is a partial clone, and earlier versions of the document are not in it",
		"fetch them first: git fetch --refetch --no-filter",
	);
}
