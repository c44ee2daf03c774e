import type { Footer } from "../model/document.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { plainText } from "./inline.ts";
import { valueAfter } from "./section-names.ts";

/** Reads `*Last Updated: …*`; null if the paragraph is something else. */
export function readFooter(text: string, paragraph: Span, vocabulary: Vocabulary): Footer | null {
	const source = slice(text, paragraph);
	const at = valueAfter(source.slice(0, 200), "updated", vocabulary);
	if (at === null) return null;
	const opening = /^[*_]*/.exec(source)?.[0] ?? "";
	let end = paragraph.end;
	if (opening !== "" && source.endsWith(opening) && source.length - opening.length >= at) end -= opening.length;
	const span = trimmed(text, { start: paragraph.start + at, end });
	const shown = plainText(text, span);
	const day = /\b\d{4}-\d{2}-\d{2}\b/.exec(slice(text, span));
	return {
		span: paragraph,
		text: { value: shown, span },
		day:
			day === null
				? null
				: { value: day[0], span: { start: span.start + day.index, end: span.start + day.index + day[0].length } },
	};
}
