import type { Day } from "../model/date.ts";
import type { Evidence } from "../model/item.ts";
import type { Located } from "../model/located.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { type Assignment, splitAssignment } from "./assignment.ts";
import type { Block, ListItem } from "./blocks.ts";
import { readEvidence } from "./evidence.ts";
import { type InlineText, readInline } from "./inline.ts";
import { nearMissInParagraph, nearMissOfItem } from "./near-miss.ts";

/** An item as read, before it knows its id. */
export interface ItemDraft {
	readonly text: Located<string>;
	readonly span: Span;
	readonly box: Located<boolean>;
	readonly parent: ItemDraft | null;
	readonly optional: boolean;
	readonly notApplicable: Located<string> | null;
	readonly struck: Span | null;
	readonly pinned: string | null;
	readonly owners: readonly string[];
	readonly due: Located<Day> | null;
	readonly evidence: Evidence[];
}

/** Reads the task list items of some blocks, nested ones too, and reports what only looks like one. */
export function readChecklist(
	text: string,
	blocks: readonly Block[],
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): ItemDraft[] {
	const found: ItemDraft[] = [];
	const visit = (within: readonly Block[], parent: ItemDraft | null): void => {
		for (const block of within) {
			if (block.type === "quote") visit(block.children, parent);
			else if (block.type === "list") for (const item of block.items) visitItem(item, parent);
			else if (block.type === "paragraph" && parent === null) nearMissInParagraph(text, block.span, note);
			else if (block.type === "html" || block.type === "code") hiddenCheckboxes(text, block, note);
		}
	};
	const visitItem = (item: ListItem, parent: ItemDraft | null): void => {
		const head = item.children[0];
		const box = item.box;
		if (box !== null && head !== undefined && !isLineEnding(text.charAt(box.span.start))) {
			const draft = readItem(text, item, { ...box, head: head.span }, parent, vocabulary, note);
			found.push(draft);
			nearMissInParagraph(text, head.span, note, true);
			visit(item.children.slice(1), draft);
			return;
		}
		if (parent !== null && head?.type === "paragraph") {
			const evidence = readEvidence(text, head.span, vocabulary);
			if (evidence?.kind === "evidence") parent.evidence.push(evidence.evidence);
			else if (evidence?.kind === "unreadable") note({ kind: "unreadable-evidence", span: head.span, text: evidence.text });
			if (evidence !== null) {
				visit(item.children.slice(1), parent);
				return;
			}
		}
		nearMissOfItem(text, item, note);
		if (head?.type === "paragraph") nearMissInParagraph(text, head.span, note, true);
		visit(item.children[0]?.type === "paragraph" ? item.children.slice(1) : item.children, parent);
	};
	visit(blocks, null);
	return found;
}

/** Checkboxes where none are counted, outside every phase or in notes: they are visible on the page, so they are reported. */
export function noteStrayItems(
	text: string,
	blocks: readonly Block[],
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
	isCounted: (item: { readonly span: Span }) => boolean = () => false,
): void {
	for (const block of blocks) {
		if (block.type !== "list" && block.type !== "quote") continue;
		const counted = (item: ItemDraft): boolean => isCounted(item) || (item.parent !== null && counted(item.parent));
		const first = readChecklist(text, [block], vocabulary, () => {}).find((item) => !counted(item));
		if (first !== undefined) note({ kind: "stray-item", span: first.text.span, text: first.text.value });
	}
}

function readItem(
	text: string,
	item: ListItem,
	box: { readonly span: Span; readonly checked: boolean; readonly head: Span },
	parent: ItemDraft | null,
	vocabulary: Vocabulary,
	note: (found: ParseIssue) => void,
): ItemDraft {
	const content = trimmed(text, { start: box.span.end + 1, end: box.head.end });
	const inline = readInline(text, content);
	const skipped = readSkipped(inline, vocabulary);
	const { text: rest, assignment, unreadable } = splitAssignment(skipped.text, vocabulary);
	if (unreadable !== null) note({ kind: "unreadable-assignment", span: content, text: unreadable });
	const { owners, due } =
		skipped.assignment.owners.length > 0 || skipped.assignment.due !== null ? skipped.assignment : assignment;
	return {
		text: { value: rest, span: withoutComments(text, content, inline) },
		span: item.span,
		box: { value: box.checked, span: box.span },
		parent,
		optional: isOptional(rest, vocabulary) || (parent?.optional ?? false),
		notApplicable: skipped.reason === null ? null : { value: skipped.reason, span: content },
		struck: inline.struck?.span ?? null,
		pinned: pinnedId(inline),
		owners,
		due: dueIn(text, content, due),
		evidence: [],
	};
}

/** Struck through and a reason behind it; `~~old words~~ New words` is only a rewording. */
function readSkipped(
	inline: InlineText,
	vocabulary: Vocabulary,
): { readonly text: string; readonly reason: string | null; readonly assignment: Assignment } {
	const { struck } = inline;
	const unassigned: Assignment = { owners: [], due: null };
	if (struck === null) return { text: inline.text, reason: null, assignment: unassigned };
	// The owner may follow the reason, or the struck-through text alone.
	const { text: behind, assignment } = splitAssignment(`-${struck.rest}`, vocabulary);
	const rest = behind.slice(1).trim();
	if (rest === "") return { text: struck.text, reason: null, assignment };
	const bracketed = /^\((.*)\)$/.exec(rest)?.[1];
	const remark = bracketed ?? /^(?:[-\u2013\u2014:]\s*\S.*|n\/?a\b.*)$/i.exec(rest)?.[0];
	if (remark === undefined) return { text: struck.rest, reason: null, assignment: unassigned };
	const reason = remark.replace(/^[-\u2013\u2014:\s]+/, "").replace(/^(?:n\/?a|not applicable)\b\s*[:\-\u2013\u2014]?\s*/i, "");
	return { text: struck.text, reason: reason === "" ? null : reason, assignment };
}

/** The position of the due date, which is in plain characters. */
export function dueIn(text: string, content: Span, due: Day | null): Located<Day> | null {
	if (due === null) return null;
	const at = text.lastIndexOf(due, content.end - due.length);
	return { value: due, span: at < content.start ? content : { start: at, end: at + due.length } };
}

/** The position of the text: a comment before or after it is not part of it. */
function withoutComments(text: string, content: Span, inline: InlineText): Span {
	let { start, end } = content;
	for (const comment of inline.comments)
		if (comment.span.start === start) start = trimmed(text, { start: comment.span.end, end }).start;
	for (const comment of [...inline.comments].reverse()) {
		if (comment.span.end === end && comment.span.start >= start) end = trimmed(text, { start, end: comment.span.start }).end;
	}
	return { start, end };
}

/** The id that a comment such as `<!-- id: x -->` pins; null without one. */
export function pinnedId(inline: InlineText): string | null {
	for (const comment of inline.comments) {
		const id = /^id:\s*([\p{L}\p{N}._/-]+)$/u.exec(comment.value)?.[1];
		if (id !== undefined) return id;
	}
	return null;
}

/** `Optional: …`, `… (optional)`; the same for a group's heading. */
export function isOptional(rest: string, vocabulary: Vocabulary): boolean {
	const lower = rest.toLowerCase();
	return vocabulary.optional.some((known) => {
		const word = known.toLowerCase();
		return lower.endsWith(`(${word})`) || (lower.startsWith(word) && /^\s*[:\-\u2013\u2014]/.test(lower.slice(word.length)));
	});
}

/** A checkbox in an HTML block or in indented code is rendered as text, and is not counted; in a fence or a comment that is intended. */
function hiddenCheckboxes(text: string, block: Block, note: (found: ParseIssue) => void): void {
	const source = slice(text, block.span);
	if (/^(?:`{3}|~{3}|<!--)/.test(source)) return;
	const match = /^[ \t]*[-*+][ \t]+\[[ xX]\][ \t]+\S.*$/m.exec(source);
	if (match === null) return;
	const span = trimmed(text, { start: block.span.start + match.index, end: block.span.start + match.index + match[0].length });
	note({ kind: "hidden-checkbox", span });
}

function isLineEnding(character: string): boolean {
	return character === "\n" || character === "\r";
}
