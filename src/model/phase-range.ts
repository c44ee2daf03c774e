import { ordinalOf } from "./ordinal.ts";
import { comparePhases, type PhaseId } from "./phase-id.ts";

/** The phases that `2`, `phase 2`, `2-4`, `2..4` or `3,5` name; null if the word names anything else. An empty range is an empty list. */
export function phasesNamed(word: string, known: readonly PhaseId[]): readonly PhaseId[] | null {
	const found: PhaseId[] = [];
	for (const part of word.split(",").map((one) => one.trim())) {
		const plain = part.replace(/^phases?[\s-]*/i, "").toLowerCase();
		const range = /^([0-9][0-9a-z.]*?)(?:-|\.\.)([0-9][0-9a-z.]*)$/.exec(plain);
		// `1` is `Phase One`, too, where no phase has that number.
		const one = known.find((id) => id.toLowerCase() === plain) ?? known.find((id) => ordinalOf(id)?.toString() === plain);
		if (one !== undefined) found.push(one);
		else if (range?.[1] !== undefined && range[2] !== undefined) {
			const [, from, to] = range;
			found.push(...known.filter((id) => comparePhases(id, from ?? "") >= 0 && comparePhases(id, to ?? "") <= 0));
		} else return null;
	}
	return found;
}
