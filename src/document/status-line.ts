import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { valueAfter } from "./section-names.ts";

/** A label with its value, in a line that may hold several facts. */
const boundary =
	/\s+[|\u00b7\u2022]\s+|\s*\|\s+|;\s+|\t+| {2,}|\u3000|\s+(?=\*\*[^*:\uff1a]{1,40}(?:[:\uff1a]\*\*|\*\*\s*[:\uff1a]))|\s+(?=__[^_:]{1,40}:__)/g;

/**
 * The value behind one label in a line such as `**Target:** Week 3 | **Status:** Not Started`; null where the line has no such label. Facts
 * stand apart by bars, dots, semicolons, wide spaces, or the emphasis of the next label.
 */
export function factIn(text: string, line: Span, name: "status" | "goal", vocabulary: Vocabulary): Span | null {
	const raw = slice(text, line);
	let start = 0;
	const ends = [...raw.matchAll(boundary)].map((match) => ({ end: match.index, next: match.index + match[0].length }));
	for (const { end, next } of [...ends, { end: raw.length, next: raw.length }]) {
		const at = valueAfter(
			raw.slice(start, end).replace(/^[-*+]\s+(?=\S)/, (marker) => " ".repeat(marker.length)),
			name,
			vocabulary,
		);
		if (at !== null) {
			// A goal is a sentence, which may hold any of these.
			const until = name === "goal" ? raw.length : end;
			return trimmed(text, { start: line.start + start + at, end: line.start + until });
		}
		start = next;
	}
	return null;
}

/** The facts of a line. */
export function factsIn(text: string, line: Span): Span[] {
	const facts: Span[] = [];
	let start = line.start;
	for (const match of slice(text, line).matchAll(boundary)) {
		facts.push(trimmed(text, { start, end: line.start + match.index }));
		start = line.start + match.index + match[0].length;
	}
	facts.push(trimmed(text, { start, end: line.end }));
	return facts.filter((fact) => fact.start < fact.end);
}

/** The lines of a stretch, without the marks of quotes. */
export function linesOf(text: string, range: Span): Span[] {
	const lines: Span[] = [];
	for (const match of slice(text, range).matchAll(/[^\r\n]+/g)) {
		const quoted = /^[ \t]*(?:>[ \t]?)*/.exec(match[0])?.[0].length ?? 0;
		lines.push(trimmed(text, { start: range.start + match.index + quoted, end: range.start + match.index + match[0].length }));
	}
	return lines;
}
