import { readDocument } from "../document/read-document.ts";
import { counts, isDone } from "../model/item.ts";
import type { Phase } from "../model/phase.ts";
import { tally } from "../model/roll-up.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { everyTally, type ProgressPoint } from "../report/progress.ts";
import { decode } from "../text/decode.ts";
import type { Git } from "./git.ts";
import { type Landing, landingsOf } from "./log.ts";
import { readBlobs } from "./objects.ts";

/** Reading a document takes longer the larger it is: so many characters are read at most, spread over the days. */
const maxCharacters = 6_000_000;
const maxPoints = 60;

/**
 * How far the document was on the days on which the branch got a new version of it, the oldest first. A point a day, thinned out where
 * there are many: `size` is how long the document is today. A version that cannot be read is left out.
 */
export async function progressOf(git: Git, path: string, size: number, words: Vocabulary): Promise<ProgressPoint[]> {
	const days = new Map<string, Landing>();
	for (const landing of await landingsOf(git, path)) {
		const day = instant(landing).slice(0, 10);
		// Newest first: the first of a day is its last.
		if (!days.has(day)) days.set(day, landing);
	}
	const max = Math.max(2, Math.min(maxPoints, Math.floor(maxCharacters / Math.max(1, size))));
	const chosen = thinned([...days.values()], max);
	const contents = await readBlobs(
		git,
		chosen.map(({ blob }) => blob),
	);
	const points = chosen.flatMap((landing, index): ProgressPoint[] => {
		const content = contents[index] ?? null;
		const decoded = content === null ? null : decode(content);
		if (decoded?.kind !== "text") return [];
		const read = readDocument(decoded.source, words).phases;
		const phases = read.map((phase) => [phase.id, { ...tally(phase.items), every: everyTally(phase) }] as const);
		const sum = (of: "done" | "counted"): number => phases.reduce((total, [, one]) => total + one[of], 0);
		return [{ at: instant(landing), done: sum("done"), counted: sum("counted"), proven: proven(read), phases: new Map(phases) }];
	});
	return points.reverse();
}

/** How many items that count were checked off with the proof of a verified check-off. */
function proven(phases: readonly Pick<Phase, "items">[]): number {
	const items = phases.flatMap((phase) => phase.items);
	return items.filter((item) => counts(item) && isDone(item) && item.evidence.some(({ proof }) => proof !== null)).length;
}

/** At most so many, evenly spread, the first and the last among them. */
export function thinned<T>(all: readonly T[], max: number): T[] {
	if (all.length <= max) return [...all];
	const chosen = new Set(Array.from({ length: max }, (_, index) => Math.round((index * (all.length - 1)) / (max - 1))));
	return all.filter((_, index) => chosen.has(index));
}

function instant({ seconds }: Landing): string {
	return new Date(seconds * 1000).toISOString();
}
