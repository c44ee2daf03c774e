import type { Span } from "../text/span.ts";
import { everyBlock } from "./blocks.ts";
import { parseInChunks } from "./chunks.ts";
import { afterFrontMatter } from "./front-matter.ts";
import { plainText } from "./inline.ts";

/** Words that number things other than the steps of a plan. */
const otherThings =
	/^(?:option|improvement|issue|figure|table|chapter|section|appendix|example|question|change|note|weeks?|days?|months?|quarter|version|bug|problem|error|scenario|case|rule|item|level|tier|priority|year|hour|node|mode|annex|line)$/i;

/** The word that most of a document's numbered headings start with, such as `Release` in `## Release 2: Mail`; null if there is none. */
export function wordOfHeadings(text: string): string | null {
	const ids = new Map<string, Set<string>>();
	for (const block of everyBlock(parseInChunks(text, afterFrontMatter(text)).blocks)) {
		if (block.type !== "heading") continue;
		const found = /^[^\p{L}]*(\p{L}[\p{L}-]{1,30})\s+#?(\d{1,3}[a-z]?|[A-Z]|[IVX]{1,5})\s*(?:$|[:.\u2013\u2014(-])/u.exec(
			plainText(text, block.content),
		);
		if (found?.[1] === undefined || found[2] === undefined || otherThings.test(found[1])) continue;
		ids.set(found[1], (ids.get(found[1]) ?? new Set()).add(found[2]));
	}
	const [best] = [...ids].filter(([, known]) => known.size > 1).sort(([, a], [, b]) => b.size - a.size);
	return best?.[0] ?? null;
}

/** Every table of a document. */
export function tablesIn(text: string): Span[] {
	const { blocks } = parseInChunks(text, afterFrontMatter(text));
	return [...everyBlock(blocks)].flatMap((block) => (block.type === "table" ? [block.span] : []));
}
