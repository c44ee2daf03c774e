import type { Span } from "../text/span.ts";
import type { Block, ListItem, TableRow } from "./blocks.ts";

/*
 * Most of a status document is plain: headings, one-line list items, tables with all their pipes, paragraphs of words. The first characters
 * of such lines determine their type, so they are read here, ten times faster than a Markdown parser starts. So are comments and
 * fenced code, which the parser would process line by line. Everything uncertain is left to it: null means "use the parser". A
 * property test compares both.
 */

export interface PlainBlock {
	/** Null for blank lines. */
	readonly block: Block | null;
	/** The start of the line behind it. */
	readonly next: number;
}

/** Reads the block that starts at `from`, a line's start where no other block is open; null if only the parser can decide. */
export function readPlainBlock(text: string, from: number): PlainBlock | null {
	if (text.startsWith("<!--", from)) return readComment(text, from);
	const line = lineAt(text, from);
	if (line === null) return null;
	const first = text.charCodeAt(from);
	if (line.end === from) return { block: null, next: line.next };
	if (first === hash) return readHeading(text, line);
	if (first === pipe) return readTable(text, line);
	if (text.startsWith("```", from) || text.startsWith("~~~", from)) return readFence(text, line);
	if (isRule(text, line)) return { block: { type: "other", span: { start: line.start, end: line.end } }, next: line.next };
	if (isBullet(text, from)) return readList(text, line);
	return readParagraph(text, line);
}

const hash = 0x23;
const pipe = 0x7c;

interface Line extends Span {
	/** Where the next line starts. */
	readonly next: number;
}

/** A line without its ending; null if it has anything that changes columns: tabs, a lone CR, white space at its end. */
function lineAt(text: string, start: number): Line | null {
	const feed = text.indexOf("\n", start);
	const next = feed < 0 ? text.length : feed + 1;
	let end = feed < 0 ? text.length : feed;
	if (end > start && text.charCodeAt(end - 1) === 0x0d && feed >= 0) end -= 1;
	const content = text.slice(start, end);
	if (content.includes("\t") || content.includes("\r") || content.endsWith(" ")) return null;
	return { start, end, next };
}

function readHeading(text: string, line: Line): PlainBlock | null {
	const match = /^(#{1,6}) (?=[^ #])/.exec(text.slice(line.start, line.end));
	if (match?.[1] === undefined || text.charCodeAt(line.end - 1) === hash) return null;
	const span = { start: line.start, end: line.end };
	const content = { start: line.start + match[0].length, end: line.end };
	return { block: { type: "heading", span, depth: match[1].length, content }, next: line.next };
}

function isRule(text: string, line: Line): boolean {
	return /^(?:-{3,}|\*{3,}|_{3,})$/.test(text.slice(line.start, line.end));
}

/** A comment ends with the line of its end, including the rest of that line (CommonMark 0.31, §4.6). */
function readComment(text: string, start: number): PlainBlock | null {
	// The start may overlap the end: `<!-->` is a comment.
	const close = text.indexOf("-->", start + 2);
	if (close < 0) return null;
	return { block: { type: "html", span: { start, end: endOfLine(text, close) } }, next: startOfNext(text, close) };
}

function readFence(text: string, first: Line): PlainBlock | null {
	const opening = /^(`{3,}|~{3,})(.*)$/.exec(text.slice(first.start, first.end));
	if (opening?.[1] === undefined || (opening[1].startsWith("`") && opening[2]?.includes("`"))) return null;
	// Not with the flag "m", for which U+2028 also ends a line.
	const closing = new RegExp(`(?<=[\\r\\n]) {0,3}${opening[1].charAt(0)}{${opening[1].length},}[ \\t]*(?=[\\r\\n]|$)`, "g");
	closing.lastIndex = first.next;
	const close = closing.exec(text);
	if (close === null) return null;
	const end = close.index + close[0].length;
	return { block: { type: "code", span: { start: first.start, end } }, next: startOfNext(text, end) };
}

function endOfLine(text: string, from: number): number {
	const ending = /[\r\n]/g;
	ending.lastIndex = from;
	return ending.exec(text)?.index ?? text.length;
}

function startOfNext(text: string, from: number): number {
	const end = endOfLine(text, from);
	return end + (text.startsWith("\r\n", end) ? 2 : end < text.length ? 1 : 0);
}

/** A letter, or what cannot start a block before a letter: emphasis, strikethrough, a code span, a bracket, a quote. */
const plainStart = /^(?:[A-Za-z("']|[^\0-\u00a0]|(?:\*{1,2}|_{1,2}|~~|`)[A-Za-z]|\d+(?![\d.)]))/;

function readParagraph(text: string, first: Line): PlainBlock | null {
	let last = first;
	for (let line: Line | null = first; ; line = lineAt(text, last.next)) {
		if (line === null || !plainStart.test(text.slice(line.start, line.start + 12))) return null;
		last = line;
		if (endsBlock(text, line.next)) break;
	}
	return { block: { type: "paragraph", span: { start: first.start, end: last.end } }, next: last.next };
}

/** The end of the text, a blank line or a heading: nothing goes on across these, except an item across a blank line. */
function endsBlock(text: string, start: number): boolean {
	if (start >= text.length) return true;
	const code = text.charCodeAt(start);
	if (code === 0x0a || (code === 0x0d && text.charCodeAt(start + 1) === 0x0a)) return true;
	return code === hash && /^#{1,6} [^ ]/.test(text.slice(start, start + 8));
}

function isBullet(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (code === 0x2d || code === 0x2a || code === 0x2b) && text.charCodeAt(at + 1) === 0x20;
}

interface OpenItem {
	readonly start: number;
	end: number;
	readonly box: ListItem["box"];
	readonly head: Span;
	readonly nested: OpenItem[];
}

/** Items of one line each, nested by two columns a level, all with the same bullet. */
function readList(text: string, first: Line): PlainBlock | null {
	const bullet = text.charAt(first.start);
	const top: OpenItem[] = [];
	const open: OpenItem[] = [];
	let last = first;
	for (let line: Line | null = first; ; line = lineAt(text, last.next)) {
		if (line === null) return null;
		const depth = depthOf(text, line, bullet);
		if (depth === null || depth > open.length) return null;
		const item = readItem(text, line, depth);
		if (item === null) return null;
		open.length = depth;
		for (const parent of open) parent.end = line.end;
		(open.at(-1)?.nested ?? top).push(item);
		open.push(item);
		last = line;
		if (endsBlock(text, line.next)) break;
	}
	if (goesOn(text, last.next)) return null;
	return { block: toList(top), next: last.next };
}

function depthOf(text: string, line: Line, bullet: string): number | null {
	let at = line.start;
	while (text.charCodeAt(at) === 0x20) at += 1;
	const columns = at - line.start;
	return columns % 2 === 0 && text.charAt(at) === bullet && text.charAt(at + 1) === " " ? columns / 2 : null;
}

function readItem(text: string, line: Line, depth: number): OpenItem | null {
	const start = line.start + 2 * depth;
	const content = start + 2;
	const box = /^\[([ xX])\] (?=[^ ])/.exec(text.slice(content, content + 5));
	if (box === null && !plainStart.test(text.slice(content, content + 12))) return null;
	return {
		start,
		end: line.end,
		box: box === null ? null : { span: { start: content + 1, end: content + 2 }, checked: box[1] !== " " },
		head: { start: content + (box === null ? 0 : 4), end: line.end },
		nested: [],
	};
}

/** Whether an indented line follows the blank lines: then it belongs to the last item. */
function goesOn(text: string, from: number): boolean {
	const indented = /(?:\r\n?|\n)*([ \t])?/y;
	indented.lastIndex = from;
	return indented.exec(text)?.[1] !== undefined;
}

function toList(items: readonly OpenItem[]): Block {
	const span = { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0 };
	return {
		type: "list",
		span,
		items: items.map((item): ListItem => {
			const head: Block = { type: "paragraph", span: item.head };
			return {
				span: { start: item.start, end: item.end },
				box: item.box,
				children: item.nested.length === 0 ? [head] : [head, toList(item.nested)],
			};
		}),
	};
}

/** A header, a delimiter row with as many cells, rows; each line from pipe to pipe, without escapes. */
function readTable(text: string, header: Line): PlainBlock | null {
	const delimiter = lineAt(text, header.next);
	if (delimiter === null || !/^\|(?: *:?-+:? *\|)+$/.test(text.slice(delimiter.start, delimiter.end))) return null;
	const first = readRow(text, header);
	const width = readRow(text, delimiter)?.cells.length;
	if (first === null || first.cells.length !== width) return null;
	const rows = [first];
	let last = delimiter;
	while (!endsBlock(text, last.next)) {
		const line = lineAt(text, last.next);
		const row = line === null ? null : readRow(text, line);
		if (line === null || row === null) return null;
		rows.push(row);
		last = line;
	}
	return { block: { type: "table", span: { start: header.start, end: last.end }, rows }, next: last.next };
}

function readRow(text: string, line: Line): TableRow | null {
	const source = text.slice(line.start, line.end);
	if (source.length < 3 || !source.startsWith("|") || !source.endsWith("|") || source.includes("\\") || source.includes("||"))
		return null;
	const cells: Span[] = [];
	for (let from = line.start + 1; from < line.end; ) {
		const to = text.indexOf("|", from);
		let start = from;
		let end = to;
		while (start < end && text.charCodeAt(start) === 0x20) start += 1;
		while (end > start && text.charCodeAt(end - 1) === 0x20) end -= 1;
		// An empty cell: its content would come after one space of padding.
		cells.push(start < end ? { start, end } : { start: Math.min(from + 1, to), end: Math.min(from + 1, to) });
		from = to + 1;
	}
	return { span: { start: line.start, end: line.end }, cells };
}
