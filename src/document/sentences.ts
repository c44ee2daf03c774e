import { type Span, trimmed } from "../text/span.ts";
import type { Block, ListItem } from "./blocks.ts";
import { plainText } from "./inline.ts";

/** Bullets and paragraphs, each as one sentence. */
export function* sentences(
	text: string,
	blocks: readonly Block[],
): Generator<{ sentence: string; at: Span; item: ListItem | null }> {
	for (const block of blocks) {
		if (block.type === "paragraph") yield { sentence: plainText(text, block.span), at: block.span, item: null };
		else if (block.type === "quote") yield* sentences(text, block.children);
		else if (block.type === "list") {
			for (const item of block.items) {
				const head = item.children[0];
				if (head?.type !== "paragraph") continue;
				const start = item.box === null ? head.span.start : item.box.span.end + 1;
				const at = trimmed(text, { start, end: head.span.end });
				yield { sentence: plainText(text, at), at, item };
				yield* sentences(text, item.children.slice(1));
			}
		}
	}
}
