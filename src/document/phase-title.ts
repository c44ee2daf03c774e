import type { Located } from "../model/located.ts";
import type { WrittenStatus } from "../model/status.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { leadingStatus, statusInHeading } from "./heading-status.ts";
import { plainText } from "./inline.ts";
import { phaseOfHeading } from "./phase-references.ts";

/** `Phase 1: Base (continued)` continues a phase and is not a second one. */
export const continues =
	/[([\u2013\u2014-]\s*(?:continued|continuation|cont\.?|cont['’]d|fortsetzung|suite|continuación|continuação|продолжение|续|続き|계속)\s*[)\]]?\s*$/iu;

/** The title within the heading, and the status behind it; all of the heading where the words cannot be found as they are. */
export function titleOf(
	text: string,
	content: Span,
	rest: string,
	vocabulary: Vocabulary,
): { readonly title: Located<string>; readonly status: WrittenStatus | null } {
	const at = rest === "" ? -1 : slice(text, content).lastIndexOf(rest);
	const whole = at < 0 ? content : { start: content.start + at, end: content.start + at + rest.length };
	const found = statusInHeading(text, content, whole.start, vocabulary);
	const leading = found === null && at >= 0 ? leadingStatus(text, content, whole.start, vocabulary) : null;
	if (leading !== null) {
		const span = trimmed(text, { start: leading.titleStart ?? whole.start, end: whole.end });
		return { title: { value: leading.titleStart === null ? rest : plainText(text, span), span }, status: leading.status };
	}
	if (found === null) return { title: { value: rest, span: whole }, status: null };
	const span = trimmed(text, { start: whole.start, end: found.titleEnd });
	const plain = plainText(text, span)
		.replace(/^[*_]+/, "")
		.trim();
	const value = at < 0 ? (phaseOfHeading(plain, vocabulary)?.rest ?? "") : plain;
	return { title: { value, span }, status: found.status };
}
