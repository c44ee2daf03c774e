import { type Git, gitText, knownCommit } from "./git.ts";
import { readBlobs } from "./objects.ts";

/** A commit that changed the document. */
export interface Commit {
	readonly commit: string;
	/** Seconds since 1970, when its author made it. */
	readonly seconds: number;
	/** Seconds since 1970, when it was committed to where it is: later than its author made it, if it was rebased. */
	readonly landed: number;
	readonly author: string;
	readonly committer: string;
	readonly subject: string;
	readonly parents: readonly string[];
	/** The document's name in this commit. */
	readonly path: string;
	/** Its name before this commit. */
	readonly before: string;
}

/** What a file was at a revision where it had another name; null where it was not there. */
export async function nameAt(git: Git, path: string, revision: string): Promise<Uint8Array | null> {
	const commit = await knownCommit(git, revision);
	const names = [...new Set((await commitsOf(git, path)).flatMap((entry) => [entry.path, entry.before]))];
	const blobs = await readBlobs(
		git,
		names.map((name) => `${commit}:${name}`),
	);
	return blobs.find((blob) => blob !== null) ?? null;
}

/** A state that the branch was in: what a commit of its own, or a merge into it, left of the document. */
export interface Landing {
	/** Seconds since 1970, when the branch had it. */
	readonly seconds: number;
	/** As git names its content. */
	readonly blob: string;
}

/** The states of a file on the current branch, the newest first; those of branches that were merged are not its own. Renames are followed. */
export async function landingsOf(git: Git, path: string): Promise<Landing[]> {
	const entries = await commitsOf(git, path, "first-parent");
	return entries.map(({ commit, landed, path: name }) => ({ seconds: landed, blob: `${commit}:${name}` }));
}

export async function isShallow(git: Git): Promise<boolean> {
	return (await gitText(git, ["rev-parse", "--is-shallow-repository"])).trim() === "true";
}

/** The commits that changed a file, the newest first; renames are followed. */
export async function commitsOf(git: Git, path: string, of: "all" | "first-parent" = "all"): Promise<Commit[]> {
	const format = "--format=%x01%H%x1f%P%x1f%at%x1f%ct%x1f%an%x1f%cn%x1f%s";
	// -c: a merge is listed too, where what it holds is in none of its parents; -m: where it brings anything to the first.
	const merges = of === "all" ? ["-c"] : ["-m", "--first-parent"];
	const words = ["log", "--follow", "--find-renames", "--no-ext-diff", "--no-color", format, "--name-status", "-z", ...merges];
	const out = await gitText(git, [...words, "--end-of-options", "HEAD", "--", `:(top,literal)${path}`]);
	const entries: Commit[] = [];
	let current = path;
	// Names of people and subjects may hold anything: only what looks like the start of a record is one.
	for (const record of out.split(/\u0001(?=[0-9a-f]{40,64}\u001f[0-9a-f ]*\u001f\d+\u001f\d+\u001f)/).slice(1)) {
		const [header = "", ...rest] = record.split("\0");
		const [commit = "", parents = "", seconds = "", landed = "", author = "", committer = "", ...subject] =
			header.split("\u001f");
		const [kind = "", first = "", second = ""] = rest.map((part) => part.replace(/^\n/, "")).filter((part) => part !== "");
		const renamed = /^[RC]\d*$/.test(kind);
		const name = renamed ? second : first || current;
		const before = renamed ? first : name;
		entries.push({
			commit,
			parents: parents.split(" ").filter(Boolean),
			seconds: Number(seconds),
			landed: Number(landed),
			author,
			committer,
			subject: subject.join(" "),
			path: name,
			before,
		});
		current = before;
	}
	return entries;
}
