import { Failure } from "../model/failure.ts";
import { type Git, gitOutput } from "./git.ts";

/**
 * The contents of blobs, named as git names them (`HEAD:path`, an object id), in one process; null for what does not exist or is no
 * file. What a partial clone lacks counts as absent: it is never fetched.
 */
export async function readBlobs(git: Git, names: readonly string[]): Promise<(Uint8Array | null)[]> {
	if (names.length === 0) return [];
	const odd = names.find((name) => name.includes("\n"));
	if (odd !== undefined) throw new Failure("unusable", `${odd}: a path with a line break is not read from git`);
	const out = await gitOutput(git, ["cat-file", "--batch"], names.map((name) => `${name}\n`).join(""));
	const decoder = new TextDecoder();
	let from = 0;
	return names.map((name) => {
		const end = out.indexOf(0x0a, from);
		const header = decoder.decode(out.subarray(from, end < 0 ? out.length : end));
		from = end + 1;
		const found = / (blob|tree|commit|tag) (\d+)$/.exec(header);
		if (found === null) {
			if (/ (?:missing|ambiguous)$/.test(header)) return null;
			throw new Failure("unusable", `git cat-file: ${name}: ${header}`);
		}
		const size = Number(found[2]);
		const content = out.subarray(from, from + size);
		from += size + 1;
		return found[1] === "blob" ? content : null;
	});
}
