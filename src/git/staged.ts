import { Failure } from "../model/failure.ts";
import { type Git, gitText } from "./git.ts";

/**
 * Which of some paths the index has as files (from the top of the work tree). The index is the one of the commit in the making:
 * GIT_INDEX_FILE tells git which. Throws a Failure for what a commit would not hold as a file.
 */
export async function stagedFiles(git: Git, paths: readonly string[]): Promise<ReadonlySet<string>> {
	const out = await gitText(git, [
		"ls-files",
		"--stage",
		"-z",
		"--full-name",
		"--",
		...paths.map((path) => `:(top,literal)${path}`),
	]);
	const found = new Set<string>();
	for (const line of out.split("\0")) {
		const match = /^(\d{6}) [0-9a-f]+ (\d)\t(.*)$/s.exec(line);
		if (match === null) continue;
		const [, mode = "", stage = "", path = ""] = match;
		// A path may also name a folder, whose files are not meant.
		if (!paths.includes(path)) continue;
		if (stage !== "0") throw new Failure("unusable", `${path} is not merged yet`, "resolve the conflict, then git add it");
		if (mode === "120000")
			throw new Failure("unusable", `${path} is a symbolic link in the index`, "name the file that it leads to");
		if (mode === "160000") throw new Failure("unusable", `${path} is a submodule`);
		found.add(path);
	}
	return found;
}

/** The name that a staged file has in HEAD, where this commit renames it; null where it does not. */
export async function renamedFrom(git: Git, path: string): Promise<string | null> {
	const words = [
		"diff-index",
		"--cached",
		"--find-renames",
		"--diff-filter=R",
		"--name-status",
		"-z",
		"--no-ext-diff",
		"HEAD",
		"--",
	];
	// Before the first commit there is no HEAD.
	const { code, stdout } = await git(words);
	if (code !== 0) return null;
	const parts = new TextDecoder().decode(stdout).split("\0");
	for (let at = 0; at + 2 < parts.length; at += 3) if (parts[at + 2] === path) return parts[at + 1] ?? null;
	return null;
}
