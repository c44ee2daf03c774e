import type { Status, WrittenStatus } from "../model/status.ts";
import { type Vocabulary, writtenAs } from "../model/vocabulary.ts";

/** A written status with another value: mark and word are exchanged where there are such, markup and remarks around them stay. */
export function restate(written: WrittenStatus, status: Status, vocabulary: Vocabulary): string {
	const { mark, word } = writtenAs(vocabulary, status);
	const { raw, span } = written;
	if (written.mark === null && written.word === null) return mark === "" ? word : `${mark} ${word}`;
	const changes: { start: number; end: number; text: string }[] = [];
	if (written.mark !== null)
		changes.push({ start: written.mark.span.start - span.start, end: written.mark.span.end - span.start, text: mark });
	if (written.word !== null) {
		const from = written.word.span.start - span.start;
		const area = raw.slice(from, Math.min(written.word.span.end - span.start, from + 400));
		const main = mainWords(area);
		changes.push({ start: from + main.start, end: from + main.end, text: word });
	}
	let result = raw;
	for (const change of changes.sort((a, b) => b.start - a.start)) {
		result = result.slice(0, change.start) + change.text + result.slice(change.end);
	}
	return result;
}

/** Only the mark, where the word is right. */
export function remark(written: WrittenStatus, status: Status, vocabulary: Vocabulary): string {
	const { mark } = writtenAs(vocabulary, status);
	if (written.mark === null) return written.raw;
	const from = written.mark.span.start - written.span.start;
	return written.raw.slice(0, from) + mark + written.raw.slice(written.mark.span.end - written.span.start);
}

/** The words themselves: not the emphasis around them, not a remark in brackets or behind a dash, not a comment. */
function mainWords(area: string): { start: number; end: number } {
	const start = /^[\s*_=:|~\u2013\u2014-]*/.exec(area)?.[0].length ?? 0;
	const rest = area.slice(start);
	const end = /[*_]*\s*(?:[(\u2013\u2014:;|<]|\s-\s)|[\s*_~]*$/.exec(rest)?.index ?? rest.length;
	return { start, end: start + end };
}
