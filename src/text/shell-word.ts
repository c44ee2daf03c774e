import { printable } from "./printable.ts";

/** A text as one word of a shell, to be copied: ids that people pin and names of files may hold anything. */
export function shellWord(text: string): string {
	const shown = printable(text);
	return /^[\p{L}\p{N}_./:-]+$/u.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
