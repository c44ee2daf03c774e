import type { Git } from "./git.ts";
import { type Commit, commitsOf } from "./log.ts";
import { type Blob, findBlobs, readBlobs } from "./objects.ts";
import { Recent } from "./recent.ts";

/** A commit that changed the document. */
export interface Version<T> {
	readonly commit: string;
	/** Seconds since 1970, when its author made it. */
	readonly seconds: number;
	readonly author: string;
	readonly committer: string;
	readonly subject: string;
	/** What was read from it; null where it has no such file. */
	readonly content: T | null;
	/** What each parent has of it, under the name it had there; null where it has none. */
	readonly parents: readonly (T | null)[];
}

/**
 * How many bytes of documents are kept after they were read. Most are needed again at once: one commit's version is the next one's parent.
 */
const keptBytes = 512 * 1024;

/** How many bytes git sends at a time. */
const batchBytes = 2 * 1024 * 1024;

/**
 * The commits that changed a file, the newest first; renames are followed. Memory holds a few versions however long the history is. A version
 * that is needed again after many others, because branches ran side by side, is read again.
 */
export async function* versionsOf<T>(git: Git, path: string, read: (content: Uint8Array) => T): AsyncGenerator<Version<T>> {
	const commits = await commitsOf(git, path);
	const values = valuesOf(git, await findBlobs(git, commits.flatMap(namesOf)), read);
	for (const one of commits) {
		const found: (T | null)[] = [];
		for (const _ of namesOf(one)) found.push((await values.next()).value ?? null);
		const [content = null, ...parents] = found;
		const { commit, seconds, author, committer, subject } = one;
		yield { commit, seconds, author, committer, subject, content, parents };
	}
}

/** Its own version, then that of each parent. */
function namesOf({ commit, path, parents, before }: Commit): string[] {
	return [`${commit}:${path}`, ...parents.map((parent) => `${parent}:${before}`)];
}

/** What is read from each of the blobs, in their order; null for null. */
async function* valuesOf<T>(
	git: Git,
	blobs: readonly (Blob | null)[],
	read: (content: Uint8Array) => T,
): AsyncGenerator<T | null> {
	const contents = contentsOf(git, missing(blobs));
	const recent = new Recent<T | null>(keptBytes);
	for (const blob of blobs) {
		const known = blob === null ? { value: null } : recent.get(blob.id);
		if (known !== null || blob === null) {
			yield known?.value ?? null;
			continue;
		}
		const content = (await contents.next()).value ?? null;
		const value = content === null ? null : read(content);
		recent.add(blob.id, value, blob.size);
		yield value;
	}
}

/** The blobs that are not in memory when they are needed. Known in advance, so that git sends many at a time. */
function missing(blobs: readonly (Blob | null)[]): Blob[] {
	const recent = new Recent<null>(keptBytes);
	return blobs.filter((blob): blob is Blob => {
		if (blob === null || recent.get(blob.id) !== null) return false;
		recent.add(blob.id, null, blob.size);
		return true;
	});
}

async function* contentsOf(git: Git, blobs: readonly Blob[]): AsyncGenerator<Uint8Array | null> {
	let from = 0;
	while (from < blobs.length) {
		let to = from;
		for (let bytes = 0; to < blobs.length; to += 1) {
			bytes += blobs[to]?.size ?? 0;
			if (bytes > batchBytes && to > from) break;
		}
		yield* await readBlobs(
			git,
			blobs.slice(from, to).map(({ id }) => id),
		);
		from = to;
	}
}
