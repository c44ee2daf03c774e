import { createTwoFilesPatch } from "diff";

/** A unified diff that `git apply` accepts; empty if nothing differs. `path` is relative to where the patch is to be applied. */
export function unifiedDiff(path: string, before: string, after: string): string {
	if (before === after) return "";
	const quoted = (prefix: string): string => quotePath(`${prefix}/${path}`);
	const patch = createTwoFilesPatch("a", "b", before, after, undefined, undefined, { context: 3 });
	const hunks = patch.slice(patch.indexOf("\n@@ ") + 1);
	return `--- ${quoted("a")}\n+++ ${quoted("b")}\n${hunks}`;
}

/** Git quotes a path with control characters, quotes or non-ASCII bytes in C style. */
function quotePath(path: string): string {
	if (/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(path)) return path;
	const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, "0")}`;
	const named = new Map([
		[0x09, "\\t"],
		[0x0a, "\\n"],
		[0x22, '\\"'],
		[0x5c, "\\\\"],
	]);
	const bytes = [...new TextEncoder().encode(path)];
	const quoted = bytes.map((byte) => named.get(byte) ?? (byte < 0x20 || byte > 0x7e ? octal(byte) : String.fromCharCode(byte)));
	return `"${quoted.join("")}"`;
}
