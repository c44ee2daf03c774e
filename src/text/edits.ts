import type { Span } from "./span.ts";

/** A replacement that knows what it replaces, so that it cannot be applied to another text than it was planned for. */
export interface TextEdit {
	readonly span: Span;
	readonly expected: string;
	readonly replacement: string;
}

export class EditConflict extends Error {
	override readonly name = "EditConflict";
}

export function replace(text: string, range: Span, replacement: string): TextEdit {
	return { span: range, expected: text.slice(range.start, range.end), replacement };
}

export function insert(offset: number, replacement: string): TextEdit {
	return { span: { start: offset, end: offset }, expected: "", replacement };
}

/**
 * Applies edits in any order; several insertions at one offset keep theirs. Throws EditConflict if an edit does not find its expected text,
 * or two overlap: then nothing must be written.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	const ordered = edits
		.map((edit, index) => ({ edit, index }))
		.sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
	const parts: string[] = [];
	let from = 0;
	for (const { edit } of ordered) {
		const { start, end } = edit.span;
		if (start < from) throw new EditConflict(`two edits overlap at offset ${start}`);
		if (text.slice(start, end) !== edit.expected || end > text.length) {
			throw new EditConflict(`the text at offset ${start} is not what the edit was planned for`);
		}
		parts.push(text.slice(from, start), edit.replacement);
		from = end;
	}
	parts.push(text.slice(from));
	return parts.join("");
}

/** Whether two edits can be applied together. Insertions touch their neighbors, so that none lands inside a replaced span. */
export function overlaps(a: TextEdit, b: TextEdit): boolean {
	if (a.span.start === b.span.start) return true;
	return a.span.start < b.span.end && b.span.start < a.span.end;
}
