import { type Git, gitText, knownCommit } from "./git.ts";
import { readBlobs } from "./objects.ts";

/** A commit that changed the document. */
export interface Version {
	readonly commit: string;
	/** Seconds since 1970, when its author made it. */
	readonly seconds: number;
	readonly author: string;
	readonly subject: string;
	readonly path: string;
	readonly content: Uint8Array | null;
	/** What each parent has of it, under the name it had there; null where it has none. */
	readonly parents: readonly (Uint8Array | null)[];
}

interface Entry extends Omit<Version, "content" | "parents"> {
	readonly parents: readonly string[];
	/** Its name before this commit. */
	readonly before: string;
}

/** The commits that changed a file, the newest first; renames are followed. Two processes, however long the history is. */
export async function versionsOf(git: Git, path: string, revision = "HEAD"): Promise<Version[]> {
	const entries = await entriesOf(git, path, revision);
	const names = entries.flatMap((entry) => [
		`${entry.commit}:${entry.path}`,
		...entry.parents.map((parent) => `${parent}:${entry.before}`),
	]);
	const blobs = await readBlobs(git, names);
	let at = 0;
	return entries.map(({ before: _, parents, ...entry }) => {
		const content = blobs[at] ?? null;
		const known = parents.map((_parent, index) => blobs[at + 1 + index] ?? null);
		at += 1 + parents.length;
		return { ...entry, content, parents: known };
	});
}

/** What a file was at a revision where it had another name; null where it was not there. */
export async function nameAt(git: Git, path: string, revision: string): Promise<Uint8Array | null> {
	const commit = await knownCommit(git, revision);
	const names = [...new Set((await entriesOf(git, path, "HEAD")).flatMap((entry) => [entry.path, entry.before]))];
	const blobs = await readBlobs(
		git,
		names.map((name) => `${commit}:${name}`),
	);
	return blobs.find((blob) => blob !== null) ?? null;
}

export async function isShallow(git: Git): Promise<boolean> {
	return (await gitText(git, ["rev-parse", "--is-shallow-repository"])).trim() === "true";
}

async function entriesOf(git: Git, path: string, revision: string): Promise<Entry[]> {
	const format = "--format=%x01%H%x1f%P%x1f%at%x1f%an%x1f%s";
	// -c: a merge is listed too, where what it holds is in none of its parents.
	const words = ["log", "--follow", "--find-renames", "--no-ext-diff", "--no-color", format, "--name-status", "-z", "-c"];
	const out = await gitText(git, [...words, "--end-of-options", revision, "--", `:(top,literal)${path}`]);
	const entries: Entry[] = [];
	let current = path;
	// Names of people and subjects may hold anything: only what looks like the start of a record is one.
	for (const record of out.split(/\u0001(?=[0-9a-f]{40,64}\u001f[0-9a-f ]*\u001f\d+\u001f)/).slice(1)) {
		const [header = "", ...rest] = record.split("\0");
		const [commit = "", parents = "", seconds = "", author = "", ...subject] = header.split("\u001f");
		const [kind = "", first = "", second = ""] = rest.map((part) => part.replace(/^\n/, "")).filter((part) => part !== "");
		const renamed = /^[RC]\d*$/.test(kind);
		const name = renamed ? second : first || current;
		const before = renamed ? first : name;
		entries.push({
			commit,
			parents: parents.split(" ").filter(Boolean),
			seconds: Number(seconds),
			author,
			subject: subject.join(" "),
			path: name,
			before,
		});
		current = before;
	}
	return entries;
}
