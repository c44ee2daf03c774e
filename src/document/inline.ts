import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Located } from "../model/located.ts";
import { type Span, slice, trimmed } from "../text/span.ts";

/** What a reader sees of a stretch of inline Markdown. */
export interface InlineText {
	/** Plain text: markup gone, entities and escapes resolved, line breaks as spaces, comments left out. */
	readonly text: string;
	readonly comments: readonly Located<string>[];
	/** The stretch that is struck through at the start, and what follows it. */
	readonly struck: { readonly span: Span; readonly text: string; readonly rest: string } | null;
}

const blockConstructs = [
	"blockQuote",
	"codeFenced",
	"codeIndented",
	"definition",
	"gfmFootnoteDefinition",
	"headingAtx",
	"htmlFlow",
	"list",
	"setextUnderline",
	"table",
	"tasklistCheck",
	"thematicBreak",
];

let options: Parameters<typeof fromMarkdown>[1];

function parse(markdown: string): Root {
	options ??= { extensions: [gfm(), { disable: { null: blockConstructs } }], mdastExtensions: gfmFromMarkdown() };
	return fromMarkdown(markdown, options);
}

/** Characters that may be inline syntax; a lone `&` and an underscore within a word are not. */
const markup = /[\\`*~[\]]|<[!/?a-z]|&[#a-z]|(?<![a-z0-9])_|_(?![a-z0-9])/i;
/** No item is this long. The parser takes minutes for a line of a hundred thousand stars, so such text is displayed as it is. */
const maxMarkupLength = 4096;
const wholeEmphasis = /^(\*\*|__|[*_])([^\s\\`*_~<>&[\]](?:[^\\`*_~<>&[\]]*[^\s\\`*_~<>&[\]])?)\1$/;

/**
 * Reads the inline Markdown of a span: cheap where there is none, or only emphasis around all of it. `lineBreak`: what `<br>` reads as. A
 * slug takes it for nothing, as GitHub's does.
 */
export function readInline(text: string, range: Span, lineBreak = ""): InlineText {
	const content = trimmed(text, range);
	const source = slice(text, content);
	const emphasised = wholeEmphasis.exec(source);
	const plain = emphasised?.[2] ?? source;
	if (plain.length > maxMarkupLength || !markup.test(plain)) return { text: trimSpaces(plain), comments: [], struck: null };
	const comments: Located<string>[] = [];
	const visibleText = (node: Nodes): string => {
		switch (node.type) {
			case "html": {
				const body = /^<!--([\s\S]*?)-->$/.exec(node.value)?.[1];
				const start = content.start + (node.position?.start.offset ?? 0);
				if (body !== undefined) comments.push({ value: body.trim(), span: { start, end: start + node.value.length } });
				return /^<br\b/i.test(node.value) ? lineBreak : "";
			}
			case "break":
				return " ";
			case "image":
			case "imageReference":
				return node.alt ?? "";
			case "footnoteReference":
				return "";
			default:
				if ("value" in node) return node.value.replace(/\s*[\r\n]\s*/g, " ");
				return "children" in node ? node.children.map(visibleText).join("") : "";
		}
	};
	const paragraph = parse(source).children[0];
	const children: readonly Nodes[] = paragraph !== undefined && "children" in paragraph ? paragraph.children : [];
	const parts = children.map(visibleText);
	const first = children[0];
	let struck: InlineText["struck"] = null;
	if (first?.type === "delete") {
		const start = content.start + (first.position?.start.offset ?? 0);
		const end = content.start + (first.position?.end.offset ?? 0);
		struck = { span: { start, end }, text: trimSpaces(parts[0] ?? ""), rest: trimSpaces(parts.slice(1).join("")) };
	}
	return { text: trimSpaces(parts.join("")), comments, struck };
}

/** Only the text that a reader sees. */
export function plainText(text: string, range: Span): string {
	return readInline(text, range).text;
}

/** The same for a cell of a table, in which `<br>` starts a new line. */
export function cellText(text: string, range: Span): string {
	return readInline(text, range, " ").text;
}

function trimSpaces(text: string): string {
	// Most texts have single spaces only: testing that is faster than replacing each of them.
	return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, " ") : text).trim();
}
