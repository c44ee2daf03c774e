import { type Status, statuses, type WrittenStatus } from "../model/status.ts";
import { bareMark, normalised, type Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { cellText } from "./inline.ts";

interface KnownStatus {
	readonly status: Status;
	readonly text: string;
}

interface StatusLookup {
	/** Longest first, so that "not started" is matched before "not". */
	readonly words: readonly KnownStatus[];
	readonly marks: readonly KnownStatus[];
}

const lookups = new WeakMap<Vocabulary, StatusLookup>();

function lookup(vocabulary: Vocabulary): StatusLookup {
	const known = lookups.get(vocabulary);
	if (known !== undefined) return known;
	const list = (pick: (status: Status) => readonly string[]): KnownStatus[] =>
		statuses.flatMap((status) => pick(status).map((text) => ({ status, text }))).sort((a, b) => b.text.length - a.text.length);
	const made: StatusLookup = {
		words: list((status) => vocabulary.statuses[status].words.map(normalised)),
		marks: list((status) => vocabulary.statuses[status].marks.map(bareMark)),
	};
	lookups.set(vocabulary, made);
	return made;
}

const anyMark =
	/^(?:[\p{Extended_Pictographic}\p{Emoji_Presentation}][\p{Emoji_Modifier}\ufe0f\u200d\p{Extended_Pictographic}]*|:[a-z0-9_+-]+:)/u;

/** The marks of Confluence and Jira, in front of a word: `(/) Done`, `(!) In Progress`. */
const wikiMark = /^\((?:[/x!?i*]|on|off)\)(?=\s*[^\s|])/;

/** The mark that a text starts with, known or not. */
export function markAtStart(text: string): string | null {
	return anyMark.exec(text)?.[0] ?? /^[\u2713\u2714]\ufe0f?/.exec(text)?.[0] ?? null;
}

/** A status with its remark; patterns that look for words should not have to search a page. */
const maxStatusLength = 400;

/** Reads a status such as `🟡 In Progress` or `**Done** ✅`; without a known word or mark, it is unknown. */
export function readStatus(text: string, range: Span, vocabulary: Vocabulary): WrittenStatus {
	const content = withoutLink(text, trimmed(text, range));
	const raw = slice(text, content);
	const known = lookup(vocabulary);
	const mark = findMark(raw, known);
	const wordRaw = mark === null ? raw : raw.slice(0, mark.from) + raw.slice(mark.to);
	const words = withoutLink(wordRaw, trimmed(wordRaw, { start: 0, end: wordRaw.length }));
	const short = slice(wordRaw, words).slice(0, maxStatusLength);
	const visibleText = /[*_`~<&\\[]/.test(short) ? plain(short) : short;
	const word = findWord(visibleText, known);
	return {
		span: content,
		raw,
		status: visibleText.trim() === "" || normalised(visibleText) === "" ? (mark?.status ?? null) : word,
		mark: mark === null ? null : { value: mark.text, span: { start: content.start + mark.from, end: content.start + mark.to } },
		markMeans: mark?.status ?? null,
		word: normalised(visibleText) === "" ? null : { value: visibleText.trim(), span: wordSpan(raw, content.start, mark) },
	};
}

function plain(markdown: string): string {
	return cellText(markdown, { start: 0, end: markdown.length });
}

/** A link as a whole, perhaps emphasized: `[Done](https://…)`, `**[Done][1]**`. */
const wholeLink = /^([*_]{0,3})\[((?:[^[\]\\]|\\.)+)\](?:\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)|\[[^[\]]*\])\1$/;

/** Of a link only its text states something, and only that may be rewritten. */
function withoutLink(text: string, content: Span): Span {
	const match = /[)\]*_]/.test(text.charAt(content.end - 1)) ? wholeLink.exec(slice(text, content)) : null;
	if (match?.[1] === undefined || match[2] === undefined) return content;
	const start = content.start + match[1].length + 1;
	return trimmed(text, { start, end: start + match[2].length });
}

interface FoundMark {
	readonly text: string;
	readonly from: number;
	readonly to: number;
	readonly status: Status | null;
}

function findMark(raw: string, known: StatusLookup): FoundMark | null {
	for (const { text, status } of known.marks) {
		const from = raw.indexOf(text);
		if (from < 0) continue;
		const to = from + text.length + (raw.charAt(from + text.length) === "\ufe0f" ? 1 : 0);
		return { text: raw.slice(from, to), from, to, status };
	}
	const leading = raw.search(/[^*_\s]/);
	const unknown = leading < 0 ? null : (anyMark.exec(raw.slice(leading)) ?? wikiMark.exec(raw.slice(leading)));
	if (unknown !== null) return { text: unknown[0], from: leading, to: leading + unknown[0].length, status: null };
	// `Pending ⏳`: behind the word.
	const last = raw.length > maxStatusLength ? -1 : raw.search(/[^\s*_]+[\s*_]*$/);
	const behind = last < 1 ? null : anyMark.exec(raw.slice(last));
	if (behind === null || !/^[\s*_]*$/.test(raw.slice(last + behind[0].length))) return null;
	return { text: behind[0], from: last, to: last + behind[0].length, status: null };
}

/** The words before or after the mark. */
function wordSpan(raw: string, start: number, mark: FoundMark | null): Span {
	if (mark === null) return { start, end: start + raw.length };
	const range = normalised(raw.slice(0, mark.from)) === "" ? { start: mark.to, end: raw.length } : { start: 0, end: mark.from };
	const inner = withoutLink(raw, trimmed(raw, range));
	return { start: inner.start + start, end: inner.end + start };
}

/** The status that the text starts with, if only a remark follows: "Done, except the tests" is not taken for "Done". */
function findWord(text: string, known: StatusLookup): Status | null {
	const main = text.replace(/^[\s=:|\u2013\u2014-]+/, "").split(/\s*[(\u2013\u2014:;]|\s-\s/, 1)[0] ?? text;
	const words = normalised(main);
	return known.words.find((candidate) => candidate.text === words)?.status ?? null;
}
