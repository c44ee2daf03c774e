import type { Span } from "../text/span.ts";

/** Markdown block structure with absolute offsets: what is left of the syntax tree once a reader has what it needs. */
export type Block =
	| { readonly type: "heading"; readonly span: Span; readonly depth: number; readonly content: Span }
	| { readonly type: "paragraph"; readonly span: Span }
	| { readonly type: "list"; readonly span: Span; readonly items: readonly ListItem[] }
	| { readonly type: "table"; readonly span: Span; readonly rows: readonly TableRow[] }
	| { readonly type: "quote"; readonly span: Span; readonly children: readonly Block[] }
	| { readonly type: "html"; readonly span: Span }
	| { readonly type: "code"; readonly span: Span }
	| { readonly type: "other"; readonly span: Span };

export type Heading = Extract<Block, { type: "heading" }>;
export type Table = Extract<Block, { type: "table" }>;

export interface ListItem {
	readonly span: Span;
	readonly box: CheckboxToken | null;
	readonly children: readonly Block[];
}

/** The one character between the brackets of a task list item. */
export interface CheckboxToken {
	readonly span: Span;
	readonly checked: boolean;
}

export interface TableRow {
	/** Without trailing white space. */
	readonly span: Span;
	/** The content of each cell, without pipes and padding; an empty cell is an empty span where its content would be. */
	readonly cells: readonly Span[];
}

/** Every block, those in lists and quotes too, in document order. */
export function* everyBlock(blocks: readonly Block[]): Generator<Block> {
	const pending: Block[] = [...blocks].reverse();
	for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
		yield block;
		if (block.type === "quote") for (const one of [...block.children].reverse()) pending.push(one);
		else if (block.type === "list") {
			for (let i = block.items.length - 1; i >= 0; i -= 1)
				for (const one of [...(block.items[i]?.children ?? [])].reverse()) pending.push(one);
		}
	}
}
