import { distance } from "fastest-levenshtein";

/**
 * Whether two different names look like a name and its misspelling: `monolit` and `monolith`, not `sa-1` and `sa-2`, which differ in
 * digits, or `sa` and `va`, where one letter is half of the word.
 */
export function isTypingError(one: string, other: string): boolean {
	const [a, b] = [one.toLowerCase(), other.toLowerCase()];
	if (a === b) return one !== other;
	const [left, right] = [wordsOf(a), wordsOf(b)];
	if (left.length !== right.length) {
		const [whole, rest] = [left.join(""), right.join("")];
		return (
			Math.min(whole.length, rest.length) >= 5 &&
			withoutDigits(whole) === withoutDigits(rest) &&
			digitsOf(whole) === digitsOf(rest)
		);
	}
	return left.every((word, index) => word === right[index] || isMisspelled(word, right[index] ?? ""));
}

function isMisspelled(a: string, b: string): boolean {
	if (withoutDigits(a) === withoutDigits(b) || digitsOf(a) !== digitsOf(b)) return false;
	const maxLength = Math.max(a.length, b.length);
	if (maxLength < 4) return false;
	const cost = distance(a, b);
	return cost === 1 || (cost === 2 && (isSwapped(a, b) || Math.min(a.length, b.length) >= 8));
}

/** Whether two adjacent letters are swapped. */
function isSwapped(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	const at = [...a].findIndex((letter, index) => letter !== b[index]);
	return a.slice(0, at) + (a[at + 1] ?? "") + (a[at] ?? "") + a.slice(at + 2) === b;
}

function wordsOf(name: string): readonly string[] {
	return name.split(/[-._/]+/);
}

function withoutDigits(text: string): string {
	return text.replace(/\d/g, "");
}

function digitsOf(text: string): string {
	return text.replace(/\D/g, "");
}
