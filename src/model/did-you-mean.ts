import { distance } from "fastest-levenshtein";

/** The known word most similar to a misspelled one; null if none is close. */
export function nearest(word: string, known: Iterable<string>): string | null {
	const wanted = word.toLowerCase();
	let best: string | null = null;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of known) {
		const lower = candidate.toLowerCase();
		// There may be thousands. Where one is a letter away, only the word itself is nearer.
		if (Math.abs(lower.length - wanted.length) >= least || (least === 1 && lower !== wanted)) continue;
		const cost = distance(wanted, lower);
		if (cost < least) {
			best = candidate;
			least = cost;
		}
	}
	return best;
}
