import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { anyStepWord } from "./step-words.ts";

/** Deeper than any heading of Markdown, so that each of these ends the section of the one before. */
const depth = 7;

/** A line that is emphasized as a whole, except for a note after it: `**Phase 1 – Base**`, `**Phase 1:** *(see 00)*`. */
const boldLine = /^(\*\*|__)((?:(?!\1).)+)\1[ \t]*:?[ \t]*(?:[*_(].{0,100}|[\u2013\u2014-].{0,100})?$/;
/** What a folded part is headed by: `<details><summary>Phase 1: Base</summary>`. */
const foldedPart =
	/^<details\b[^<>]*>\s*<summary\b[^<>]*>\s*(?:<(b|strong|h[1-6])>\s*)?([^<>\r\n]+?)\s*(?:<\/\1>\s*)?<\/summary>\s*$/i;
/** A word and an id: whether the word is one for a phase is asked of the vocabulary. */
const wordAndId = /^[^\p{L}]*?(\p{L}+)[\s#-]*(?:\d|[IVX]{1,5}\b|[A-Z]\b)/u;

/**
 * Bold lines in place of headings: where a document has no heading for its phases, a line such as `**Phase 1 – Base**` above a list is
 * one, and so is the summary of a folded part. Null where there are not several.
 */
export function boldHeadings(text: string, blocks: readonly Block[], vocabulary: Vocabulary): Block[] | null {
	let found = 0;
	const made = blocks.flatMap((block): Block[] => {
		if (block.type === "html") {
			const title = foldedPart.exec(slice(text, block.span))?.[2];
			if (title === undefined || !namesPhase(title, vocabulary)) return [block];
			found += 1;
			const at = block.span.start + slice(text, block.span).indexOf(title);
			return [{ type: "heading", depth, content: { start: at, end: at + title.length }, span: block.span }];
		}
		if (block.type !== "paragraph") return [block];
		const first = /^[^\r\n]*/.exec(slice(text, block.span))?.[0] ?? "";
		const bold = boldLine.exec(first.trimEnd());
		if (bold?.[1] === undefined || bold[2] === undefined || !namesPhase(bold[2], vocabulary)) return [block];
		found += 1;
		const { start } = block.span;
		const content = trimmed(text, { start: start + bold[1].length, end: start + bold[1].length + bold[2].length });
		const heading: Block = { type: "heading", depth, content, span: { start, end: start + first.trimEnd().length } };
		const rest: Span = trimmed(text, { start: start + first.length, end: block.span.end });
		return rest.start < rest.end ? [heading, { type: "paragraph", span: rest }] : [heading];
	});
	return found > 1 ? made : null;
}

function namesPhase(bold: string, { phase }: Vocabulary): boolean {
	const word = wordAndId.exec(bold)?.[1];
	return word !== undefined && (anyStepWord(word) || phase.some((known) => known.toLowerCase() === word.toLowerCase()));
}
