import { dirname, join, resolve } from "node:path";
import { knownCommit } from "../git/git.ts";
import { readBlobs } from "../git/objects.ts";
import { type Renames, renamesInIndex, renamesSince, stagedFiles, stagedNames } from "../git/staged.ts";
import { Failure } from "../model/failure.ts";
import { type DocumentPath, folderOfUsual, locateDocument, usualPlaces } from "./locate-document.ts";
import type { Ports } from "./ports/ports.ts";
import { nameIn, type Repository, repositoryAt } from "./repository.ts";
import { isInside } from "./work-tree-top.ts";

/** The index in place of the work tree: ports that read it, what is staged of the documents, and what the parent commit had. */
export interface Staged {
	readonly ports: Ports;
	readonly documents: readonly DocumentPath[];
	/** Whether the commit changes a document: its bytes, its name, or the probes file that verifies it. */
	isChanged(at: DocumentPath): boolean;
	/** The bytes that a document has in HEAD; null where it is new. */
	parentOf(at: DocumentPath): Uint8Array | null;
	/** The bytes of the probes file next to it in HEAD; null if there is none. */
	probesParentOf(at: DocumentPath): Uint8Array | null;
}

export interface StagedRequest {
	readonly files: readonly string[];
	readonly file: string | undefined;
	/** The probes file, if it is not the one next to each document. */
	readonly probes: string | undefined;
	/** `--if-staged`: at least one of the files must be in the index, not each. */
	readonly any: boolean;
}

/**
 * Reads the documents of the commit being made. With no file named, those in the usual places of this folder, or of its nearest parent
 * that has any. Throws a Failure for a named one that is not in the index, and if there is none: a check of nothing
 * passes nothing.
 */
export async function openStaged(ports: Ports, { files, file, probes, any }: StagedRequest): Promise<Staged> {
	const single = file ?? (ports.invocation.env.BOULDER_MIGRATE_FILE || undefined);
	const named = (files.length > 0 ? files : single === undefined ? [] : [single]).map((name) => {
		if (name === "-") throw new Failure("usage", "standard input is not staged", "name a file");
		return resolve(ports.invocation.directory, name);
	});
	const { git, top } = await repositoryAt(ports, named[0] === undefined ? ports.invocation.directory : dirname(named[0]));
	const outside = named.find((path) => !isInside(top, path));
	if (outside !== undefined && named.length > 1)
		throw new Failure(
			"usage",
			`${outside} is in another repository than ${named[0]}`,
			"check the documents of each repository separately",
		);
	const nameOf = (path: string): string => nameIn(top, path);
	const resolved = probes === undefined ? null : resolve(ports.invocation.directory, probes);
	// A probes file outside the repository is in no commit.
	const probesOf = (path: string): string => (resolved !== null && isInside(top, resolved) ? resolved : probesBeside(path));
	const wanted = named.length > 0 ? named : usualPaths(ports.invocation.directory, top);
	const asked = new Set(wanted.flatMap((path) => [path, probesOf(path)]));
	const paths = [...asked].map(nameOf);
	const unmerged = paths.flatMap((path) => [1, 2, 3].map((stage) => `:${stage}:${path}`));
	const blobs = await readBlobs(git, [
		...paths.map((path) => `:0:${path}`),
		...wanted.map((path) => `HEAD:${nameOf(path)}`),
		...wanted.map((path) => `HEAD:${nameOf(probesOf(path))}`),
		...unmerged,
	]);
	const contents = new Map([...asked].map((path, index) => [path, blobs[index] ?? null] as const));
	const parents = new Map(wanted.map((path, index) => [path, blobs[paths.length + index] ?? null] as const));
	const probesBefore = new Map(wanted.map((path, index) => [path, blobs[paths.length + wanted.length + index] ?? null] as const));
	let found: readonly string[] = wanted.filter((path) => contents.get(path) != null);
	const areFiles = blobs.slice(0, paths.length).every((blob) => blob === null || blob.includes(0x0a));
	const areMerged = blobs.slice(-unmerged.length).every((blob) => blob === null);
	let isPlanned = false;
	// Only index entries distinguish a file from a symbolic link (whose blob is a path), and show other problems; that costs a process.
	if (found.length === 0 || (named.length > 0 && found.length < wanted.length) || !areFiles || !areMerged) {
		const entries = await stagedFiles(git, paths);
		isPlanned = wanted.some((path) => entries.planned.has(nameOf(path)));
		for (const path of asked) if (!entries.files.has(nameOf(path))) contents.set(path, null);
		found = wanted.filter((path) => entries.files.has(nameOf(path)));
		const absent = wanted.find((path) => !found.includes(path) && !entries.planned.has(nameOf(path)));
		if (named.length > 0 && !any && absent !== undefined)
			throw new Failure("unusable", `${nameOf(absent)} is not in the index`, "git add it, or name another file");
	}
	// Of the usual places the nearest folder that has any counts, as for every other command.
	const nearest = found[0] === undefined ? "" : folderOfUsual(found[0]);
	let staged = named.length > 0 ? found : found.filter((path) => folderOfUsual(path) === nearest);
	let renames: Renames | null = null;
	const missing = wanted.filter((path) => !staged.includes(path));
	if (any && missing.some((path) => parents.get(path) != null)) {
		// A commit that renames a document keeps being checked, under the new name.
		renames = await renamesInIndex(git);
		const moved = missing.flatMap((path) => renames?.newNameOf(nameOf(path)) ?? []).map((name) => join(top, name));
		for (const [index, blob] of (
			await readBlobs(
				git,
				moved.map((path) => `:0:${nameOf(path)}`),
			)
		).entries())
			contents.set(moved[index] ?? "", blob);
		staged = [...new Set([...staged, ...moved])];
	}
	if (staged.length === 0 && !isPlanned) throw await nothingStaged(git, wanted.map(nameOf), named.length > 0);
	const renamed = new Set<string>();
	for (const path of staged) {
		if (parents.get(path) != null) continue;
		renames ??= await renamesInIndex(git);
		const old = renames.oldNameOf(nameOf(path));
		const moved = old === null ? [] : await readBlobs(git, [`HEAD:${old}`, `HEAD:${nameOf(probesOf(join(top, old)))}`]);
		parents.set(path, moved[0] ?? null);
		probesBefore.set(path, moved[1] ?? null);
		renamed.add(path);
	}
	const inIndex = (path: string): Uint8Array | null | undefined => contents.get(resolve(ports.invocation.directory, path));
	const read = (path: string, limit?: number): Uint8Array | null => {
		const content = inIndex(path);
		return content === undefined ? ports.files.read(path, limit) : content;
	};
	const exists = (path: string): boolean => {
		const content = inIndex(path);
		return content === undefined ? ports.files.exists(path) : content !== null;
	};
	const same = (one: Uint8Array | null, other: Uint8Array | null): boolean =>
		one === null || other === null ? one === other : Buffer.compare(one, other) === 0;
	const indexPorts: Ports = { ...ports, files: { ...ports.files, read, exists } };
	return {
		ports: indexPorts,
		documents: staged.map((path) => locateDocument(indexPorts, path)),
		isChanged: ({ path }) =>
			path === null ||
			renamed.has(path) ||
			!same(contents.get(path) ?? null, parents.get(path) ?? null) ||
			!same(contents.get(probesOf(path)) ?? null, probesBefore.get(path) ?? null),
		parentOf: ({ path }) => parents.get(path ?? "") ?? null,
		probesParentOf: ({ path }) => probesBefore.get(path ?? "") ?? null,
	};
}

/** The probes file of a document, unless another one is named. */
export function probesBeside(path: string): string {
	return join(dirname(path), "probes.yaml");
}

/** What the document was at a revision; null where it is not there. */
export async function readAt({ git, name }: Repository, revision: string): Promise<Uint8Array | null> {
	const commit = await knownCommit(git, revision);
	const [content] = await readBlobs(git, [`${commit}:${name}`]);
	return content ?? null;
}

/** How the document was called at a revision, which may have another name for it. */
export async function oldNameOf({ git, name }: Repository, revision: string): Promise<string> {
	const commit = await knownCommit(git, revision);
	const [there] = await readBlobs(git, [`${commit}:${name}`]);
	if (there !== null && there !== undefined) return name;
	return (await renamesSince(git, commit)).oldNameOf(name) ?? name;
}

/** No document is in the index: the error lists those at other paths in it. */
async function nothingStaged(git: Repository["git"], names: readonly string[], areNamed: boolean): Promise<Failure> {
	const others = await stagedNames(git, "PHASE-STATUS.md");
	const what = areNamed
		? `${names.join(", ")} ${names.length === 1 ? "is" : "are"} not in the index`
		: "no status document is in the index";
	const add = areNamed
		? "git add it, or run boulder-migrate git install again for the document that this repository has now"
		: "git add it, or name it";
	return new Failure(
		"unusable",
		`${what}, so nothing was checked`,
		others.length === 0 ? add : `${add}; there is ${others.slice(0, 5).join(", ")}`,
	);
}

function usualPaths(directory: string, top: string): string[] {
	const found: string[] = [];
	for (let folder = directory; ; folder = dirname(folder)) {
		found.push(...usualPlaces.map((usual) => join(folder, usual)));
		if (folder === top || folder === dirname(folder)) return found;
	}
}
