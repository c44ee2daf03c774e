import type { Suppression } from "../model/suppression.ts";
import { Lines } from "../text/lines.ts";
import { type Span, slice } from "../text/span.ts";
import { type Block, everyBlock } from "./blocks.ts";
import { readInline } from "./inline.ts";

const marker = "boulder-migrate-ignore";

/** Every `<!-- boulder-migrate-ignore RULE: reason -->` that is a comment: not one that is quoted in code. */
export function readSuppressions(text: string, blocks: readonly Block[]): Suppression[] {
	if (!text.includes(marker)) return [];
	const lines = new Lines(text);
	const comments = [...everyBlock(blocks)].flatMap((block) => commentsOf(text, block));
	// From the end: a comment above others speaks of the same line as they do.
	const accepted = new Map<number, number | null>();
	const tables = tableLines(blocks, lines);
	const found: Suppression[] = [];
	for (const comment of comments.reverse()) {
		const read = readComment(text, comment);
		if (read === null) continue;
		const first = acceptedLine(text, comment, lines, accepted);
		const last = first > lines.at(comment.end).line ? (tables.get(first) ?? first) : first;
		found.push({ span: comment, ...read, lines: { first, last } });
	}
	return found.reverse();
}

/** The last line of each table, by its first. */
function tableLines(blocks: readonly Block[], lines: Lines): ReadonlyMap<number, number> {
	const found = new Map<number, number>();
	for (const { type, span } of everyBlock(blocks))
		if (type === "table") found.set(lines.at(span.start).line, lines.at(span.end).line);
	return found;
}

/** `boulder-migrate-ignore RULE until DAY: reason`, read in steps: a single pattern over all of it would take quadratic time over its white space. */
function readComment(text: string, comment: Span): Pick<Suppression, "rule" | "until" | "reason"> | null {
	const inner = text.slice(comment.start + opening.length, comment.end - closing.length);
	const start = /^\s*boulder-migrate-ignore\s+/.exec(inner)?.[0];
	if (start === undefined) return null;
	const rest = inner.slice(start.length);
	const rule = /^[\w-]+/.exec(rest)?.[0];
	if (rule === undefined) return null;
	const from = comment.start + opening.length + start.length;
	const behind = rest.slice(rule.length).trimStart();
	const limit = /^until\s+([^\s:]+)/.exec(behind);
	const after = behind.slice(limit?.[0].length ?? 0).trimStart();
	const reason = (after.startsWith(":") ? after.slice(1) : after).trim();
	return { rule: { value: rule, span: { start: from, end: from + rule.length } }, until: limit?.[1] ?? null, reason };
}

const opening = "<!--";
const closing = "-->";

/** The comments of a part of the text, each from its opening to the next closing. */
function htmlComments(text: string, { start, end }: Span): Span[] {
	const html = text.slice(start, end);
	const found: Span[] = [];
	for (let at = html.indexOf(opening); at >= 0; at = html.indexOf(opening, at)) {
		const close = html.indexOf(closing, at + opening.length);
		if (close < 0) break;
		found.push({ start: start + at, end: start + close + closing.length });
		at = close + closing.length;
	}
	return found;
}

function commentsOf(text: string, block: Block): Span[] {
	switch (block.type) {
		case "html":
			return htmlComments(text, block.span);
		case "heading":
			return inlineComments(text, block.content);
		case "paragraph":
			return inlineComments(text, block.span);
		case "table":
			return block.rows.flatMap((row) => row.cells.flatMap((cell) => inlineComments(text, cell)));
		default:
			return [];
	}
}

function inlineComments(text: string, range: Span): Span[] {
	return slice(text, range).includes(marker) ? readInline(text, range).comments.map((comment) => comment.span) : [];
}

/** A comment that has its line for itself speaks of the next line with text on it. `accepted` has the lines of the comments below; null where none follows. */
function acceptedLine(text: string, comment: Span, lines: Lines, accepted: Map<number, number | null>): number {
	const line = lines.at(comment.start).line;
	const last = lines.at(comment.end).line;
	const before = text.slice(lines.span(line).start, comment.start);
	const after = text.slice(comment.end, lines.span(last).end);
	if (before.trim() !== "" || after.trim() !== "") return line;
	for (let next = last + 1; next <= lines.count; next += 1) {
		const known = accepted.get(next);
		const content = slice(text, lines.span(next)).trim();
		if (known === undefined && (content === "" || (content.startsWith(opening) && content.endsWith(closing)))) continue;
		accepted.set(line, known === undefined ? next : known);
		return known === undefined ? next : (known ?? last);
	}
	// Remembered as well: a comment above this one has nothing to speak of either.
	accepted.set(line, null);
	return last;
}
