import type { PhaseId } from "./phase-id.ts";

/** Numbers in words, for `Phase One`. */
export const numberWords = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** What a Roman numeral or a number in words counts; null for other ids. */
export function ordinalOf(phase: PhaseId): number | null {
	const word = numberWords.indexOf(phase.toLowerCase());
	if (word >= 0) return word + 1;
	if (!/^[IVX]+$/.test(phase)) return null;
	const values = [...phase].map((letter) => ({ I: 1, V: 5, X: 10 })[letter] ?? 0);
	return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}
