import { diffArrays } from "diff";

/** A line with its line ending, and whether both texts have it, only the old one, or only the new one. */
export interface DiffLine {
	readonly mark: " " | "-" | "+";
	readonly line: string;
}

/** A part with more differences than this takes too long to compare: the time grows with the square of their number. */
export const maxEdits = 500;

/**
 * A line diff of two texts, for texts with thousands of differences. Lines that occur once in each text divide the texts into parts that
 * are compared separately (the patience algorithm); a part that differs throughout is output as replaced.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
	const found: DiffLine[] = [];
	let old = 0;
	let now = 0;
	const part = (oldEnd: number, nowEnd: number): void => {
		for (const one of diffPart(before.slice(old, oldEnd), after.slice(now, nowEnd))) found.push(one);
	};
	for (const [oldAt, nowAt] of anchors(before, after)) {
		part(oldAt, nowAt);
		found.push({ mark: " ", line: before[oldAt] ?? "" });
		old = oldAt + 1;
		now = nowAt + 1;
	}
	part(before.length, after.length);
	return found;
}

function diffPart(before: string[], after: string[]): readonly DiffLine[] {
	const marked = (mark: DiffLine["mark"], lines: readonly string[]): DiffLine[] => lines.map((line) => ({ mark, line }));
	const changes = diffArrays(before, after, { maxEditLength: maxEdits });
	if (changes === undefined) return [...marked("-", before), ...marked("+", after)];
	return changes.flatMap(({ added, removed, value }) => marked(added ? "+" : removed ? "-" : " ", value));
}

/** Places in both texts of the lines that each has exactly once, as many as there are in the same order. */
function anchors(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
	const nowAt = placesOfUnique(after);
	const pairs = [...placesOfUnique(before)].flatMap(([line, old]): [number, number][] => {
		const now = nowAt.get(line);
		return now === undefined ? [] : [[old, now]];
	});
	return longestIncreasing(pairs);
}

function placesOfUnique(lines: readonly string[]): ReadonlyMap<string, number> {
	const places = new Map<string, number>();
	const repeated = new Set<string>();
	for (const [index, line] of lines.entries()) {
		if (places.has(line)) repeated.add(line);
		places.set(line, index);
	}
	for (const line of repeated) places.delete(line);
	return places;
}

interface Link {
	readonly pair: readonly [number, number];
	readonly previous: Link | null;
}

/** The longest sequence of pairs, which are in order of their first numbers, whose second numbers rise. */
function longestIncreasing(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
	/** For each length, the sequence of it that ends lowest. */
	const ends: Link[] = [];
	for (const pair of pairs) {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((ends[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1;
			else high = middle;
		}
		ends[low] = { pair, previous: ends[low - 1] ?? null };
	}
	const found: (readonly [number, number])[] = [];
	for (let link = ends.at(-1) ?? null; link !== null; link = link.previous) found.push(link.pair);
	return found.reverse();
}
