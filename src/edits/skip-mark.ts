import { Failure } from "../model/failure.ts";
import type { Item } from "../model/item.ts";
import { insert } from "../text/edits.ts";
import { slice } from "../text/span.ts";
import { setBox } from "./box.ts";
import { escapeMarkdown, maxTextLength } from "./escape.ts";
import type { Revision } from "./revision.ts";

/**
 * `Text` becomes `~~Text~~ (N/A: reason)`. False if it is not applicable already. A checked item is unchecked: it may have been done, but it
 * can no longer be verified, as with a one-off Job that was deleted.
 */
export function skipItem(revision: Revision, item: Item, reason: string): boolean {
	if (item.notApplicable !== null) return false;
	const { span } = item.text;
	const raw = slice(revision.text, span);
	const remark = ` (N/A: ${escapeMarkdown(reason)})`;
	if (raw.length > 2 * maxTextLength)
		throw new Failure(
			"refused",
			`line ${revision.before.source.lineOf(span.start)}: the text of ${item.id} is too long to be struck through`,
			"shorten it, or move a part of it to a bullet below the item",
		);
	if (item.struck?.end === span.end) {
		revision.edit(insert(span.end, remark));
	} else {
		if (/(?<!\\)~/.test(raw.replace(/`[^`]*`/g, "")))
			throw new Failure(
				"refused",
				`part of ${item.id} is struck through already`,
				"strike out the rest by hand, and add (N/A: reason)",
			);
		revision.edit(insert(span.start, "~~"));
		revision.edit(insert(span.end, `~~${remark}`));
	}
	if (item.box.value) setBox(revision, item, false);
	revision.meanItem(item.id, { notApplicable: { value: reason, span }, struck: span });
	revision.changes.push(`${item.id}: not applicable`);
	return true;
}

/** Takes the strike and the reason away. False if there are none. */
export function unskipItem(revision: Revision, item: Item): boolean {
	const { struck, text } = item;
	if (struck === null || (item.notApplicable === null && struck.end !== text.span.end)) return false;
	const raw = slice(revision.text, struck);
	const marks = raw.search(/[^~]/);
	const behind = { start: struck.end - marks, end: text.span.end };
	if (slice(revision.text, behind).includes("<!--"))
		throw new Failure("refused", `a comment stands between ${item.id} and its reason`, "move the comment to the end of the item");
	revision.rewrite({ start: struck.start, end: struck.start + marks }, "");
	revision.rewrite(behind, "");
	revision.meanItem(item.id, { notApplicable: null, struck: null });
	revision.changes.push(`${item.id}: applicable again`);
	return true;
}
