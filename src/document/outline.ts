import type { Span } from "../text/span.ts";
import type { Block, Heading } from "./blocks.ts";
import { plainText } from "./inline.ts";

/** A heading with its content. */
export interface OutlineSection {
	/** Null before the first heading. */
	readonly heading: Heading | null;
	/** The heading as a reader sees it. */
	readonly title: string;
	/** The blocks up to the next heading of any depth. */
	readonly blocks: readonly Block[];
	/** Sections of deeper headings. */
	readonly children: readonly OutlineSection[];
	/** To the next heading of the same or a lesser depth. */
	readonly span: Span;
}

interface Draft {
	heading: Heading | null;
	title: string;
	blocks: Block[];
	children: Draft[];
	span: { start: number; end: number };
}

/** Nests the sections of a document by the depth of their headings; skipped depths are allowed. */
export function outline(text: string, blocks: readonly Block[]): OutlineSection {
	const root: Draft = { heading: null, title: "", blocks: [], children: [], span: { start: 0, end: text.length } };
	const open: Draft[] = [root];
	for (const block of blocks) {
		if (block.type !== "heading") {
			open.at(-1)?.blocks.push(block);
			continue;
		}
		while (open.length > 1 && (open.at(-1)?.heading?.depth ?? 0) >= block.depth) {
			const closed = open.pop();
			if (closed !== undefined) closed.span.end = block.span.start;
		}
		const section: Draft = {
			heading: block,
			title: plainText(text, block.content),
			blocks: [],
			children: [],
			span: { start: block.span.start, end: text.length },
		};
		open.at(-1)?.children.push(section);
		open.push(section);
	}
	return root;
}

/** The blocks of a section and of all sections in it. */
export function allBlocks(section: OutlineSection): Block[] {
	return [...section.blocks, ...section.children.flatMap(allBlocks)];
}
