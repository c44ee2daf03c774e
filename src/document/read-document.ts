import type { DocumentProgress, StatusDocument } from "../model/document.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import { builtInVocabulary } from "../model/words/built-in-words.ts";
import { extendVocabulary, type Vocabulary, type VocabularyExtension } from "../model/words/vocabulary.ts";
import type { SourceText } from "../text/decode.ts";
import { type Block, everyBlock } from "./blocks.ts";
import { boldHeadings } from "./bold-headings.ts";
import { parseInChunks } from "./chunks.ts";
import { afterFrontMatter } from "./front-matter.ts";
import { legendVocabulary, readLegend } from "./legend.ts";
import { type OutlineSection, outline } from "./outline.ts";
import { finishPhases } from "./phase-draft.ts";
import { findPhaseWord, type PhaseWord } from "./phase-word.ts";
import { SectionReader } from "./section-reader.ts";
import { readSuppressions } from "./suppressions.ts";
import { raggedRows } from "./tables.ts";

/**
 * Reads a status document. Never throws for any text: problems are in `irregularities`.
 * `words` extends the built-in vocabulary (from the probes file); the document's own legend takes precedence over both.
 */
export function readDocument(source: SourceText, words: Vocabulary = builtInVocabulary): StatusDocument {
	const { text } = source;
	const irregularities: ParseIssue[] = [];
	const note = (found: ParseIssue): void => {
		irregularities.push(found);
	};
	const { parsed, sections, legend, vocabulary, reader } = readSections(text, words, note);
	for (const span of conflictMarkers(text)) note({ kind: "conflict-marker", span });
	for (const block of everyBlock(parsed.blocks)) {
		if (block.type === "table") for (const ragged of raggedRows(text, block)) note(ragged);
	}
	reader.read(sections);
	return {
		source,
		vocabulary,
		legend,
		...reader.result(),
		phases: finishPhases(reader.phases(), text),
		suppressions: readSuppressions(text, parsed.blocks),
		irregularities: irregularities.sort((a, b) => a.span.start - b.span.start),
	};
}

/** The sections of the phases; bold lines count as headings if no heading is about a phase. */
function phasesIn(
	text: string,
	blocks: readonly Block[],
	root: OutlineSection,
	words: Vocabulary,
): PhaseWord & { readonly sections: OutlineSection } {
	const found = findPhaseWord(text, root, words);
	const bold = found.headings.size > 0 ? null : boldHeadings(text, blocks, words);
	if (bold === null) return { ...found, sections: root };
	const sections = outline(text, bold);
	const named = findPhaseWord(text, sections, words);
	return named.headings.size > 1 ? { ...named, sections } : { ...found, sections: root };
}

/**
 * The progress in a version of a document, equal to that of `readDocument`: for a history of thousands of versions, in which the
 * review history would take most of the time.
 */
export function readProgress({ text }: SourceText, words: Vocabulary = builtInVocabulary): DocumentProgress {
	const { sections, reader } = readSections(text, words, () => {});
	const reviews = reader.readProgress(sections);
	return { phases: finishPhases(reader.phases(), text), reviews };
}

function readSections(text: string, words: Vocabulary, note: (found: ParseIssue) => void) {
	const parsed = parseInChunks(text, afterFrontMatter(text));
	if (parsed.unclosed !== null) note({ kind: "unclosed", ...parsed.unclosed });
	for (const span of parsed.tooDeep) note({ kind: "too-deep", span });
	const root = outline(text, parsed.blocks);
	const legend = readLegend(text, root, words, note);
	const known = legend === null ? words : taught(words, legendVocabulary(legend));
	const { sections, vocabulary, headings } = phasesIn(text, parsed.blocks, root, known);
	return { parsed, sections, legend, vocabulary, reader: new SectionReader(text, { vocabulary, headings, note }) };
}

/** The last extension of each vocabulary. */
const lastTaught = new WeakMap<Vocabulary, { readonly by: string; readonly vocabulary: Vocabulary }>();

/**
 * The same object for the same legend, because patterns are compiled once for each vocabulary: an edit, a commit and a history read many
 * versions of one document. A legend that teaches nothing new leaves the vocabulary as it was.
 */
function taught(words: Vocabulary, legend: VocabularyExtension): Vocabulary {
	const by = JSON.stringify(legend);
	const last = lastTaught.get(words);
	if (last?.by === by) return last.vocabulary;
	const extended = extendVocabulary(words, legend);
	const vocabulary = JSON.stringify(extended) === JSON.stringify(words) ? words : extended;
	lastTaught.set(words, { by, vocabulary });
	return vocabulary;
}

/**
 * The first marker of each conflict that git left in a merge. A last marker counts only if the separator comes
 * before it; alone, it is a quotation, just as the separator alone underlines a heading.
 */
function conflictMarkers(text: string): { start: number; end: number }[] {
	if (!text.includes("<<<<<<<") && !text.includes(">>>>>>>")) return [];
	const found: { start: number; end: number }[] = [];
	let state: "outside" | "separated" | "inside" = "outside";
	for (const { 0: line, index } of text.matchAll(/^(?:<{7,}|={7,}|>{7,})(?: .*)?$/gm)) {
		const span = { start: index, end: index + line.length };
		if (line.startsWith("<")) {
			found.push(span);
			state = "inside";
		} else if (line.startsWith("=")) {
			if (state === "outside") state = "separated";
		} else {
			if (state === "separated") found.push(span);
			state = "outside";
		}
	}
	return found;
}
