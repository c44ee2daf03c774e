import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block, ListItem } from "./blocks.ts";
import { plainText } from "./inline.ts";

export interface Sentence {
	readonly sentence: string;
	readonly at: Span;
	readonly item: ListItem | null;
}

/**
 * Bullets and paragraphs, each as one sentence. A paragraph that is not understood as one is taken sentence by sentence, or else line by
 * line.
 */
export function* sentences(
	text: string,
	blocks: readonly Block[],
	understands: (sentence: string) => boolean = () => true,
): Generator<Sentence> {
	for (const block of blocks) {
		if (block.type === "paragraph") yield* sentencesOf(text, block.span, understands);
		else if (block.type === "quote") yield* sentences(text, block.children, understands);
		else if (block.type === "list") {
			for (const item of block.items) {
				const head = item.children[0];
				if (head?.type !== "paragraph") continue;
				const start = item.box === null ? head.span.start : item.box.span.end + 1;
				const at = trimmed(text, { start, end: head.span.end });
				yield { sentence: plainText(text, at), at, item };
				yield* sentences(text, item.children.slice(1), understands);
			}
		}
	}
}

function* sentencesOf(text: string, paragraph: Span, understands: (sentence: string) => boolean): Generator<Sentence> {
	const whole = { sentence: plainText(text, paragraph), at: paragraph, item: null };
	if (understands(whole.sentence)) {
		yield whole;
		return;
	}
	for (const one of split(text, paragraph, /[.!?](?=\s)|\u3002/g)) {
		const lines = split(text, one.at, /\r\n|\r|\n/g);
		if (!understands(one.sentence) && lines.every(({ sentence }) => understands(sentence))) yield* lines;
		else yield one;
	}
}

function split(text: string, range: Span, ends: RegExp): Sentence[] {
	const parts: Sentence[] = [];
	let { start } = range;
	for (const { 0: end, index } of [...slice(text, range).matchAll(ends), { 0: "", index: range.end - range.start }]) {
		const at = trimmed(text, { start, end: range.start + index + end.length });
		start = range.start + index + end.length;
		if (at.start < at.end) parts.push({ sentence: plainText(text, at), at, item: null });
	}
	return parts;
}
