import { createTwoFilesPatch } from "diff";
import { type DiffLine, diffLines, maxEdits } from "./line-diff.ts";

/** A unified diff that `git apply` accepts; empty if nothing differs. `path` is relative to the folder in which the patch is applied. */
export function unifiedDiff(path: string, before: string, after: string): string {
	if (before === after) return "";
	const quoted = (prefix: string): string => quotePath(`${prefix}/${path}`);
	const options = { context, maxEditLength: maxEdits };
	const patch = createTwoFilesPatch("a", "b", before, after, undefined, undefined, options);
	const hunks = patch === undefined ? longHunks(before, after) : patch.slice(patch.indexOf("\n@@ ") + 1);
	return `--- ${quoted("a")}\n+++ ${quoted("b")}\n${hunks}`;
}

/** Lines around a change that are the same in both texts. */
const context = 3;

/** The hunks of texts with more differences than the library can compute in time. */
function longHunks(before: string, after: string): string {
	const lines = diffLines(linesOf(before), linesOf(after));
	const parts: string[] = [];
	let oldLine = 1;
	let newLine = 1;
	let at = 0;
	for (const { start, end } of hunkRanges(lines)) {
		// All that is between two hunks is in both texts.
		oldLine += start - at;
		newLine += start - at;
		const hunk = lines.slice(start, end);
		const inOld = hunk.filter(({ mark }) => mark !== "+").length;
		const inNew = hunk.filter(({ mark }) => mark !== "-").length;
		parts.push(`@@ -${range(oldLine, inOld)} +${range(newLine, inNew)} @@\n`);
		for (const { mark, line } of hunk)
			parts.push(line.endsWith("\n") ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`);
		oldLine += inOld;
		newLine += inNew;
		at = end;
	}
	return parts.join("");
}

/** An empty range is after the line before it. */
function range(line: number, count: number): string {
	return `${count === 0 ? line - 1 : line},${count}`;
}

function linesOf(text: string): readonly string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunkRanges(lines: readonly DiffLine[]): readonly { readonly start: number; readonly end: number }[] {
	const ranges: { start: number; end: number }[] = [];
	for (const [index, { mark }] of lines.entries()) {
		if (mark === " ") continue;
		const end = Math.min(lines.length, index + 1 + context);
		const last = ranges.at(-1);
		if (last !== undefined && index - context <= last.end) last.end = end;
		else ranges.push({ start: Math.max(0, index - context), end });
	}
	return ranges;
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
