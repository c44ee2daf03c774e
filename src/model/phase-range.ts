import { Failure } from "./failure.ts";
import { ordinalOf } from "./ordinal.ts";
import { comparePhases, type PhaseId } from "./phase-id.ts";

/** The phases that `2`, `phase 2`, `2-4`, `2..4` or `3,5` name; null if the word names anything else. An empty range is an empty list. */
export function phasesNamed(word: string, known: readonly PhaseId[]): readonly PhaseId[] | null {
	const found: PhaseId[] = [];
	for (const part of word.split(",").map((one) => one.trim())) {
		const plain = part.replace(/^phases?[\s-]*/i, "").toLowerCase();
		const range = /^([0-9][0-9a-z.]*?)(?:-|\.\.)([0-9][0-9a-z.]*)$/.exec(plain);
		// `1` also means `Phase One` if no phase has that number.
		const one = known.find((id) => id.toLowerCase() === plain) ?? known.find((id) => ordinalOf(id)?.toString() === plain);
		if (one !== undefined) found.push(one);
		else if (range?.[1] !== undefined && range[2] !== undefined) {
			const [, from, to] = range;
			found.push(...known.filter((id) => comparePhases(id, from ?? "") >= 0 && comparePhases(id, to ?? "") <= 0));
		} else return null;
	}
	return found;
}

/** That a document has no phase: of nothing, everything would be done. `validate` is how the caller's people call it. */
export function noPhase(file: string, validate: string): Failure {
	return new Failure(
		"unusable",
		`${file} has no phase`,
		`a phase is a heading such as "## Phase 2: Service Splitting"; ${validate} shows more`,
	);
}

/** `Phase 2`, `Phases 2 and 3`, `Phases 2, 3 and 5`. */
export function listPhases(ids: readonly PhaseId[]): string {
	const last = ids.at(-1) ?? "";
	return ids.length < 2 ? `Phase ${last}` : `Phases ${ids.slice(0, -1).join(", ")} and ${last}`;
}
