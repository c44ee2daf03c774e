import type { Span } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { parseBlocks } from "./markdown.ts";
import { readPlainBlock } from "./plain-blocks.ts";

export interface ParsedBlocks {
	readonly blocks: readonly Block[];
	/** A fence or comment that nothing closes: it swallows the rest of the document. */
	readonly unclosed: { readonly span: Span; readonly what: "comment" | "fence" } | null;
	/** Stretches that were not read because they are nested too deeply to be parsed in sensible time. */
	readonly tooDeep: readonly Span[];
}

/** How much is given to the parser at once where plain reading does not do: its time grows faster than that, its cost per call does not. */
const chunkSize = 512;
const maxDepth = 100;

/**
 * Reads the blocks of a document in linear time: plain ones by themselves, the others by the Markdown parser, in chunks. A chunk ends
 * before a line that ends every open block except a fence and an HTML block: whether the cut fell into one of these is asked of the
 * parser itself, by looking at the last block before the cut.
 */
export function parseInChunks(text: string, from: number): ParsedBlocks {
	const blocks: Block[] = [];
	const tooDeep: Span[] = [];
	let unclosed: ParsedBlocks["unclosed"] = null;
	let start = from;
	let searchFrom = from;
	while (start < text.length) {
		const plain = searchFrom > start ? null : readPlainBlock(text, start);
		if (plain !== null) {
			if (plain.block !== null) blocks.push(plain.block);
			start = plain.next;
			searchFrom = start;
			continue;
		}
		const deep = tooDeepLine(text, start, nextCut(text, start, start + 1, start + chunkSize));
		const end = nextCut(text, start, Math.max(searchFrom, start + 1), deep === null ? start + chunkSize : start);
		if (deep !== null && deep.start < end) {
			tooDeep.push(deep);
			start = end;
			searchFrom = end;
			continue;
		}
		const parsed = parseBlocks(text.slice(start, end), start);
		const last = parsed.at(-1);
		const open = last === undefined ? null : openAt(text, last, end);
		if (last === undefined || open === null || end === text.length) {
			for (const block of parsed) blocks.push(block);
			if (last !== undefined && open?.closes === null && open.what !== "html") unclosed = { span: last.span, what: open.what };
			start = end;
			searchFrom = end;
			continue;
		}
		// The cut fell inside the last block: keep what is before it, and look for the next cut behind its end.
		for (const block of parsed.slice(0, -1)) blocks.push(block);
		start = startOfLine(text, last.span.start);
		searchFrom = open.closes ?? text.length;
	}
	return { blocks, unclosed, tooDeep };
}

/**
 * The next line start at or after both offsets where a block can be cut off: a heading, a list item with a checkbox, or any line that
 * starts without indentation after a blank line. A bullet without text does not count: after indented code, the parser takes it for a
 * paragraph.
 */
function nextCut(text: string, chunk: number, from: number, preferred: number): number {
	const start = Math.max(from, Math.min(preferred, text.length));
	if (start >= text.length) return text.length;
	const hard = hardCut(text, chunk, start);
	const cut = /^(?:#{1,6}[ \t]|[-*+] \[|(?<=\n[ \t]*\r?\n)(?!(?:[-*+]|\d+[.)])[ \t]*$)[^\s])/gm;
	cut.lastIndex = start;
	return Math.min(cut.exec(text)?.index ?? text.length, hard);
}

/**
 * Where to cut if nothing better comes for pages: before any line that is not part of a table, a quote or an indented block. This may
 * split a paragraph; the parser would take minutes for a hundred pages without a blank line. It takes longest for lines with pipes, so
 * between two of these the cut comes early.
 */
function hardCut(text: string, chunk: number, start: number): number {
	const from = start + chunkSize;
	const far = start + 8 * chunkSize;
	let isContained = isOneContainer(text.slice(chunk, endOfLine(text, from)));
	let mayBeTable: boolean | null = null;
	for (let line = endOfLine(text, from); line < text.length; line = endOfLine(text, line)) {
		const previous = text.slice(startOfLine(text, line - 1), line);
		const content = text.slice(line, endOfLine(text, line));
		isContained &&= !interruption.test(content.trimEnd());
		if (!isContained) {
			mayBeTable ??= delimiterRow.test(text.slice(chunk, line));
			mayBeTable ||= delimiterRow.test(content);
		}
		if (!/^(?!(?:[-*+]|\d+[.)])\s*$)[^\s>]/.test(content)) continue;
		const isTable = mayBeTable === true && `${previous}${content}`.includes("|");
		if (!isTable && (line >= far || (previous.includes("|") && content.includes("|")))) return line;
	}
	return text.length;
}

/** Whether it is all in list items or quotes, and lines that continue their paragraphs: these cannot begin or continue a table. */
function isOneContainer(stretch: string): boolean {
	const lines = stretch.split(/\r\n|\r|\n/);
	// The last one is cut off, or empty behind a line ending.
	return /^ {0,3}(?:[-*+]|\d{1,9}[.)]|>)[ \t]/.test(stretch) && !lines.slice(0, -1).some((line) => interruption.test(line));
}

/** A line that ends the paragraph before it: blank, a rule, a heading, a fence or HTML. */
const interruption = /^(?:[ \t]*$| {0,3}(?:(?:[-*_][ \t]*){3,}$|#|```|~~~|<))/;

/** Without one, lines with pipes are no table. Also matches other lines, such as a thematic break. */
const delimiterRow = /^(?=[^\r\n]*-)[-|: \t>*+\d.)]*$/m;

type Open = { readonly what: "comment" | "fence" | "html"; readonly closes: number | null };

/** Whether a top-level block goes on behind `end`, and where it closes (null: nowhere). */
function openAt(text: string, block: Block, end: number): Open | null {
	if (block.type === "code") return openFence(text, block.span, end);
	if (block.type === "html") return openHtml(text, block.span, end);
	return null;
}

function openFence(text: string, span: Span, end: number): Open | null {
	const opening = /^(`{3,}|~{3,})/.exec(text.slice(span.start, span.end));
	const fence = opening?.[1];
	if (fence === undefined) return null;
	const closing = new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*$`, "gm");
	closing.lastIndex = endOfLine(text, span.start);
	const match = closing.exec(text);
	if (match === null) return { what: "fence", closes: null };
	return match.index < end ? null : { what: "fence", closes: endOfLine(text, match.index) };
}

/** The seven start conditions of CommonMark 0.31 §4.6 with their ends; the last two end at a blank line. */
const htmlEnds: readonly { readonly start: RegExp; readonly end: RegExp; readonly what: "comment" | "html" }[] = [
	{ start: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, end: /<\/(?:script|pre|style|textarea)>/gi, what: "html" },
	{ start: /^<!--/, end: /-->/g, what: "comment" },
	{ start: /^<\?/, end: /\?>/g, what: "html" },
	{ start: /^<!\[CDATA\[/, end: /\]\]>/g, what: "html" },
	{ start: /^<![a-z]/i, end: />/g, what: "html" },
];

function openHtml(text: string, span: Span, end: number): Open | null {
	const head = text.slice(span.start, span.start + 20);
	const condition = htmlEnds.find((candidate) => candidate.start.test(head));
	if (condition === undefined) {
		const blank = blankLine(text, endOfLine(text, span.start));
		return blank !== null && blank < end ? null : { what: "html", closes: blank };
	}
	const pattern = new RegExp(condition.end);
	// `<!-->` is a whole comment, so its end may overlap its start.
	pattern.lastIndex = span.start + 2;
	const match = pattern.exec(text);
	if (match !== null && match.index < end) return null;
	return { what: condition.what, closes: match === null ? null : endOfLine(text, match.index) };
}

/** The start of the next blank line. (In a pattern, `^` would also match between the CR and the LF of one ending.) */
function blankLine(text: string, from: number): number | null {
	for (let line = from; line < text.length; line = endOfLine(text, line)) {
		let at = line;
		while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) at += 1;
		if (at >= text.length || isLineEnding(text.charCodeAt(at))) return line;
	}
	return null;
}

function startOfLine(text: string, offset: number): number {
	let start = offset;
	while (start > 0 && !isLineEnding(text.charCodeAt(start - 1))) start -= 1;
	return start;
}

/** The start of the next line. */
function endOfLine(text: string, offset: number): number {
	let end = offset;
	while (end < text.length && !isLineEnding(text.charCodeAt(end))) end += 1;
	return end + (text.startsWith("\r\n", end) ? 2 : end < text.length ? 1 : 0);
}

function isLineEnding(code: number): boolean {
	return code === 0x0a || code === 0x0d;
}

/** A line that opens more containers than any person nests: a thousand levels take the parser half a minute. */
function tooDeepLine(text: string, from: number, to: number): Span | null {
	for (let start = from; start < to; start = endOfLine(text, start)) {
		if (!isContainerCharacter(text.charCodeAt(start))) continue;
		let depth = 0;
		let columns = 0;
		for (let i = start; ; i += 1) {
			const code = text.charCodeAt(i);
			if (code === 0x20) columns += 1;
			else if (code === 0x09) columns += 4;
			else if (code === 0x3e || ((code === 0x2d || code === 0x2a || code === 0x2b) && text.charCodeAt(i + 1) === 0x20))
				depth += 1;
			else break;
		}
		if (depth > maxDepth || (depth > 0 && columns > 4 * maxDepth)) return { start, end: endOfLine(text, start) };
	}
	return null;
}

function isContainerCharacter(code: number): boolean {
	return code === 0x20 || code === 0x09 || code === 0x3e || code === 0x2d || code === 0x2a || code === 0x2b;
}
