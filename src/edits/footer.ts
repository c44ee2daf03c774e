import type { Day } from "../model/date.ts";
import type { Span } from "../text/span.ts";
import type { Revision } from "./revision.ts";

/**
 * The day in `*Last Updated: …*`, in the form that the line has; a sentence without one gives way to the day. A day that is later
 * already stays: an entry that is made up for is no step back.
 */
export function stampFooter(revision: Revision, day: Day): void {
	const { footer } = revision.meant;
	if (footer === null) return;
	if (footer.day !== null) {
		if (footer.day.value >= day) return;
		revision.rewrite(footer.day.span, day);
		const { text } = footer;
		const value = text.value.replace(footer.day.value, day);
		revision.meant = { ...revision.meant, footer: { ...footer, text: { ...text, value }, day: { ...footer.day, value: day } } };
	} else {
		const span = sentence(revision.text, footer.span, footer.text.span);
		const glued = span.start === span.end && !/\s/.test(revision.text.charAt(span.start - 1));
		revision.rewrite(span, glued ? ` ${day}` : day);
		const rest = revision.text
			.slice(span.end, footer.text.span.end)
			.replace(/<!--.*?-->/gs, "")
			.replace(/\s+/g, " ")
			.trimEnd();
		const value = `${day}${rest}`;
		revision.meant = { ...revision.meant, footer: { ...footer, text: { value, span }, day: { value: day, span } } };
	}
	revision.changes.push(`last updated: ${day}`);
}

/** The words up to the end of their line or to a comment, without the emphasis that closes there. */
function sentence(text: string, paragraph: Span, words: Span): Span {
	const line = /[\r\n]|\s*<!--/.exec(text.slice(words.start, words.end))?.index;
	if (line === undefined) return words;
	const opening = /^[*_]*/.exec(text.slice(paragraph.start, paragraph.end))?.[0] ?? "";
	const raw = text.slice(words.start, words.start + line).trimEnd();
	const end = words.start + raw.length - (opening !== "" && raw.endsWith(opening) ? opening.length : 0);
	return { start: words.start, end };
}
