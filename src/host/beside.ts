import { createHash } from "node:crypto";
import { basename } from "node:path";

/** NAME_MAX is 255 bytes; a lock, the lock of a lock and their tickets append up to 48 of them. */
const maxNameBytes = 200;

/**
 * The base of the names of temporary files, locks and wait tickets next to a file: its own name, or, if those would be too
 * long, its beginning with a digest of the whole.
 */
export function nameBeside(path: string): string {
	const name = basename(path);
	if (Buffer.byteLength(name) <= maxNameBytes) return name;
	const digest = createHash("sha256").update(name).digest("hex").slice(0, 16);
	let start = "";
	for (const character of name) {
		if (Buffer.byteLength(start + character) > maxNameBytes - 40) break;
		start += character;
	}
	return `${start}~${digest}`;
}
