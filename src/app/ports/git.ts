import type { Git } from "../../git/git.ts";

/** The git repositories of this machine; never the network, never the index written. */
export interface GitRepositories {
	/** Git in this folder, with the GIT_* variables of a hook. */
	readonly here: Git;
	/** Git in the repository of another folder, without the GIT_* variables that name this one. */
	in(folder: string): Git;
}
