import type { Legend, LegendEntry } from "../model/document.ts";
import type { Irregularity } from "../model/irregularity.ts";
import { type Status, statuses } from "../model/status.ts";
import type { Vocabulary, VocabularyExtension } from "../model/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { allBlocks, type Section } from "./outline.ts";
import { namedSection, valueAfter } from "./section-names.ts";
import { readStatus } from "./status-words.ts";

/** Finds the legend: a paragraph `Legend: 🔴 Not Started | …` anywhere, or a section of that name with a list or a table. */
export function readLegend(
	text: string,
	root: Section,
	vocabulary: Vocabulary,
	note: (found: Irregularity) => void,
): Legend | null {
	for (const block of allBlocks(root)) {
		if (block.type !== "paragraph") continue;
		const at = valueAfter(slice(text, block.span).slice(0, 200), "legend", vocabulary);
		if (at === null) continue;
		const entries = readEntries(text, entrySpans(text, { start: block.span.start + at, end: block.span.end }), vocabulary, note);
		return { span: block.span, entries };
	}
	const section = findSection(root, (title) => namedSection(title, vocabulary) === "legend");
	if (section === null || section.heading === null) return null;
	const spans = section.blocks.flatMap((block) => spansOfBlock(text, block));
	return { span: section.heading.span, entries: readEntries(text, spans, vocabulary, note) };
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
	note: (found: Irregularity) => void,
): LegendEntry[] {
	const entries: LegendEntry[] = [];
	for (const span of spans) {
		const written = readStatus(text, span, vocabulary);
		const word = written.word === null ? null : tidyWord(written.word.value);
		// The word decides; an unknown word with a known mark is this document's word for that status.
		const status = written.status ?? written.markMeans;
		if (status === null) note({ kind: "unreadable-legend", span, text: plainText(text, span) });
		entries.push({ span, status, word: word === "" ? null : word, mark: written.mark?.value ?? null });
	}
	return entries;
}

/** `🔴 = Not Started` and `🔴: Not Started` say the same as `🔴 Not Started`. */
function tidyWord(word: string): string {
	return word.replace(/^[\s=:|\u2013\u2014-]+|[\s=:|\u2013\u2014-]+$/gu, "").replace(/\s*\(.*\)$/, "");
}

function entrySpans(text: string, range: Span): Span[] {
	const spans: Span[] = [];
	const separator = /[|,;\u00b7\u2022\r\n]/g;
	let start = range.start;
	const source = slice(text, range);
	const add = (end: number): void => {
		const span = trimmed(text, { start, end });
		if (span.start < span.end) spans.push(span);
		start = end + 1;
	};
	for (const match of source.matchAll(separator)) add(range.start + match.index);
	add(range.end);
	return spans;
}

function spansOfBlock(text: string, block: Block): Span[] {
	if (block.type === "paragraph") return entrySpans(text, block.span);
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

function findSection(section: Section, matches: (title: string) => boolean): Section | null {
	if (section.heading !== null && matches(section.title)) return section;
	for (const child of section.children) {
		const found = findSection(child, matches);
		if (found !== null) return found;
	}
	return null;
}
