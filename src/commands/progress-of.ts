import { basename, dirname } from "node:path";
import { readDocument } from "../document/read-document.ts";
import type { ProgressPoint } from "../model/progress.ts";
import { tally } from "../model/roll-up.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import { sourceText } from "../text/decode.ts";
import type { Host } from "./host.ts";

/** Reading a document takes longer the larger it is: so many characters are read at most, spread over the days. */
const mostCharacters = 6_000_000;
const mostPoints = 60;

/**
 * How far the document was on the days on which it was committed, by its git history; nothing where there is none. A point a day, thinned
 * out where there are many.
 */
export async function progressOf(host: Host, path: string, size: number, words: Vocabulary): Promise<ProgressPoint[]> {
	const git = (args: readonly string[]): Promise<string | null> => host.ask("git", ["-C", dirname(path), "--no-pager", ...args]);
	const log = await git(["log", "--no-show-signature", "--format=%H %cI", "--", basename(path)]);
	const days = new Map<string, { readonly commit: string; readonly at: string }>();
	for (const line of (log ?? "").split("\n")) {
		const [commit, at] = line.split(" ");
		if (commit === undefined || at === undefined || Number.isNaN(Date.parse(at))) continue;
		const day = new Date(at).toISOString().slice(0, 10);
		// Newest first: the first of a day is its last.
		if (!days.has(day)) days.set(day, { commit, at });
	}
	const most = Math.max(2, Math.min(mostPoints, Math.floor(mostCharacters / Math.max(1, size))));
	const points: ProgressPoint[] = [];
	for (const { commit, at } of thinned([...days.values()], most)) {
		const text = await git(["show", "--no-textconv", `${commit}:./${basename(path)}`]);
		if (text === null) continue;
		const own = readDocument(sourceText(text), words).phases.map((phase) => tally(phase.items));
		const sum = (pick: "done" | "counted"): number => own.reduce((total, one) => total + one[pick], 0);
		points.push({ at, done: sum("done"), counted: sum("counted") });
	}
	return points.reverse();
}

/** At most so many, evenly spread, the first and the last among them. */
export function thinned<T>(all: readonly T[], most: number): T[] {
	if (all.length <= most) return [...all];
	const chosen = new Set(Array.from({ length: most }, (_, index) => Math.round((index * (all.length - 1)) / (most - 1))));
	return all.filter((_, index) => chosen.has(index));
}
