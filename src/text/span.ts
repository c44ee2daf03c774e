/** A half-open range of UTF-16 offsets into a decoded text (byte order mark not counted). */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export function slice(text: string, range: Span): string {
	return text.slice(range.start, range.end);
}

/** The range without the white space at its ends; an all-blank range becomes empty at its start. */
export function trimmed(text: string, range: Span): Span {
	let { start, end } = range;
	while (start < end && isBlank(text.charCodeAt(start))) start += 1;
	while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
	return { start, end };
}

function isBlank(code: number): boolean {
	return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
