import { percentageOf, statusOfPercentage } from "../model/percent-status.ts";
import type { WrittenStatus } from "../model/status.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { markAtStart, readStatus } from "./status-words.ts";

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
		const status = percentageIn(text, span) ?? readStatus(text, span, vocabulary);
		if (
			(status.status === null && !isOtherStatus(status, closing)) ||
			(status.word === null && percentageOf(status) === null && isDoubtful(status))
		)
			continue;
		// `Phase 3: Planned` may well be its title.
		if (match.index === 0 && /[:\uff1a]/.test(match[0]) && status.mark === null) continue;
		const label = statusLabel.exec(raw.slice(0, match.index))?.index ?? match.index;
		return { status, titleEnd: from + (label === 0 ? match.index : label) };
	}
	return null;
}

/** `Base — Status: Completed`: the label is no part of the title. */
const statusLabel = /\s+[-\u2013\u2014|]+\s+(?:status|state|statut|estado|stato|статус|状态|状態|상태)\s*$/i;

/** A status that is not one of the four, in brackets after the title: `Mail (cancelled)`. */
function isOtherStatus({ word }: WrittenStatus, closing: string): boolean {
	return (
		closing !== "" &&
		/^(?:cancell?ed|deferred|postponed|on hold|paused|skipped|dropped|abandoned|superseded|descoped|parked)$/i.test(
			word?.value ?? "",
		)
	);
}

/** A warning sign or a red or green dot alone may rate anything. */
function isDoubtful({ mark }: WrittenStatus): boolean {
	return mark === null || /^(?:\u26a0|:warning:|\u{1f534}|:red_circle:)/u.test(mark.value);
}

/** `(100%)`, `- 40% complete`. */
function percentageIn(text: string, span: Span): WrittenStatus | null {
	const raw = slice(text, span);
	const digits = /^(\d{1,3})\s?%(?:\s+(?:complete|completed|done))?$/i.exec(raw)?.[1];
	if (digits === undefined || Number(digits) > 100) return null;
	return { span, raw, status: statusOfPercentage(Number(digits)), mark: null, markMeans: null, word: null };
}

/** Marks that may rate, sort or decorate as well: coloured dots and squares, warning signs, arrows. */
const mayDecorate = /^(?:[\u26a0\u26aa\u26ab\u2b1b\u2b1c]|[\u{1f534}\u{1f535}\u{1f7e0}-\u{1f7eb}\u{1f504}\u{1f6d1}]|\u26d4|:)/u;

export interface LeadingStatus {
	readonly status: WrittenStatus;
	/** Where the title starts; null for a mark before the phase's name. */
	readonly titleStart: number | null;
}

/**
 * What states the status before the title: `✅ Phase 1: Base`, `Phase 1 ✅ — Base`, `Phase 1 (DONE): Base`. Before the name only a mark that decorates
 * nothing is one. `from`: where the title starts.
 */
export function leadingStatus(text: string, content: Span, from: number, vocabulary: Vocabulary): LeadingStatus | null {
	const inTitle = markAt(text, { start: from, end: content.end }, vocabulary);
	if (inTitle !== null && !isDoubtful(inTitle)) {
		const apart = /^\s*[:\uff1a|\u2013\u2014-]+\s*/.exec(text.slice(inTitle.span.end, content.end))?.[0];
		if (apart !== undefined && inTitle.span.end + apart.length < content.end)
			return { status: inTitle, titleStart: inTitle.span.end + apart.length };
	}
	const bracketed = /^[([]\s*([^()[\]]{1,40})[)\]]\s*[:\uff1a\u2013\u2014-]+\s*/.exec(text.slice(from, content.end));
	if (bracketed?.[1] !== undefined && from + bracketed[0].length < content.end) {
		const start = from + text.slice(from).indexOf(bracketed[1]);
		const status = readStatus(text, { start, end: start + bracketed[1].length }, vocabulary);
		if (status.status !== null && status.word !== null) return { status, titleStart: from + bracketed[0].length };
	}
	const opening = /^[\s*_]*/.exec(slice(text, content))?.[0].length ?? 0;
	const before = markAt(text, { start: content.start + opening, end: Math.max(content.start, from) }, vocabulary);
	return before === null || mayDecorate.test(before.raw) ? null : { status: before, titleStart: null };
}

/** The known mark that a stretch starts with. */
function markAt(text: string, range: Span, vocabulary: Vocabulary): WrittenStatus | null {
	const mark = markAtStart(slice(text, range));
	if (mark === null) return null;
	const status = readStatus(text, { start: range.start, end: range.start + mark.length }, vocabulary);
	return status.status === null || status.word !== null ? null : status;
}
