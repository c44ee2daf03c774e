import type { Day } from "../model/date.ts";
import { provesTheSame, readProof } from "../model/evidence/proof.ts";
import { Failure } from "../model/failure.ts";
import type { Evidence, Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import { usualWord } from "../model/words/vocabulary.ts";
import { insert } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { bulletAt } from "./bullet.ts";
import { escapeMarkdown } from "./escape.ts";
import { endingOf, lineEnd, lineStart, nextLine } from "./line.ts";
import type { Revision } from "./revision.ts";

export interface NewEvidence {
	readonly text: string;
	readonly until: Day | null;
	readonly reviewer: string;
	readonly day: Day;
}

/**
 * Writes `- Evidence: TEXT (REVIEWER, DAY[, until DAY])` under an item, behind the evidence that it has. What a probe saw takes the place of
 * what one saw before, which git keeps. False if the item has all of it already.
 */
export function writeEvidence(revision: Revision, item: Item, all: readonly NewEvidence[]): boolean {
	const fresh: NewEvidence[] = [];
	let known = item.evidence;
	for (const evidence of all) {
		refuseUnsigned(evidence);
		const earlier = readProof(evidence.text) === null ? undefined : known.find(({ proof }) => proof !== null);
		if (earlier === undefined) {
			if (!known.some((one) => isSame(one, evidence))) fresh.push(evidence);
		} else if (!isStillProven(revision, item, earlier, evidence)) {
			revision.rewrite(earlier.span, sourceOf(revision, evidence));
			known = known.map((one) => (one === earlier ? written(evidence, earlier.span) : one));
			revision.changes.push(`${item.id}: evidence "${evidence.text}"`);
		}
	}
	if (fresh.length === 0 && known === item.evidence) return false;
	const { at, prefix } = placeOf(revision.text, item);
	const lines = fresh.map((evidence) => endingOf(revision.text, at) + prefix + sourceOf(revision, evidence));
	if (fresh.length > 0) revision.edit(insert(at, lines.join("")));
	for (const { text } of fresh) revision.changes.push(`${item.id}: evidence "${text}"`);
	revision.meanItem(item.id, { evidence: [...known, ...fresh.map((evidence) => written(evidence, item.span))] });
	return true;
}

function isSame(one: Evidence, { text, reviewer, day, until }: NewEvidence): boolean {
	return one.text === text && one.reviewer === reviewer && one.day.value === day && (one.until?.value ?? null) === until;
}

/** Checked off with a proof of the same objects: a newer date proves nothing more. */
function isStillProven(revision: Revision, { id }: Item, { proof }: Evidence, evidence: NewEvidence): boolean {
	const now = readProof(evidence.text);
	const wasChecked = revision.before.phases.flatMap(everyItem).some((item) => item.id === id && item.box.value);
	return wasChecked && proof !== null && now !== null && provesTheSame(proof, now);
}

function written({ text, reviewer, day, until }: NewEvidence, span: Span): Evidence {
	const end = until === null ? null : { value: until, span };
	return { span, text, reviewer, day: { value: day, span }, until: end, proof: readProof(text) };
}

function sourceOf({ before: { vocabulary } }: Revision, { text, reviewer, day, until }: NewEvidence): string {
	const end = until === null ? "" : `, ${usualWord(vocabulary.until)} ${until}`;
	return `${usualWord(vocabulary.evidence)}: ${escapeMarkdown(text)} (${escapeMarkdown(reviewer)}, ${day}${end})`;
}

/** Removes the proof from an item that is no longer checked off: it belonged to that check-off. */
export function removeProof(revision: Revision, item: Item): void {
	const { text } = revision;
	const gone = item.evidence.filter((one) => one.proof !== null && isAlone(text, one));
	for (const { span } of gone) {
		const start = lineStart(text, span.start);
		const before = text.startsWith("\r\n", start - 2) ? start - 2 : start - 1;
		const bullet = { start: before, end: bulletAt(text, span).end };
		revision.forget(bullet);
		revision.rewrite(bullet, "");
	}
	if (gone.length > 0) revision.meanItem(item.id, { evidence: item.evidence.filter((one) => !gone.includes(one)) });
}

/** A bullet of its own line with nothing nested in it. */
function isAlone(text: string, { span }: Evidence): boolean {
	const before = text.slice(lineStart(text, span.start), span.start);
	return /^[\s>]*(?:[-*+]|\d+[.)])[ \t]+$/.test(before) && bulletAt(text, span).end === lineEnd(text, span.end);
}

function refuseUnsigned({ reviewer, day, until }: NewEvidence): void {
	if (!/^[^()]*(?:\([^()]*\)[^()]*)*$/.test(reviewer))
		throw new Failure("usage", "the reviewer's name has brackets that do not match: evidence is signed in brackets");
	if ((until ?? day) < day) throw new Failure("usage", `the evidence would end on ${until}, before ${day}`);
}

function placeOf(text: string, item: Item): { readonly at: number; readonly prefix: string } {
	const last = item.evidence.at(-1);
	if (last !== undefined) {
		const prefix = text.slice(lineStart(text, last.span.start), last.span.start);
		return { at: lineEnd(text, last.span.end), prefix };
	}
	const at = lineEnd(text, Math.max(item.text.span.end, item.notApplicable?.span.end ?? 0));
	// Nested items show how far this list is indented; a bullet that is indented less would separate them from the item.
	const next = nextLine(text, at);
	const nested = next < item.span.end ? /^[\s>]*[-*+](?=[ \t])/.exec(text.slice(next, lineEnd(text, next))) : null;
	if (nested !== null) return { at, prefix: `${nested[0]} ` };
	const start = lineStart(text, item.span.start);
	const indent = text.slice(start, item.span.start).replace(/[^\s>]/g, " ");
	const marker = text.slice(item.span.start, item.box.span.start - 1);
	const bullet = /[-*+]/.exec(marker)?.[0] ?? "-";
	return { at, prefix: `${indent}${marker.replace(/[^\t]/g, " ")}${bullet} ` };
}
