import type { Day } from "../model/date.ts";
import { Failure } from "../model/failure.ts";
import type { Evidence, Item } from "../model/item.ts";
import { usualWord } from "../model/vocabulary.ts";
import { insert } from "../text/edits.ts";
import { escapeMarkdown } from "./escape.ts";
import { endingOf, lineEnd, lineStart, nextLine } from "./line.ts";
import type { Revision } from "./revision.ts";

export interface NewEvidence {
	readonly text: string;
	readonly until: Day | null;
	readonly reviewer: string;
	readonly day: Day;
}

/** Adds `- Evidence: TEXT (REVIEWER, DAY[, until DAY])` under an item, behind the evidence that it has. False if it has this one already. */
export function addEvidence(revision: Revision, item: Item, evidence: NewEvidence): boolean {
	const { text, reviewer, day, until } = evidence;
	const known = item.evidence.some(
		(one) => one.text === text && one.reviewer === reviewer && one.day.value === day && (one.until?.value ?? null) === until,
	);
	if (known) return false;
	if (!/^[^()]*(?:\([^()]*\)[^()]*)*$/.test(reviewer))
		throw new Failure("usage", "the reviewer's name has brackets that do not match: evidence is signed in brackets");
	if ((until ?? day) < day) throw new Failure("usage", `the evidence would end on ${until}, before ${day}`);
	const { vocabulary } = revision.before;
	const end = until === null ? "" : `, ${usualWord(vocabulary.until)} ${until}`;
	const source = `${usualWord(vocabulary.evidence)}: ${escapeMarkdown(text)} (${escapeMarkdown(reviewer)}, ${day}${end})`;
	const place = placeOf(revision.text, item);
	revision.edit(insert(place.at, endingOf(revision.text, place.at) + place.prefix + source));
	const { span } = item;
	const added: Evidence = {
		span,
		text,
		reviewer,
		day: { value: day, span },
		until: until === null ? null : { value: until, span },
	};
	revision.meanItem(item.id, { evidence: [...item.evidence, added] });
	revision.changes.push(`${item.id}: evidence "${text}"`);
	return true;
}

function placeOf(text: string, item: Item): { readonly at: number; readonly prefix: string } {
	const last = item.evidence.at(-1);
	if (last !== undefined) {
		const prefix = text.slice(lineStart(text, last.span.start), last.span.start);
		return { at: lineEnd(text, last.span.end), prefix };
	}
	const at = lineEnd(text, Math.max(item.text.span.end, item.notApplicable?.span.end ?? 0));
	// Nested items tell how far this list is indented; a bullet that is indented less would take them away from the item.
	const next = nextLine(text, at);
	const nested = next < item.span.end ? /^[\s>]*[-*+](?=[ \t])/.exec(text.slice(next, lineEnd(text, next))) : null;
	if (nested !== null) return { at, prefix: `${nested[0]} ` };
	const start = lineStart(text, item.span.start);
	const indent = text.slice(start, item.span.start).replace(/[^\s>]/g, " ");
	const marker = text.slice(item.span.start, item.box.span.start - 1);
	const bullet = /[-*+]/.exec(marker)?.[0] ?? "-";
	return { at, prefix: `${indent}${marker.replace(/[^\t]/g, " ")}${bullet} ` };
}
