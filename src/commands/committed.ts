import { join, relative, resolve, sep } from "node:path";
import { folderPrefix, type Git, knownCommit } from "../git/git.ts";
import { readBlobs } from "../git/objects.ts";
import { renamedFrom, stagedFiles } from "../git/staged.ts";
import { Failure } from "../model/failure.ts";
import type { Host } from "./host.ts";
import { type DocumentPath, locateDocument } from "./locate-document.ts";

/** The index in place of the work tree: a host that reads it, what is staged of the documents, and what the parent commit had. */
export interface Staged {
	readonly host: Host;
	readonly documents: readonly DocumentPath[];
	/** The bytes that a document has in HEAD; null where it is new. */
	parentOf(at: DocumentPath): Uint8Array | null;
}

/**
 * Reads the documents of the commit in the making. With no file named, the usual ones of this folder and those above; it is no fault that
 * none of these is staged. Throws a Failure for a named one that is not in the index.
 */
export async function openStaged(host: Host, files: readonly string[], file: string | undefined): Promise<Staged> {
	const prefix = await prefixOf(host);
	const top = topOf(host.directory, prefix);
	const fullName = (path: string): string => relative(top, path).split(sep).join("/");
	const single = file ?? (host.env.BOULDER_MIGRATE_FILE || undefined);
	const named = files.length > 0 ? files : single === undefined ? [] : [single];
	if (named.includes("-")) throw new Failure("usage", "standard input is not staged", "name a file");
	const wanted = named.length > 0 ? named.map((name) => resolve(host.directory, name)) : usualPaths(host.directory, top);
	const asked = new Set(wanted.flatMap((path) => [path, join(path, "..", "probes.yaml")]));
	const paths = [...asked].map(fullName);
	const unmerged = paths.flatMap((path) => [1, 2, 3].map((stage) => `:${stage}:${path}`));
	const blobs = await readBlobs(host.git, [
		...paths.map((path) => `:0:${path}`),
		...wanted.map((path) => `HEAD:${fullName(path)}`),
		...unmerged,
	]);
	const found = new Set(wanted.filter((path) => blobs[paths.indexOf(fullName(path))] != null));
	const staged = named.length > 0 ? wanted : wanted.filter((path) => found.has(path)).slice(0, 1);
	const isPlain = staged.length > 0 && staged.every((path) => found.has(path));
	const areFiles = blobs.slice(0, paths.length).every((blob) => blob === null || blob.includes(0x0a));
	const areMerged = blobs.slice(-unmerged.length).every((blob) => blob === null);
	// Only its entries tell a file from a symbolic link (whose blob is a path), and what else is amiss; that costs a process.
	if (!isPlain || !areFiles || !areMerged) {
		const files = await stagedFiles(host.git, paths);
		const absent = staged.find((path) => !files.has(fullName(path)));
		if (absent !== undefined)
			throw new Failure("unusable", `${fullName(absent)} is not in the index`, "git add it, or name another file");
	}
	const contents = new Map([...asked].map((path, index) => [path, blobs[index] ?? null] as const));
	const parents = new Map<string, Uint8Array | null>();
	for (const path of staged)
		parents.set(path, blobs[paths.length + wanted.indexOf(path)] ?? (await renamedParent(host.git, fullName(path))));
	const read = (path: string, limit?: number): Uint8Array | null =>
		asked.has(path) ? (contents.get(path) ?? null) : host.files.read(path, limit);
	const exists = (path: string): boolean => (asked.has(path) ? contents.get(path) != null : host.files.exists(path));
	const indexHost: Host = { ...host, files: { ...host.files, read, exists } };
	return {
		host: indexHost,
		documents: staged.map((path) => locateDocument(indexHost, path)),
		parentOf: ({ path }) => parents.get(path ?? "") ?? null,
	};
}

/** What a document was at a revision; null where it is not there. */
export async function readAt(host: Host, { path, shown }: DocumentPath, revision: string): Promise<Uint8Array | null> {
	if (path === null) throw new Failure("usage", "standard input has no history", "name a file");
	const commit = await knownCommit(host.git, revision);
	const [content] = await readBlobs(host.git, [`${commit}:${await nameInTree(host, path, shown)}`]);
	return content ?? null;
}

/** The name of a file from the top of its work tree, as git has it. */
export async function nameInTree(host: Host, path: string, shown: string): Promise<string> {
	const prefix = await folderPrefix(host.git);
	const name = join(prefix, relative(host.directory, path)).split(sep).join("/");
	if (name === ".." || name.startsWith("../"))
		throw new Failure("usage", `${shown} is outside of this repository`, "run it there");
	return name;
}

/** The top of the work tree: `prefix` is the way from there to `directory`, as git has it. */
export function topOf(directory: string, prefix: string): string {
	const steps = prefix.split("/").filter(Boolean);
	return resolve(directory, ...steps.map(() => ".."));
}

/** In a hook, and wherever else git would say so, this is the top of the work tree; asking git costs a process. */
async function prefixOf(host: Host): Promise<string> {
	const { GIT_DIR, GIT_WORK_TREE } = host.env;
	const isTop = GIT_WORK_TREE === undefined && (GIT_DIR !== undefined || host.files.exists(join(host.directory, ".git")));
	return isTop ? "" : folderPrefix(host.git);
}

async function renamedParent(git: Git, path: string): Promise<Uint8Array | null> {
	const old = await renamedFrom(git, path);
	return old === null ? null : ((await readBlobs(git, [`HEAD:${old}`]))[0] ?? null);
}

function usualPaths(directory: string, top: string): string[] {
	const found: string[] = [];
	for (let folder = directory; ; folder = resolve(folder, "..")) {
		found.push(join(folder, "status", "PHASE-STATUS.md"), join(folder, "PHASE-STATUS.md"));
		if (folder === top || folder === resolve(folder, "..")) return found;
	}
}
