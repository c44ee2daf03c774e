import { isPrintable } from "./printable.ts";

/** Part of a command line, quoted already; null where it holds something that cannot be typed. */
export interface Quoted {
	readonly quoted: string | null;
}

/**
 * A command line for people to type, as a template: every text in it is quoted for a POSIX shell, so that it is one word or part of one,
 * with any content. Null if a text has invisible characters: a command that cannot be typed as displayed is not offered.
 */
export function commandLine(fixed: TemplateStringsArray, ...texts: readonly (string | Quoted)[]): string | null {
	return quoted(fixed, ...texts).quoted;
}

/** The same for a part of a command line. */
export function quoted(fixed: TemplateStringsArray, ...texts: readonly (string | Quoted)[]): Quoted {
	let line = fixed[0] ?? "";
	for (const [index, text] of texts.entries()) {
		const part = typeof text === "string" ? quotedWord(text) : text.quoted;
		if (part === null) return { quoted: null };
		line += part + (fixed[index + 1] ?? "");
	}
	return { quoted: isPrintable(line) ? line : null };
}

/** Several words, with blanks between them. */
export function quotedWords(words: readonly string[]): Quoted {
	const parts = words.map(quotedWord);
	return { quoted: parts.includes(null) ? null : parts.join(" ") };
}

function quotedWord(text: string): string | null {
	if (!isPrintable(text)) return null;
	return plainWord.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What no shell takes for anything else. An equals sign at the start is something to zsh. */
const plainWord = /^[\p{L}\p{N}_./:,@%+-][\p{L}\p{N}_./:,@%+=-]*$/u;

/** A sentence that ends in a command line; null if that cannot be typed. */
export function advice(before: string, command: string | null, after = ""): string | null {
	return command === null ? null : `${before}${command}${after}`;
}
