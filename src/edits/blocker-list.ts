import type { Day } from "../model/date.ts";
import type { Blocker, BlockerSection } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase.ts";
import type { Span } from "../text/span.ts";
import { slice } from "../text/span.ts";
import { addBulletBehind, addBulletUnder, bulletAt, usualMarker } from "./bullet.ts";
import { escapeMarkdown } from "./escape.ts";
import { lineEnd, lineStart, nextLine } from "./line.ts";
import type { Revision } from "./revision.ts";

/** Adds `- Phase 4: reason (since DAY)` to the list of blockers; a sentence that there are none gives way. False if it is there already. */
export function addBlocker(revision: Revision, phase: PhaseId, reason: string, day: Day): boolean {
	const section = revision.meant.blockers;
	if (section?.blockers.some((one) => one.phase === phase && one.reason === reason)) return false;
	const { vocabulary } = revision.before;
	const word = vocabulary.phase[0] ?? "Phase";
	const written = `${word} ${phase}: ${escapeMarkdown(reason)} (${vocabulary.since[0] ?? "since"} ${day})`;
	const last = section?.blockers.filter((one) => owner(revision, one.span) === null).at(-1);
	if (section === null) throw noList();
	let none = section.none;
	if (none !== null && owner(revision, none.span) === null) {
		revision.rewrite(none.span, isBullet(revision.text, none.span) ? written : `${usualMarker(revision.text)} ${written}`);
		none = null;
	} else if (last !== undefined) addBulletBehind(revision, last.span, written);
	else {
		const within = owner(revision, section.span);
		if (!startsWithHeading(revision.text, section.span) || (within !== null && within !== phase)) throw noList();
		const own = section.blockers.at(-1);
		if (none !== null) {
			revision.rewrite(none.span, isBullet(revision.text, none.span) ? written : `${usualMarker(revision.text)} ${written}`);
			none = null;
		} else if (own !== undefined) addBulletBehind(revision, own.span, written);
		else addBulletUnder(revision, section.span, written);
	}
	const span = { start: section.span.start, end: section.span.start };
	const added: Blocker = { phase, reason, since: { value: { kind: "day", day }, span }, span };
	revision.meant = { ...revision.meant, blockers: { ...section, blockers: [...section.blockers, added], none } };
	revision.changes.push(`Phase ${phase}: blocked by ${reason}`);
	return true;
}

/** Removes a phase's blockers; where none is left, the list says `None`. Returns their reasons. */
export function removeBlockers(revision: Revision, phase: PhaseId): readonly string[] {
	const section = revision.meant.blockers;
	const gone = (section?.blockers ?? []).filter((one) => one.phase === phase);
	if (section === null || gone.length === 0) return [];
	const left = section.blockers.filter((one) => one.phase !== phase);
	let none = section.none;
	for (const { span, reason } of gone) {
		const others = left.filter((one) => one.span.start === span.start).map((one) => one.phase);
		if (others.length > 0) {
			renamePhases(revision, span, reason, others);
			continue;
		}
		const bullet = bulletAt(revision.text, span);
		revision.forget(bullet);
		if (left.some((one) => one.span.start > bullet.start && one.span.start < bullet.end))
			throw new Failure("refused", `other blockers are nested in the one of Phase ${phase}`, "move them out, then try again");
		const within = owner(revision, span);
		const lastOfList =
			gone.at(-1)?.span.start === span.start && !left.some((one) => owner(revision, one.span) === within) && none === null;
		const inSection = section.span.start <= span.start && span.start < section.span.end;
		if (lastOfList && inSection && startsWithHeading(revision.text, section.span)) none = writeNone(revision, bullet);
		else removeLines(revision, bullet);
	}
	revision.meant = { ...revision.meant, blockers: { ...section, blockers: left, none } };
	for (const { reason } of gone) revision.changes.push(`Phase ${phase}: no longer blocked by ${reason}`);
	return gone.map(({ reason }) => reason);
}

function noList(): Failure {
	return new Failure(
		"refused",
		"the document has no list of blockers to write to",
		"add a heading: ### Current Blockers under ## Dependencies and Blockers",
	);
}

/** The phase in whose own section a place is; null elsewhere. */
function owner(revision: Revision, span: Span): PhaseId | null {
	return revision.meant.phases.find((phase) => phase.span.start <= span.start && span.start < phase.span.end)?.id ?? null;
}

/** Under a heading for dependencies too, a list cannot say that it has no blockers. */
function startsWithHeading(text: string, span: Span): boolean {
	return text.charAt(span.start) === "#" || /^[^\r\n]+(?:\r\n|\r|\n)(?:=+|-+)[ \t]*[\r\n]/.test(slice(text, span));
}

function isBullet(text: string, content: Span): boolean {
	return /(?:[-*+]|\d[.)])[ \t]+(?:\[.\][ \t]+)?$/.test(text.slice(lineStart(text, content.start), content.start));
}

/** As a sentence, or as a bullet where others would be continued by a sentence. */
function writeNone(revision: Revision, bullet: ReturnType<typeof bulletAt>): BlockerSection["none"] {
	const { text } = revision;
	const word = revision.before.vocabulary.none[0] ?? "None";
	const before = bullet.start === 0 ? "" : text.slice(lineStart(text, bullet.start - 1), bullet.start);
	const next = nextLine(text, bullet.end);
	const behind = text.slice(next, lineEnd(text, next));
	const alone = /^[ \t]*(?:#.*|(?:-{3,}|={3,})[ \t]*)?$/.test(before.trimEnd()) && /^[ \t]*(?:#{1,6} .*)?$/.test(behind);
	const indent = /^[\s>]*/.exec(bullet.prefix)?.[0] ?? "";
	revision.rewrite({ start: bullet.start, end: bullet.end }, alone ? indent + word : bullet.prefix + word);
	return { value: word, span: { start: bullet.start, end: bullet.end } };
}

function removeLines(revision: Revision, bullet: ReturnType<typeof bulletAt>): void {
	revision.rewrite({ start: bullet.start, end: nextLine(revision.text, bullet.end) }, "");
}

/** `Phases 2 and 3: reason` becomes `Phase 3: reason`. */
function renamePhases(revision: Revision, span: Span, reason: string, others: readonly PhaseId[]): void {
	const raw = slice(revision.text, span);
	const separator = /\s*[:\u2013\u2014-]?\s*$/.exec(raw.slice(0, Math.max(0, raw.indexOf(reason))))?.index ?? 0;
	if (raw.indexOf(reason) < 1 || separator < 1)
		throw new Failure("refused", `line ${revision.before.source.lineOf(span.start)} blocks several phases`, "edit it by hand");
	const word = revision.before.vocabulary.phase[0] ?? "Phase";
	const and = revision.before.vocabulary.and[0] ?? "and";
	const names = others.map((id) => `${word} ${id}`);
	const list = names.length < 3 ? names.join(` ${and} `) : names.join(", ");
	revision.rewrite({ start: span.start, end: span.start + separator }, list);
}
