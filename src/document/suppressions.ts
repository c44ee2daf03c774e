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
	const accepted = new Map<number, number>();
	const found: Suppression[] = [];
	for (const comment of comments.reverse()) {
		const match = /^(<!--\s*boulder-migrate-ignore\s+)([\w-]+)\s*:?\s*([\s\S]*?)\s*-->$/.exec(slice(text, comment));
		if (match === null) continue;
		const start = comment.start + (match[1] ?? "").length;
		const rule = match[2] ?? "";
		found.push({
			span: comment,
			rule: { value: rule, span: { start, end: start + rule.length } },
			reason: match[3] ?? "",
			line: acceptedLine(text, comment, lines, accepted),
		});
	}
	return found.reverse();
}

function commentsOf(text: string, block: Block): Span[] {
	switch (block.type) {
		case "html":
			return [...slice(text, block.span).matchAll(/<!--[\s\S]*?-->/g)].map((match) => ({
				start: block.span.start + match.index,
				end: block.span.start + match.index + match[0].length,
			}));
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

/** A comment that has its line for itself speaks of the next line with text on it. `accepted` knows the lines of the comments below. */
function acceptedLine(text: string, comment: Span, lines: Lines, accepted: Map<number, number>): number {
	const line = lines.at(comment.start).line;
	const last = lines.at(comment.end).line;
	const before = text.slice(lines.span(line).start, comment.start);
	const after = text.slice(comment.end, lines.span(last).end);
	if (before.trim() !== "" || after.trim() !== "") return line;
	for (let next = last + 1; next <= lines.count; next += 1) {
		const known = accepted.get(next);
		const content = slice(text, lines.span(next)).trim();
		if (known === undefined && (content === "" || /^<!--.*-->$/.test(content))) continue;
		accepted.set(line, known ?? next);
		return known ?? next;
	}
	return last;
}
