import type { ListItem as MdastListItem, Table as MdastTable, Nodes } from "mdast";
import { type Extension as FromMarkdownExtension, fromMarkdown, type Handle } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { type Span, trimmed } from "../text/span.ts";
import type { Block, CheckboxToken, ListItem, TableRow } from "./blocks.ts";

/**
 * Inline syntax is disabled here and parsed only in text that has any (`inline.ts`): most of a status document is plain words, and
 * this parse takes most of the time of `status`. (`lineEnding` must stay: without it the parser never ends on some texts.) The two GFM
 * extensions are those that make blocks.
 */
const inlineConstructs = [
	"attention",
	"autolink",
	"characterEscape",
	"characterReference",
	"codeText",
	"hardBreakEscape",
	"htmlText",
	"labelEnd",
	"labelStartImage",
	"labelStartLink",
];

/** The position of each task list item's checkbox: the tree alone shows only that there is one. */
const boxes = new WeakMap<Nodes, CheckboxToken>();

function rememberBox(checked: boolean): Handle {
	return function (token) {
		const item = this.stack.at(-2);
		if (item?.type !== "listItem") return;
		boxes.set(item, { span: { start: token.start.offset, end: token.end.offset }, checked });
	};
}

const boxPositions: FromMarkdownExtension = {
	enter: { taskListCheckValueChecked: rememberBox(true), taskListCheckValueUnchecked: rememberBox(false) },
};

let options: Parameters<typeof fromMarkdown>[1];

/** Parses a stretch of a document that starts at a line's start; offsets come back shifted by `base`. */
export function parseBlocks(markdown: string, base: number): Block[] {
	options ??= {
		extensions: [gfmTable(), gfmTaskListItem(), { disable: { null: inlineConstructs } }],
		mdastExtensions: [gfmTableFromMarkdown(), boxPositions],
	};
	return fromMarkdown(markdown, options).children.map((node) => toBlock(node, markdown, base));
}

function toBlock(node: Nodes, text: string, base: number): Block {
	const span = spanOf(node, base);
	switch (node.type) {
		case "heading": {
			const first = node.children[0];
			const last = node.children.at(-1);
			if (first === undefined || last === undefined)
				return { type: "heading", span, depth: node.depth, content: { start: span.end, end: span.end } };
			const content = { start: spanOf(first, base).start, end: spanOf(last, base).end };
			return { type: "heading", span, depth: node.depth, content };
		}
		case "paragraph":
			return { type: "paragraph", span };
		case "list":
			return { type: "list", span, items: node.children.map((item) => toItem(item, text, base)) };
		case "table":
			return { type: "table", span, rows: toRows(node, text, base) };
		case "blockquote":
			return { type: "quote", span, children: node.children.map((child) => toBlock(child, text, base)) };
		case "html":
			return { type: "html", span };
		case "code":
			return { type: "code", span };
		default:
			return { type: "other", span };
	}
}

function toItem(node: MdastListItem, text: string, base: number): ListItem {
	const box = boxes.get(node);
	return {
		span: spanOf(node, base),
		box: box === undefined ? null : { checked: box.checked, span: { start: box.span.start + base, end: box.span.end + base } },
		children: node.children.map((child) => toBlock(child, text, base)),
	};
}

function toRows(table: MdastTable, text: string, base: number): TableRow[] {
	return table.children.map((row) => {
		const whole = spanOf(row, 0);
		const span = trimmed(text, whole);
		return {
			span: shifted(span, base),
			cells: row.children.map((cell) => shifted(cellContent(text, spanOf(cell, 0)), base)),
		};
	});
}

/** A cell's node includes the pipe before it, and in the last cell the one after it with the white space behind. */
function cellContent(text: string, cell: Span): Span {
	let { start, end } = cell;
	if (/\|[ \t]*$/.test(text.slice(start + 1, end))) end = trimmed(text, { start: start + 1, end }).end;
	if (text.charAt(start) === "|") start += 1;
	if (end > start && text.charAt(end - 1) === "|" && !isEscaped(text, end - 1, start)) end -= 1;
	const content = trimmed(text, { start, end });
	if (content.start < content.end) return content;
	// An empty cell: its content would come after one space of padding.
	const padded = Math.min(start + 1, end);
	return { start: padded, end: padded };
}

function isEscaped(text: string, at: number, from: number): boolean {
	let backslashes = 0;
	for (let i = at - 1; i >= from && text.charAt(i) === "\\"; i -= 1) backslashes += 1;
	return backslashes % 2 === 1;
}

function spanOf(node: Nodes, base: number): Span {
	return { start: (node.position?.start.offset ?? 0) + base, end: (node.position?.end.offset ?? 0) + base };
}

function shifted(range: Span, base: number): Span {
	return { start: range.start + base, end: range.end + base };
}
