import { insert } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { endingOf, lineEnd, lineStart, nextLine } from "./line.ts";
import type { Revision } from "./revision.ts";

/** A bullet that begins with `content` of a list item: the text before the content on its line, and the end of the whole item. */
export interface Bullet {
	/** Indentation and marker: `  - `. */
	readonly prefix: string;
	readonly start: number;
	/** The end of the content of its last line, with everything nested in it. */
	readonly end: number;
}

/** The list item whose text starts at an offset. */
export function bulletAt(text: string, content: Span): Bullet {
	const start = lineStart(text, content.start);
	const prefix = text.slice(start, content.start).replace(/\[[^\]]\][ \t]+/, "");
	const column = columnsOf(indentOf(prefix));
	let end = lineEnd(text, content.end);
	for (let line = nextLine(text, end); line < text.length; line = nextLine(text, line)) {
		const lineText = text.slice(line, lineEnd(text, line));
		// Blank lines belong to the item only if something indented follows them.
		if (indentOf(lineText) === lineText) continue;
		if (columnsOf(indentOf(lineText)) <= column) break;
		end = lineEnd(text, line);
	}
	return { prefix, start, end };
}

/** The marker of the bullet after this one: a number counts on. */
function nextMarker(prefix: string): string {
	return prefix.replace(/\d+/, (digits) => String(Number(digits) + 1));
}

/** Adds a bullet behind another one and all that is nested in it. */
export function addBulletBehind(revision: Revision, content: Span, written: string): void {
	const { text } = revision;
	const bullet = bulletAt(text, content);
	revision.edit(insert(bullet.end, endingOf(text, bullet.end) + nextMarker(bullet.prefix) + written));
}

/** Adds the first bullet of a section, under its heading: right there or behind a blank line, as the section has it. */
export function addBulletUnder(revision: Revision, heading: Span, written: string): void {
	const { text } = revision;
	const line = lineEnd(text, heading.end);
	const ending = endingOf(text, line);
	const bullet = `${usualMarker(text)} ${written}`;
	const next = nextLine(text, line);
	const first = kindOf(text, next);
	const second = kindOf(text, nextLine(text, next));
	if (first === "other") revision.edit(insert(line, ending + bullet + ending));
	else if (first === "blank" && second === "bullet") revision.edit(insert(nextLine(text, next), bullet + ending));
	else if (first === "blank" && second === "other") revision.edit(insert(next, ending + bullet + ending));
	else revision.edit(insert(line, ending + bullet));
}

function kindOf(text: string, line: number): "bullet" | "blank" | "end" | "other" {
	const lineText = text.slice(line, lineEnd(text, line));
	if (/^[ \t]*$/.test(lineText)) return "blank";
	if (/^(?:#{1,6} |([-*_])\1\1+$)/.test(lineText)) return "end";
	return /^[-*+] /.test(lineText) ? "bullet" : "other";
}

/** The bullet that most lists of the document have. */
export function usualMarker(text: string): string {
	const count = (marker: string): number => text.split(`\n${marker} `).length;
	return ["*", "+"].find((marker) => count(marker) > count("-")) ?? "-";
}

/** What a line begins with: blanks and the marks of quotes. */
export function indentOf(line: string): string {
	return line.slice(0, line.search(/[^\s>]|$/));
}

function columnsOf(space: string): number {
	let columns = 0;
	for (const character of space) columns = character === "\t" ? columns + 4 - (columns % 4) : columns + 1;
	return columns;
}
