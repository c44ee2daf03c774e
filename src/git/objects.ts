import { Failure } from "../model/failure.ts";
import { type Git, gitOutput } from "./git.ts";

/** A file as git keeps it: the object id of its content, and how many bytes it has. */
export interface Blob {
	readonly id: string;
	readonly size: number;
}

/** The blobs that these names (`HEAD:path`) mean, in one process; null for what does not exist, is no file, or is not in a partial clone. */
export async function findBlobs(git: Git, names: readonly string[]): Promise<(Blob | null)[]> {
	if (names.length === 0) return [];
	const lines = new TextDecoder().decode(await gitOutput(git, ["cat-file", "--batch-check"], requests(names))).split("\n");
	return names.map((name, index) => {
		const header = readHeader(name, lines[index] ?? "");
		return header?.type === "blob" ? { id: header.id, size: header.size } : null;
	});
}

/**
 * The contents of blobs, named as git names them (`HEAD:path`, an object id), in one process; null for what does not exist or is no
 * file. What a partial clone lacks counts as absent: it is never fetched.
 */
export async function readBlobs(git: Git, names: readonly string[]): Promise<(Uint8Array | null)[]> {
	if (names.length === 0) return [];
	const out = await gitOutput(git, ["cat-file", "--batch"], requests(names));
	const decoder = new TextDecoder();
	let from = 0;
	return names.map((name) => {
		const end = out.indexOf(0x0a, from);
		const header = readHeader(name, decoder.decode(out.subarray(from, end < 0 ? out.length : end)));
		from = end + 1;
		if (header === null) return null;
		const content = out.subarray(from, from + header.size);
		from += header.size + 1;
		return header.type === "blob" ? content : null;
	});
}

function requests(names: readonly string[]): string {
	const odd = names.find((name) => name.includes("\n"));
	if (odd !== undefined) throw new Failure("unusable", `${odd}: a path with a line break is not read from git`);
	return names.map((name) => `${name}\n`).join("");
}

/** Git's header of an object; null if it has none. */
function readHeader(name: string, header: string): { readonly id: string; readonly type: string; readonly size: number } | null {
	const [, id, type, size] = /^([0-9a-f]+) (blob|tree|commit|tag) (\d+)$/.exec(header) ?? [];
	if (id !== undefined && type !== undefined) return { id, type, size: Number(size) };
	if (/ (?:missing|ambiguous)$/.test(header)) return null;
	throw new Failure("unusable", `git cat-file: ${name}: ${header}`);
}
