import type { Chunk } from "../text/three-way.ts";
import { mergeLine } from "./merge-line.ts";
import type { MergeLine, Role } from "./merge-lines.ts";

/** A stretch of the result: decided, or left to people. */
export type ChunkPart =
	| { readonly kind: "merged"; readonly lines: readonly MergeLine[] }
	| {
			readonly kind: "conflict";
			readonly base: readonly MergeLine[];
			readonly ours: readonly MergeLine[];
			readonly theirs: readonly MergeLine[];
	  };

const merged = (...lines: readonly MergeLine[]): ChunkPart => ({ kind: "merged", lines });

/** Decides a stretch where the versions differ; what contradicts each other becomes a conflict of these lines alone. */
export function mergeChunk(chunk: Chunk<MergeLine>): ChunkPart[] {
	if (chunk.kind === "common") {
		const line = mergeLine(chunk.base, chunk.ours, chunk.theirs);
		if (line !== null) return [merged(line)];
		return [{ kind: "conflict", base: [chunk.base], ours: [chunk.ours], theirs: [chunk.theirs] }];
	}
	const { base, ours, theirs } = chunk;
	if (same(ours, base)) return [merged(...theirs)];
	if (same(theirs, base) || same(ours, theirs)) return [merged(...ours)];
	const rows = mergeReviews(base, ours, theirs);
	if (rows !== null) return [merged(...rows)];
	const both = mergeInsertions(base, ours, theirs);
	if (both !== null) return [merged(...both)];
	return lineByLine(base, ours, theirs) ?? contradiction(base, ours, theirs);
}

/** Common lines at both ends are not part of the conflict. */
function contradiction(base: readonly MergeLine[], ours: readonly MergeLine[], theirs: readonly MergeLine[]): ChunkPart[] {
	const shorter = Math.min(ours.length, theirs.length);
	const sameLine = (a: MergeLine | undefined, b: MergeLine | undefined): boolean =>
		a !== undefined && a.text === b?.text && a.ending === b.ending;
	let head = 0;
	while (head < shorter && sameLine(ours[head], theirs[head])) head += 1;
	let tail = 0;
	while (tail < shorter - head && sameLine(ours[ours.length - 1 - tail], theirs[theirs.length - 1 - tail])) tail += 1;
	return [
		merged(...ours.slice(0, head)),
		{ kind: "conflict", base, ours: ours.slice(head, ours.length - tail), theirs: theirs.slice(head, theirs.length - tail) },
		merged(...ours.slice(ours.length - tail)),
	];
}

function same(a: readonly MergeLine[], b: readonly MergeLine[]): boolean {
	return a.length === b.length && a.every((line, index) => line.text === b[index]?.text && line.ending === b[index]?.ending);
}

type ReviewLine = MergeLine & { readonly role: Extract<Role, { kind: "review" }> };

function areReviews(lines: readonly MergeLine[]): lines is readonly ReviewLine[] {
	return lines.every(({ role }) => role.kind === "review");
}

/** Rows of both sides, in the order of their dates. A row that one of them removed or rewrote is a conflict. */
function mergeReviews(
	base: readonly MergeLine[],
	ours: readonly MergeLine[],
	theirs: readonly MergeLine[],
): readonly MergeLine[] | null {
	if (!areReviews(base) || !areReviews(ours) || !areReviews(theirs)) return null;
	const kept = base.filter(({ role }) => !role.isPlaceholder);
	const has = (lines: readonly ReviewLine[], row: ReviewLine): boolean => lines.some(({ role }) => role.row === row.role.row);
	if (kept.some((row) => !has(ours, row) || !has(theirs, row))) return null;
	const known = new Set<string>();
	const all = [...ours, ...theirs].filter(({ role }) => {
		if (role.isPlaceholder || known.has(role.row)) return false;
		known.add(role.row);
		return true;
	});
	if (all.length === 0 || all.some(({ role }) => role.day === null)) return null;
	// Some keep the newest on top.
	const falls = [base, ours, theirs].some((rows) => (rows[0]?.role.day ?? "") > (rows.at(-1)?.role.day ?? ""));
	return all
		.map((line, index) => ({ line, index, day: line.role.day ?? "" }))
		.sort((a, b) => (a.day === b.day ? a.index - b.index : a.day < b.day === falls ? 1 : -1))
		.map(({ line }) => line);
}

const families: readonly (readonly Role["kind"][])[] = [["note"], ["blocker"], ["item", "evidence"]];

/** Bullets that both put at the same place, or in place of the line that held it. */
function mergeInsertions(
	base: readonly MergeLine[],
	ours: readonly MergeLine[],
	theirs: readonly MergeLine[],
): readonly MergeLine[] | null {
	if (base.some(({ role }) => role.kind !== "placeholder")) return null;
	const family = families.find((kinds) => [...ours, ...theirs].every(({ role }) => kinds.includes(role.kind)));
	if (family === undefined || ours.length === 0 || theirs.length === 0) return null;
	// Evidence belongs to the item above it: it must not come behind an item that the other side has put there.
	const evidenceFirst = theirs[0]?.role.kind === "evidence" && ours[0]?.role.kind !== "evidence";
	const [first, second] = evidenceFirst ? [theirs, ours] : [ours, theirs];
	if (first.some(({ role }) => role.kind === "item") && second[0]?.role.kind === "evidence") return null;
	return [...first, ...second.filter((line) => !first.some(({ text }) => text === line.text))];
}

/** If the versions have equally many lines, of the same kinds, each line is merged separately. */
function lineByLine(base: readonly MergeLine[], ours: readonly MergeLine[], theirs: readonly MergeLine[]): ChunkPart[] | null {
	if (base.length !== ours.length || base.length !== theirs.length) return null;
	const parts: ChunkPart[] = [];
	for (const [index, one] of base.entries()) {
		const [mine, other] = [ours[index], theirs[index]];
		if (mine === undefined || other === undefined) return null;
		if (one.role.kind !== mine.role.kind || one.role.kind !== other.role.kind) return null;
		const isText = one.role.kind === "text";
		const line = mergeLine(one, mine, other);
		// Prose may have been rewrapped: neighbouring lines belong together.
		if (isText && base.length > 1) return null;
		const last = parts.at(-1);
		if (line !== null) parts.push(merged(line));
		else if (last?.kind === "conflict") {
			parts[parts.length - 1] = {
				kind: "conflict",
				base: [...last.base, one],
				ours: [...last.ours, mine],
				theirs: [...last.theirs, other],
			};
		} else parts.push({ kind: "conflict", base: [one], ours: [mine], theirs: [other] });
	}
	return parts;
}
