import type { Span } from "./span.ts";

export interface Position {
	/** From 1. */
	readonly line: number;
	/** From 1, in UTF-16 units, as editors and SARIF count. */
	readonly column: number;
}

/** Where lines start. LF, CRLF and a lone CR each end a line, as in CommonMark. */
export class Lines {
	readonly #text: string;
	readonly #starts: number[] = [0];

	constructor(text: string) {
		this.#text = text;
		// Most texts have LF alone, and searching is ten times faster than looking at each character.
		if (!text.includes("\r")) {
			for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
			return;
		}
		for (let i = 0; i < text.length; i += 1) {
			const code = text.charCodeAt(i);
			if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) this.#starts.push(i + 1);
		}
	}

	get count(): number {
		return this.#starts.length;
	}

	/** The position of an offset; one past the end is allowed. */
	at(offset: number): Position {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
	}

	/** The content of a line, from 1, without its ending; empty beyond the last line. */
	span(line: number): Span {
		const start = this.#starts[line - 1] ?? this.#text.length;
		let end = this.#starts[line] ?? this.#text.length;
		while (end > start && isLineEnding(this.#text.charCodeAt(end - 1))) end -= 1;
		return { start, end };
	}

	/** Where a line starts, ending included in the range up to the next line's start. */
	startOf(line: number): number {
		return this.#starts[line - 1] ?? this.#text.length;
	}
}

/** The lines of a text, however each ends. */
export function splitLines(text: string): string[] {
	return text.split(/\r\n|\r|\n/);
}

export type LineEnding = "\n" | "\r\n" | "\r";

/** The ending that most lines use; LF for a text of one line. */
export function usualLineEnding(text: string): LineEnding {
	const counts = lineEndings(text);
	if (counts.crlf > counts.lf && counts.crlf >= counts.cr) return "\r\n";
	return counts.cr > counts.lf ? "\r" : "\n";
}

export function lineEndings(text: string): { lf: number; crlf: number; cr: number } {
	if (!text.includes("\r")) return { lf: text.split("\n").length - 1, crlf: 0, cr: 0 };
	const counts = { lf: 0, crlf: 0, cr: 0 };
	for (let i = 0; i < text.length; i += 1) {
		const code = text.charCodeAt(i);
		if (code === 0x0a) counts.lf += 1;
		else if (code === 0x0d) {
			if (text.charCodeAt(i + 1) === 0x0a) {
				counts.crlf += 1;
				i += 1;
			} else counts.cr += 1;
		}
	}
	return counts;
}

function isLineEnding(code: number): boolean {
	return code === 0x0a || code === 0x0d;
}
