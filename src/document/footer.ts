import type { Footer } from "../model/document.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { allBlocks, type OutlineSection } from "./outline.ts";
import { valueAfter } from "./section-names.ts";

/** Not a part of a longer word or number; the underscores of emphasis may touch it. */
const dayAlone = /(?<![^\W_])\d{4}-\d{2}-\d{2}(?![^\W_])/;

/**
 * Reads `*Last Updated: …*`; null if the paragraph is something else. Only the line of the label counts, since the next one is about
 * something else (`**Owner**: Al`), unless the label has its own line and the next one has a date.
 */
export function readFooter(text: string, paragraph: Span, vocabulary: Vocabulary): Footer | null {
	const source = slice(text, paragraph);
	const at = valueAfter(source.slice(0, 200), "updated", vocabulary);
	if (at === null) return null;
	const line = /^(?:[^\r\n]+|\s+[*_]*\d{4}-\d{2}-\d{2}\b[^\r\n]*)?/.exec(source.slice(at))?.[0] ?? "";
	const day = dayAlone.exec(line.replace(/<!--.*?(?:-->|$)/g, (comment) => " ".repeat(comment.length)));
	const comment = line.indexOf("<!--", day?.index);
	// Excluded parts are kept when the words are rewritten: a comment, the backslash of a line break, the end of the emphasis.
	const words = line
		.slice(0, comment < 0 ? line.length : comment)
		.trimEnd()
		.replace(/\\$/, "");
	const closing = closingOf(source.slice(0, at));
	const end = words.length - (words.endsWith(closing) ? closing.length : 0);
	const span = trimmed(text, { start: paragraph.start + at, end: paragraph.start + at + end });
	const start = paragraph.start + at + (day?.index ?? 0);
	return {
		span: paragraph,
		text: { value: plainText(text, span), span },
		day: day && { value: day[0], span: { start, end: start + day[0].length } },
	};
}

/** What ends the emphasis that a label opens and does not end itself. */
function closingOf(label: string): string {
	const opening = /^[*_]*/.exec(label)?.[0] ?? "";
	return /[*_]/.test(label.slice(opening.length)) ? "" : [...opening].reverse().join("");
}

/** The last paragraph of a document that ends with a phase, unless several phases have such a line: then it belongs to the phase. */
export function footerOfLastPhase(text: string, root: OutlineSection, vocabulary: Vocabulary): Footer | null {
	let last = root;
	for (let inner = last.children.at(-1); inner !== undefined; inner = last.children.at(-1)) last = inner;
	const footerOf = (block: Block | undefined): Footer | null =>
		block?.type === "paragraph" ? readFooter(text, block.span, vocabulary) : null;
	// Remembered values are in comments below the footer.
	const footer = footerOf(last.blocks.findLast(({ type }) => type !== "html"));
	if (footer === null) return null;
	return allBlocks(root).some((block) => block.span.start < footer.span.start && footerOf(block) !== null) ? null : footer;
}
