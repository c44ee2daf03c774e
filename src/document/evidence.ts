import { isDay } from "../model/date.ts";
import { readProof } from "../model/evidence/proof.ts";
import type { Evidence } from "../model/item.ts";
import { memoize } from "../model/memoize.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { plainText } from "./inline.ts";
import { alternatives } from "./phase-patterns.ts";

export type ReadEvidence =
	| { readonly kind: "evidence"; readonly evidence: Evidence }
	| { readonly kind: "unreadable"; readonly text: string };

const labelOf = memoize(
	(words: readonly string[]) => new RegExp(`^[*_]*(?:${alternatives(words)})[*_]*\\s*[:\uff1a][*_]*\\s*`, "i"),
);

const signatureOf = memoize((words: readonly string[]) => {
	const until = `(?:,\\s*(?:${alternatives(words)})\\s+(\\S+))?`;
	return new RegExp(`\\(\\s*([^()]*(?:\\([^()]*\\)[^()]*)*?)\\s*,\\s*(\\d{4}-\\d{2}-\\d{2})\\s*${until}\\s*\\)\\.?$`, "i");
});

/** Reads `Evidence: TEXT (REVIEWER, YYYY-MM-DD[, until YYYY-MM-DD])`; null if the bullet is about something else. */
export function readEvidence(text: string, range: Span, vocabulary: Vocabulary): ReadEvidence | null {
	const source = slice(text, range);
	const label = labelOf(vocabulary.evidence).exec(source);
	if (label === null) return null;
	const content = trimmed(text, { start: range.start + label[0].length, end: range.end });
	const plain = plainText(text, content);
	const match = signatureOf(vocabulary.until).exec(plain);
	const [, reviewer, day, end] = match ?? [];
	if (match === null || reviewer === undefined || day === undefined || reviewer.trim() === "")
		return { kind: "unreadable", text: plain };
	if (!isDay(day) || (end !== undefined && !isDay(end))) return { kind: "unreadable", text: plain };
	const daySpan = lastIn(text, content, day);
	return {
		kind: "evidence",
		evidence: {
			span: { start: range.start, end: content.end },
			text: plain.slice(0, match.index).trim(),
			reviewer: reviewer.trim(),
			day: { value: day, span: end === day ? firstIn(text, content, day) : daySpan },
			proof: readProof(plain.slice(0, match.index).trim()),
			until: end === undefined ? null : { value: end, span: lastIn(text, content, end) },
		},
	};
}

function lastIn(text: string, range: Span, needle: string): Span {
	const at = text.lastIndexOf(needle, range.end - needle.length);
	return at < range.start ? range : { start: at, end: at + needle.length };
}

function firstIn(text: string, range: Span, needle: string): Span {
	const at = text.indexOf(needle, range.start);
	return at < 0 || at + needle.length > range.end ? range : { start: at, end: at + needle.length };
}
