import { nearest } from "../model/did-you-mean.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { phasesNamed } from "../model/phase-range.ts";

/**
 * The phases that arguments such as `2`, `2-4`, `3,5`, `phase 2` or a part of a title select.
 *
 * Throws a usage Failure if there is no match, or several.
 */
export function selectPhases(
	words: readonly string[],
	phases: readonly { readonly id: PhaseId; readonly title: { readonly value: string } }[],
	otherCommands: readonly string[] = [],
): ReadonlySet<PhaseId> {
	const chosen = new Set<PhaseId>();
	const ids = phases.map((phase) => phase.id);
	const known = `the document has ${ids.map((id) => `Phase ${id}`).join(", ")}`;
	for (const word of words.flatMap((argument) => argument.split(",")).map((part) => part.trim())) {
		if (word === "" || /^phases?$/i.test(word)) continue;
		const named = phasesNamed(word, ids);
		if (named !== null) {
			if (named.length === 0) throw new Failure("usage", `there is no phase in the range ${word}`, known);
			for (const id of named) chosen.add(id);
		} else {
			const titled = phases.filter((phase) => phase.title.value.toLowerCase().includes(word.toLowerCase()));
			const only = titled[0];
			if (titled.length > 1) {
				const names = titled.map((phase) => `Phase ${phase.id}: ${phase.title.value}`).join("; ");
				throw new Failure("usage", `"${word}" matches ${names}`, "use the number of the phase");
			}
			if (only === undefined) {
				const command = nearest(word, otherCommands);
				const close =
					command === null
						? nearest(
								word,
								phases.flatMap(({ title }) => [title.value, ...wordsOf(title.value)]),
							)
						: null;
				if (command !== null)
					throw new Failure("usage", `unknown command or phase "${word}"`, `did you mean the command "${command}"? ${known}`);
				throw new Failure("usage", `there is no phase "${word}"`, close === null ? known : `did you mean "${close}"? ${known}`);
			}
			chosen.add(only.id);
		}
	}
	return chosen;
}

/** Words of a title that are long enough to be misspelt. */
function wordsOf(title: string): string[] {
	return title.split(/\s+/).filter((word) => word.length > 3);
}

/** The one phase that a word means. */
export function selectPhase(word: string, phases: Parameters<typeof selectPhases>[1]): PhaseId {
	const [only, ...more] = selectPhases([word], phases);
	if (only === undefined || more.length > 0) throw new Failure("usage", `"${word}" is not one phase`, "name one by its number");
	return only;
}
