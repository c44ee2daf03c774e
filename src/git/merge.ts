import { restateDerived } from "../edits/derived-cells.ts";
import { memoryEdits } from "../edits/memory.ts";
import { rememberVersion } from "../edits/restate-status.ts";
import { Revision } from "../edits/revision.ts";
import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { type DerivedPhase, rollUp } from "../model/roll-up.ts";
import { applyEdits, type TextEdit } from "../text/edits.ts";
import { usualLineEnding } from "../text/lines.ts";
import { threeWay } from "../text/three-way.ts";
import { type ChunkPart, mergeChunk } from "./merge-chunk.ts";
import { changesFrom, type FactChanges, mergeFacts, wrongFacts, wronglyDerived } from "./merge-facts.ts";
import { type MergeLine, mergeLines } from "./merge-lines.ts";
import { restoreStarts, type Versions } from "./merge-starts.ts";

export type Merged =
	| { readonly kind: "merged"; readonly text: string; readonly conflicts: number }
	/** Use git's own text merge, for this reason. */
	| { readonly kind: "doubt"; readonly why: string };

interface Hole {
	readonly start: number;
	readonly end: number;
	readonly part: Extract<ChunkPart, { kind: "conflict" }>;
}

/**
 * Merges two versions of a document with their common ancestor: lines by their subject, then every derived cell again. The result is
 * read again and compared with the base plus the changes of both sides, fact by fact; in any doubt, git decides.
 */
export function mergeDocuments(
	versions: Versions,
	markerSize: number,
	read: (text: string) => StatusDocument,
	today: Day,
): Merged {
	const all = [versions.base, versions.ours, versions.theirs];
	if (all.some(({ source }) => source.garbling !== null)) return doubt("the encoding is garbled in one of the versions");
	if (all.some((one) => one.irregularities.some(({ kind }) => kind === "conflict-marker" || kind === "unclosed")))
		return doubt("one of the versions has conflict markers, or a comment or fence that nothing closes");
	if (new Set(all.map(({ source }) => source.byteOrderMark)).size > 1)
		return doubt("only some of the versions have a byte order mark");
	const ending = usualLineEnding(versions.ours.source.text);
	try {
		// Large documents need much memory in each step, so none keeps what only an earlier one needs: lines first, then facts.
		const sides = assembleSides(versions, ending, today);
		const [ours, theirs] = sides.map((side) => restate(versions, side, markerSize, read, ending, today));
		if (ours === undefined) return doubt("there is no merged text");
		const base = mergeFacts(versions.base);
		const changes = (document: StatusDocument): FactChanges => changesFrom(base, document);
		const results = [ours, ...(theirs === undefined ? [] : [theirs])].map(({ restated }) => changes(read(restated)));
		const wrong = wrongFacts(base, changes(versions.ours), changes(versions.theirs), results);
		if (wrong.length > 0) return doubt(`the result would differ from what both sides changed: ${wrong[0]}`);
		return { kind: "merged", text: ours.marked, conflicts: sides[0]?.holes.length ?? 0 };
	} catch (problem) {
		if (problem instanceof Failure) return doubt(problem.message);
		throw problem;
	}
}

function doubt(why: string): Merged {
	return { kind: "doubt", why };
}

/**
 * Replaces a file's content by the result of `change`, under its lock; null leaves it as it is. `change` is called again if an editor
 * that ignores the lock saved the file in the meantime. Returns whether anything was written.
 */
interface Assembled {
	readonly text: string;
	readonly holes: readonly Hole[];
}

/** The text with our lines where people must decide; if they must, also the text with the lines of the others. */
function assembleSides({ base, ours, theirs }: Versions, ending: string, today: Day): Assembled[] {
	const parts = threeWay(mergeLines(base, today), mergeLines(ours, today), mergeLines(theirs, today)).flatMap(mergeChunk);
	const mine = assemble(parts, "ours", ending);
	return mine.holes.length === 0 ? [mine] : [mine, { ...assemble(parts, "theirs", ending), holes: [] }];
}

function assemble(parts: readonly ChunkPart[], side: "ours" | "theirs", ending: string): Assembled {
	const holes: Hole[] = [];
	// Joined once: looking at the end of a text that grows line by line copies all of it each time.
	const pieces: string[] = [];
	let length = 0;
	let isLineOpen = false;
	const push = (piece: string): void => {
		pieces.push(piece);
		length += piece.length;
		if (piece !== "") isLineOpen = !/[\r\n]$/.test(piece);
	};
	const add = (line: MergeLine): void => {
		// What was the last line of a version may not be the last any more.
		if (isLineOpen) push(ending);
		push(line.text + line.ending);
	};
	for (const part of parts) {
		if (part.kind === "merged") part.lines.forEach(add);
		else {
			if (isLineOpen) push(ending);
			const start = length;
			part[side].forEach(add);
			holes.push({ start, end: length, part });
		}
	}
	return { text: pieces.join(""), holes };
}

/** Recomputes what follows from the merged checkboxes: the text without and with the conflicts in their places. */
function restate(
	versions: Versions,
	{ text, holes }: Assembled,
	markerSize: number,
	read: (text: string) => StatusDocument,
	ending: string,
	today: Day,
): { readonly restated: string; readonly marked: string } {
	const document = read(text);
	const revision = new Revision(document, today);
	restoreStarts(revision, versions);
	restateDerived(revision, touched(versions, document, today), null, stated(versions, document, today));
	rememberVersion(revision, rollUp(versions.base, today));
	const clear = [...revision.edits, ...memoryEdits(revision)].filter(
		({ span }) => !holes.some((hole) => span.start < hole.end && hole.start < span.end),
	);
	const marked = holes.map((hole): TextEdit => {
		const { start, end } = hole;
		return { span: { start, end }, expected: text.slice(start, end), replacement: markers(hole.part, markerSize, ending) };
	});
	return { restated: applyEdits(text, clear), marked: applyEdits(text, [...clear, ...marked]) };
}

function markers(part: Hole["part"], size: number, ending: string): string {
	const side = (lines: readonly MergeLine[]): string => lines.map((line) => line.text + (line.ending || ending)).join("");
	const mark = (character: string, label: string): string => `${character.repeat(size)}${label}${ending}`;
	return `${mark("<", " ours")}${side(part.ours)}${mark("=", "")}${side(part.theirs)}${mark(">", " theirs")}`;
}

/**
 * The derived values of each phase in the version that its row and its status line come from: they were correct there, and may come back.
 */
function stated({ base, ours, theirs }: Versions, merged: StatusDocument, today: Day): ReadonlyMap<string, DerivedPhase> {
	const cells = ({ row, phase }: DerivedPhase): string =>
		[row?.status?.raw, phase.status?.raw, phase.headingStatus?.raw].map((raw) => raw ?? "").join("\n");
	const progress = ({ row }: DerivedPhase): string =>
		JSON.stringify(row?.completion?.value, (key, value) => (key === "span" ? undefined : value));
	const versions = [ours, theirs, base].map((one) => new Map(rollUp(one, today).map((phase) => [phase.phase.id, phase])));
	const found = new Map<string, DerivedPhase>();
	for (const one of rollUp(merged, today)) {
		const same = versions.flatMap((version) => version.get(one.phase.id) ?? []).filter((other) => cells(other) === cells(one));
		const source = same.find((other) => progress(other) === progress(one)) ?? same[0];
		if (source !== undefined) found.set(one.phase.id, source);
	}
	return found;
}

/** The phases that a side changed: whose boxes have another result, or whose cells were rewritten. */
function touched({ base, ours, theirs }: Versions, result: StatusDocument, today: Day): ReadonlySet<string> {
	const state = (document: StatusDocument): Map<string, string> =>
		new Map(
			rollUp(document, today).map(({ phase, row, own, status }) => [
				phase.id,
				JSON.stringify([own, status, row?.status?.raw, row?.completion?.value, phase.status?.raw], (key, value) =>
					key === "span" ? undefined : value,
				),
			]),
		);
	const before = state(base);
	const found = new Set<string>();
	for (const one of [ours, theirs, result])
		for (const [phase, now] of state(one)) if (before.get(phase) !== now) found.add(phase);
	return found;
}

export { wronglyDerived };
