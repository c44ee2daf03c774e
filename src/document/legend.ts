import type { Legend, LegendEntry } from "../model/document.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import { type Status, statuses } from "../model/status.ts";
import { usualStatus } from "../model/words/usual-statuses.ts";
import { normalised, normalisedWords, type Vocabulary, type VocabularyExtension } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { allBlocks, type OutlineSection } from "./outline.ts";
import { namedSection, valueAfter } from "./section-names.ts";
import { readStatus } from "./status-words.ts";

/** Finds the legend: a paragraph `Legend: 🔴 Not Started | …` anywhere, or a section of that name with a list or a table. */
export function readLegend(
	text: string,
	root: OutlineSection,
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): Legend | null {
	const blocks = allBlocks(root);
	for (const [index, block] of blocks.entries()) {
		const paragraph = block.type === "quote" ? block.children[0] : block;
		if (paragraph?.type !== "paragraph") continue;
		const at = valueAfter(slice(text, paragraph.span).slice(0, 200), "legend", vocabulary);
		if (at === null) continue;
		const lines = linesOf(text, { start: paragraph.span.start + at, end: paragraph.span.end });
		// `**Legend:**` may stand alone above its list.
		const spans =
			lines.length === 0
				? firstList(text, blocks.slice(index + 1, index + 2), vocabulary)
				: entriesOfLines(text, lines, vocabulary);
		return { span: paragraph.span, entries: readEntries(text, spans, vocabulary, note) };
	}
	const section = findSection(root, (title) => namedSection(title, vocabulary) === "legend");
	if (section === null || section.heading === null) return introducedLegend(text, blocks, vocabulary, note);
	const spans = firstList(text, section.blocks, vocabulary);
	return { span: section.heading.span, entries: readEntries(text, spans, vocabulary, note) };
}

/** `Note: Use these status emojis to track progress:` */
const introduction =
	/\b(?:status(?:es)?|progress)\b.*\b(?:emojis?|icons?|symbols?|marks?|markers?|indicators?)\b|\b(?:emojis?|icons?|symbols?|marks?|markers?|indicators?)\b.*\b(?:status(?:es)?|progress)\b/i;

/** A legend without that name: a sentence that introduces a list of nothing but marks with their words. */
function introducedLegend(
	text: string,
	blocks: readonly Block[],
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): Legend | null {
	for (const [index, block] of blocks.entries()) {
		if (block.type !== "paragraph") continue;
		const line = linesOf(text, block.span).at(-1) ?? block.span;
		const sentence = slice(text, line).slice(0, 200);
		if (!/[:\uff1a]$/.test(sentence) || !introduction.test(sentence)) continue;
		const spans = firstList(text, blocks.slice(index + 1, index + 2), vocabulary);
		const written = spans.map((span) => readStatus(text, span, vocabulary));
		if (written.length < 2 || written.some(({ mark, status }) => mark === null || status === null)) continue;
		return { span: block.span, entries: readEntries(text, spans, vocabulary, note) };
	}
	return null;
}

/** The words and marks that a legend teaches. */
export function legendVocabulary(legend: Legend): VocabularyExtension {
	const taught: Partial<Record<Status, { words: string[]; marks: string[] }>> = {};
	for (const { status, word, mark } of legend.entries) {
		if (status === null) continue;
		const known = taught[status] ?? { words: [], marks: [] };
		if (word !== null) known.words.push(word);
		if (mark !== null) known.marks.push(mark);
		taught[status] = known;
	}
	for (const status of statuses) if (taught[status] === undefined) delete taught[status];
	return { statuses: taught };
}

function readEntries(
	text: string,
	spans: readonly Span[],
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): LegendEntry[] {
	const entries: LegendEntry[] = [];
	for (const span of spans) {
		const written = readStatus(text, span, vocabulary);
		const word = written.word === null ? null : trimWord(written.word.value);
		// The word decides; an unknown word with a known mark is this document's word for that status; a remark may map it to one.
		const status = written.status ?? mappedIn(written.word?.value ?? "", vocabulary) ?? written.markMeans ?? activeStatus(word);
		if (status === null) note({ kind: "unreadable-legend", span, text: plainText(text, span) });
		entries.push({ span, status, word: word === "" ? null : word, mark: written.mark?.value ?? null });
	}
	return entries;
}

/** A word that usually means that there is work left, such as `Running`; no word makes a phase done unless the document defines it. */
function activeStatus(word: string | null): Status | null {
	const status = word === null ? null : usualStatus(word);
	return status === "not-started" || status === "in-progress" ? status : null;
}

/** `Deferred (closed)`, `Cancelled = closed`, `Läuft: in progress`: the entry defines its own word. */
function mappedIn(word: string, vocabulary: Vocabulary): Status | null {
	const remark = /\(([^()]*)\)\s*$/.exec(word)?.[1] ?? /[=:\u2013\u2014]\s*([^=:\u2013\u2014]+)$/.exec(word.slice(1))?.[1];
	if (remark === undefined) return null;
	const words = normalised(remark);
	return (
		statuses.find((status) => words === normalised(status) || normalisedWords(vocabulary.statuses[status].words).has(words)) ??
		null
	);
}

/** `🔴 = Not Started` and `🔴: Not Started` mean the same as `🔴 Not Started`. */
function trimWord(word: string): string {
	return word
		.replace(/^[\s=:|\u2013\u2014-]+|[\s=:|\u2013\u2014-]+$/gu, "")
		.replace(/\s*(?:\(.*\)|(?:\s-\s|[=:\u2013\u2014]).*)$/, "");
}

/** The entries of the first lines; what follows behind a line without a status (`**Last Updated:** …`) is no legend any more. */
function entriesOfLines(text: string, lines: readonly Span[], vocabulary: Vocabulary): Span[] {
	const spans: Span[] = [];
	for (const [index, line] of lines.entries()) {
		const entries = entrySpans(text, line);
		if (index > 0 && !entries.every((span) => mayBeEntry(text, span, vocabulary))) break;
		for (const one of entries) spans.push(one);
	}
	return spans;
}

function mayBeEntry(text: string, span: Span, vocabulary: Vocabulary): boolean {
	const written = readStatus(text, span, vocabulary);
	return written.mark !== null || written.status !== null;
}

const mark = "(?:[\\p{Extended_Pictographic}\\p{Emoji_Presentation}][\\p{Emoji_Modifier}\\ufe0f\\u200d]*|:[a-z][a-z0-9_+-]*:)";

/** Entries are separated by bars, commas, semicolons, dots, slashes or wide spaces; without any of these, by their marks. */
function entrySpans(text: string, range: Span): Span[] {
	const source = slice(text, range);
	const spans: Span[] = [];
	let start = 0;
	const add = (end: number): void => {
		const span = trimmed(text, { start: range.start + start, end: range.start + end });
		if (span.start < span.end) for (const one of byMarks(text, span)) spans.push(one);
	};
	let depth = 0;
	for (const match of source.matchAll(
		/[()]|[|,;\u00b7\u2022\uff0c\u3001\uff1b]|\s+\/\s+|\/(?=[^\s\w])|[ \t\u00a0]{2,}|\u3000/g,
	)) {
		if (match[0] === "(") depth += 1;
		else if (match[0] === ")") depth = Math.max(0, depth - 1);
		else if (depth === 0) {
			add(match.index);
			start = match.index + match[0].length;
		}
	}
	add(source.length);
	return spans;
}

/** `✅ Fertig 🔄 Läuft`: a mark before each word; `Fertig ✅ Läuft 🔄`: one behind it. */
function byMarks(text: string, range: Span): Span[] {
	const source = slice(text, range);
	const marks = [...source.matchAll(new RegExp(mark, "gu"))];
	if (marks.length < 2) return [range];
	const leads = marks[0]?.index === 0;
	const cuts = leads ? marks.map(({ index }) => index) : [0, ...marks.map((found) => found.index + found[0].length)];
	return cuts
		.map((cut, index) => trimmed(text, { start: range.start + cut, end: range.start + (cuts[index + 1] ?? source.length) }))
		.filter(({ start, end }) => start < end);
}

/**
 * The entries of the first list, table or lines of statuses. A label above a second list means that it is about something else, and lines
 * without a status end it.
 */
function firstList(text: string, blocks: readonly Block[], vocabulary: Vocabulary): Span[] {
	const found: Span[] = [];
	for (const block of blocks) {
		const spans = spansOfBlock(text, block, vocabulary);
		const entries = spans.filter((span) => mayBeEntry(text, span, vocabulary));
		if (entries.length === 0) {
			if (found.length > 0) break;
			continue;
		}
		// A list of words of one's own, such as `Läuft`, is one as a whole.
		for (const one of block.type === "paragraph" ? entries : spans) found.push(one);
	}
	return found;
}

function spansOfBlock(text: string, block: Block, vocabulary: Vocabulary): Span[] {
	if (block.type === "paragraph") return entriesOfLines(text, linesOf(text, block.span), vocabulary);
	if (block.type === "quote") return block.children.flatMap((child) => spansOfBlock(text, child, vocabulary));
	if (block.type === "list") return block.items.map((item) => item.children[0]?.span ?? item.span);
	if (block.type === "table") {
		return block.rows.slice(1).flatMap((row) => {
			const first = row.cells[0];
			const second = row.cells[1];
			return first === undefined ? [] : [{ start: first.start, end: second?.end ?? first.end }];
		});
	}
	return [];
}

function linesOf(text: string, range: Span): Span[] {
	return [...slice(text, range).matchAll(/[^\r\n]+/g)]
		.map((match) => trimmed(text, { start: range.start + match.index, end: range.start + match.index + match[0].length }))
		.filter(({ start, end }) => start < end);
}

function findSection(section: OutlineSection, matches: (title: string) => boolean): OutlineSection | null {
	if (section.heading !== null && matches(section.title)) return section;
	for (const child of section.children) {
		const found = findSection(child, matches);
		if (found !== null) return found;
	}
	return null;
}
