import type { WrittenStatus } from "../model/status.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { readStatus } from "./status-words.ts";

/** What may set a status apart from the title before it: ` - `, ` — `, ` | `, `: `, a bracket, or nothing where it starts with a mark. */
const apart = /\s+[-\u2013\u2014|]+\s+|\s*[:\uff1a]\s+|\s*\(|\s*\[|\s+(?=[^\s\w([{"'`*_\u00c0-\u1fff\u3040-\ud7ff])/g;

export interface HeadingStatus {
	readonly status: WrittenStatus;
	/** Where the title ends, in the text. */
	readonly titleEnd: number;
}

/**
 * The status at the end of a phase's heading: `Base - ✅ COMPLETE`, `Mail (IN PROGRESS)`, `Chat [DONE]`, `Disk ✅`. Only a word or mark
 * that is known is one; anything else is part of the title. `from`: where the title starts.
 */
export function statusInHeading(text: string, content: Span, from: number, vocabulary: Vocabulary): HeadingStatus | null {
	const emphasis = /[*_]*\s*$/.exec(slice(text, content))?.[0].length ?? 0;
	const end = content.end - emphasis;
	const raw = text.slice(from, end);
	for (const match of raw.matchAll(apart)) {
		const opening = match[0].trim().slice(-1);
		const closing = opening === "(" ? ")" : opening === "[" ? "]" : "";
		if (closing !== "" && !raw.endsWith(closing)) continue;
		const start = from + match.index + match[0].length;
		const span = trimmed(text, { start, end: end - closing.length });
		if (span.start >= span.end) continue;
		const status = readStatus(text, span, vocabulary);
		if (status.status === null || (status.word === null && isDoubtful(status))) continue;
		// `Phase 3: Planned` may well be its title.
		if (match.index === 0 && /[:\uff1a]/.test(match[0]) && status.mark === null) continue;
		return { status, titleEnd: from + match.index };
	}
	return null;
}

/** A warning sign or a red or green dot alone may rate anything. */
function isDoubtful({ mark }: WrittenStatus): boolean {
	return mark === null || /^(?:\u26a0|:warning:|\u{1f534}|:red_circle:)/u.test(mark.value);
}
