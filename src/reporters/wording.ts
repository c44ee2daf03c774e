/** `1 item`, `2 items`. */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The first words of many, and how many more there are. */
export function firstOf(words: readonly string[], max: number): string {
	return words.length <= max ? listed(words) : listed([...words.slice(0, max), `${words.length - max} more`]);
}
