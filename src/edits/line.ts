import type { LineEnding } from "../text/lines.ts";

/** Lines around a place of a text, so that a new line ends and begins as its neighbours do. */

export function lineStart(text: string, offset: number): number {
	let start = offset;
	while (start > 0 && !isEnding(text.charCodeAt(start - 1))) start -= 1;
	return start;
}

/** The end of a line's content, trailing spaces included. */
export function lineEnd(text: string, offset: number): number {
	let end = offset;
	while (end < text.length && !isEnding(text.charCodeAt(end))) end += 1;
	return end;
}

/** The start of the line behind; the end of the text behind the last one. */
export function nextLine(text: string, offset: number): number {
	const end = lineEnd(text, offset);
	return end + (endingAt(text, end)?.length ?? 0);
}

/** The ending of the line that an offset is in; the last line without one has that of the line before it. */
export function endingOf(text: string, offset: number): LineEnding {
	// An offset between CR and LF is also at the end of the line.
	const own = text.startsWith("\r\n", offset - 1) ? "\r\n" : endingAt(text, lineEnd(text, offset));
	if (own !== null) return own;
	const start = lineStart(text, offset);
	return endingAt(text, text.startsWith("\r\n", start - 2) ? start - 2 : start - 1) ?? "\n";
}

function endingAt(text: string, offset: number): LineEnding | null {
	if (text.startsWith("\r\n", offset)) return "\r\n";
	const character = text.charAt(offset);
	return character === "\n" || character === "\r" ? character : null;
}

function isEnding(code: number): boolean {
	return code === 0x0a || code === 0x0d;
}
