import { distance } from "fastest-levenshtein";

/** The known word that a misspelt one was probably meant to be; null where none is close. */
export function nearest(word: string, known: Iterable<string>): string | null {
	const wanted = word.toLowerCase();
	let best: string | null = null;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of known) {
		const cost = distance(wanted, candidate.toLowerCase());
		if (cost < least) {
			best = candidate;
			least = cost;
		}
	}
	return best;
}
