import { Failure } from "../model/failure.ts";
import { type Git, gitText } from "./git.ts";

/** What the index has of some paths, named from the top of the work tree. */
export interface StagedFiles {
	readonly files: ReadonlySet<string>;
	/** Those that `git add -N` only announced: they are no part of the next commit. */
	readonly planned: ReadonlySet<string>;
}

/**
 * Which of some paths are files in the index. The index is that of the commit being made: GIT_INDEX_FILE selects it. Throws a
 * Failure for an entry that a commit would not contain as a file.
 */
export async function stagedFiles(git: Git, paths: readonly string[]): Promise<StagedFiles> {
	const pathspecs = paths.map((path) => `:(top,literal)${path}`);
	const out = await gitText(git, ["ls-files", "--stage", "-z", "--full-name", "--", ...pathspecs]);
	const files = new Set<string>();
	let emptyTree: string | null = null;
	for (const line of out.split("\0")) {
		const match = /^(\d{6}) ([0-9a-f]+) (\d)\t(.*)$/s.exec(line);
		if (match === null) continue;
		const [, mode = "", object = "", stage = "", path = ""] = match;
		// A path may also be a folder, whose files are not included.
		if (!paths.includes(path)) continue;
		if (stage !== "0") throw new Failure("unusable", `${path} is not merged yet`, "resolve the conflict, then git add it");
		if (mode === "120000")
			throw new Failure("unusable", `${path} is a symbolic link in the index`, "name the file that it leads to");
		if (mode === "160000") throw new Failure("unusable", `${path} is a submodule`);
		files.add(path);
		// The entry of a file that is only announced has the empty blob.
		emptyTree = emptyTreeOf.get(object) ?? emptyTree;
	}
	if (emptyTree === null) return { files, planned: new Set() };
	const words = ["diff-index", "--cached", "--ita-invisible-in-index", "--name-only", "--no-renames", "-z", emptyTree, "--"];
	const real = new Set((await gitText(git, [...words, ...pathspecs])).split("\0"));
	return {
		files: new Set([...files].filter((path) => real.has(path))),
		planned: new Set([...files].filter((path) => !real.has(path))),
	};
}

/** The empty blob and the empty tree, in SHA-1 and in SHA-256: git knows the tree in every repository. */
const emptyTreeOf: ReadonlyMap<string, string> = new Map([
	["e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
	[
		"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
		"6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
	],
]);

/** The files of the index with this name, in any folder. */
export async function stagedNames(git: Git, name: string): Promise<readonly string[]> {
	const out = await gitText(git, ["ls-files", "-z", "--full-name", "--", `:(top,glob)**/${name}`]);
	return out.split("\0").filter((path) => path !== "");
}

/** What the commit in the making renames. */
export interface Renames {
	oldNameOf(name: string): string | null;
	newNameOf(name: string): string | null;
}

export async function renamesInIndex(git: Git): Promise<Renames> {
	return renamesSince(git, "HEAD", ["--cached"]);
}

/** What was renamed between a revision and the work tree, or the index. */
export async function renamesSince(git: Git, revision: string, options: readonly string[] = []): Promise<Renames> {
	const words = [
		"diff-index",
		...options,
		"--find-renames",
		"--diff-filter=R",
		"--name-status",
		"-z",
		"--no-ext-diff",
		revision,
		"--",
	];
	// Before the first commit there is no HEAD.
	const { code, stdout } = await git(words);
	const parts = code === 0 ? new TextDecoder().decode(stdout).split("\0") : [];
	const pairs: (readonly [old: string, now: string])[] = [];
	for (let at = 0; at + 2 < parts.length; at += 3) pairs.push([parts[at + 1] ?? "", parts[at + 2] ?? ""]);
	return {
		oldNameOf: (name) => pairs.find(([, now]) => now === name)?.[0] ?? null,
		newNameOf: (name) => pairs.find(([old]) => old === name)?.[1] ?? null,
	};
}
