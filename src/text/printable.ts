import { everyInvisible, invisible } from "./invisible.ts";

/**
 * Makes untrusted text safe for a terminal: invisible characters are written as escapes. Line feeds and tabs are escaped too, because a
 * message is one line, and the bracket of `##[`, which GitHub's runner takes for a command anywhere in a line of a log.
 */
export function printable(text: string): string {
	return isPrintable(text) ? text : text.replace(everyInvisible, escaped).replace(everyRunnerCommand, escaped);
}

/** Whether a text can be printed as it is. */
export function isPrintable(text: string): boolean {
	return !invisible.test(text) && !text.includes("##[");
}

const everyRunnerCommand = /(?<=##)\[/g;

function escaped(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16).padStart(4, "0")}}`;
}
