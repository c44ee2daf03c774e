import type { Day } from "../model/date.ts";
import type { Revision } from "./revision.ts";

/**
 * The day in `*Last Updated: …*`, in the form that the line has; a sentence without one gives way to the day. A day that is later
 * already stays: an entry that is made up for is no step back.
 */
export function stampFooter(revision: Revision, day: Day): void {
	const { footer } = revision.expected;
	if (footer === null || (footer.day !== null && footer.day.value >= day)) return;
	const { span, value } = footer.day ?? footer.text;
	const glued = span.start === span.end && !/\s/.test(revision.text.charAt(span.start - 1));
	revision.rewrite(span, glued ? ` ${day}` : day);
	const text = { ...footer.text, value: footer.text.value.replace(value, day) };
	revision.expected = { ...revision.expected, footer: { ...footer, text, day: { value: day, span } } };
	revision.changes.push(`last updated: ${day}`);
}
