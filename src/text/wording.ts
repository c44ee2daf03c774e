/** `1 item`, `2 items`; `many` where the plural takes more than an s. */
export function count(number: number, noun: string, many = `${noun}s`): string {
	return `${number} ${number === 1 ? noun : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The first words of many, and how many more there are. */
export function firstOf(words: readonly string[], max: number): string {
	return words.length <= max ? listed(words) : listed([...words.slice(0, max), `${words.length - max} more`]);
}

/** The first few of a list, and how many more there are. */
export function few(names: readonly string[], max = 3): string {
	const first = names.slice(0, max).join(", ");
	return names.length > max ? `${first} and ${names.length - max} more` : first;
}
