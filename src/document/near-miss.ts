import type { NearMiss, ParseIssue } from "../model/parse-issue.ts";
import { replace, type TextEdit } from "../text/edits.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { ListItem } from "./blocks.ts";

/** Marks that people put between the brackets, or instead of them, and Markdown does not know. */
const otherMarks = /^(?:[-~/><?!*+.oOvV=]|[\u2713\u2714\u2717\u2718\u2611\u2610\u2705\u274c]\ufe0f?)$/u;
const boxSymbols = /^([\u2610\u2611\u2612\u{1f532}\u{1f533}])\ufe0f?[ \t]+\S/u;

/** Reports a list item that looks like a task and is none: it would drop out of every count. */
export function nearMissOfItem(text: string, item: ListItem, note: (found: ParseIssue) => void): void {
	const first = trimmed(text, item.span);
	const source = slice(text, first);
	const marker = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(source)?.[0];
	if (marker === undefined) return;
	const start = first.start + marker.length;
	const line = /^[^\r\n]*/.exec(source.slice(marker.length))?.[0] ?? "";
	const miss = bracketsOf(line) ?? symbolOf(line);
	if (miss === null) return;
	const span = trimmed(text, { start, end: start + line.length });
	const fix = miss.fix === null ? null : replace(text, { start, end: start + miss.width }, miss.fix);
	note({ kind: "near-miss-checkbox", span, excerpt: line.slice(0, miss.width), why: miss.why, fix });
}

/** `[ ] text` without a bullet, and `-[ ] text` without the space after it, are lines of a paragraph. */
export function nearMissInParagraph(
	text: string,
	paragraph: Span,
	note: (found: ParseIssue) => void,
	afterFirstLine = false,
): void {
	const source = slice(text, paragraph);
	if (!source.includes("[")) return;
	for (const match of source.matchAll(/^[ \t]*([-*+\u2022\u2013]?)[ \t]*(\[[ xX]?\])(?=[ \t]+\S)/gmu)) {
		const box = match[2];
		if (box === undefined) continue;
		if (afterFirstLine && match.index === 0) continue;
		const start = paragraph.start + match.index;
		const end = start + match[0].length;
		const lineEnd = /[\r\n]|$/.exec(source.slice(match.index))?.index ?? match[0].length;
		const span = trimmed(text, { start, end: start + lineEnd });
		const bullet = match[1] ?? "";
		// Only a missing space has one reading; a line without a bullet may also continue the previous sentence.
		const atStart = match.index === 0;
		const fix =
			/^[-*+]$/.test(bullet) && atStart && box.length === 3
				? replace(text, { start: span.start, end }, `${bullet} ${box}`)
				: null;
		note({ kind: "near-miss-checkbox", span, excerpt: slice(text, { start: span.start, end }), why: "no-bullet", fix });
	}
}

interface Miss {
	readonly why: NearMiss;
	/** How many characters at the start of the line look like a box. */
	readonly width: number;
	/** What they should be, where there is one reading. */
	readonly fix: TextEdit["replacement"] | null;
}

function bracketsOf(line: string): Miss | null {
	const match = /^\[([^\][\r\n]{0,3})\](.?)/u.exec(line);
	if (match === null) return null;
	const inside = match[1] ?? "";
	const after = match[2] ?? "";
	const width = inside.length + 2;
	// A link, a reference or a footnote.
	if (after === "(" || after === "[" || after === ":") return null;
	const hasText = line.slice(width).trim() !== "";
	const tight = hasText && after !== " " && after !== "\t";
	if (inside === "") return { why: "empty-brackets", width, fix: hasText ? (tight ? "[ ] " : "[ ]") : null };
	if (/^[ xX]$/.test(inside)) {
		if (!hasText) return { why: "no-text", width, fix: null };
		return tight ? { why: "no-space-after", width, fix: `[${inside}] ` } : null;
	}
	if (/^\s+$/.test(inside)) return { why: hasText ? "extra-space" : "no-text", width, fix: hasText ? "[ ]" : null };
	const marked = inside.trim();
	if (/^[xX]$/.test(marked)) return { why: "extra-space", width, fix: hasText ? `[${marked}]${tight ? " " : ""}` : null };
	// The meaning of [-] or [~] (in progress, cancelled, waived) differs from team to team.
	return otherMarks.test(marked) ? { why: "other-mark", width, fix: null } : null;
}

function symbolOf(line: string): Miss | null {
	const symbol = boxSymbols.exec(line)?.[1];
	if (symbol === undefined) return null;
	const fix = symbol === "\u2610" ? "[ ]" : symbol === "\u2611" ? "[x]" : null;
	const width = symbol.length + (line.charAt(symbol.length) === "\ufe0f" ? 1 : 0);
	return { why: "symbol", width, fix };
}
