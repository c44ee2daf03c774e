import type { Day } from "../model/date.ts";
import type { Blocker, BlockerList, BlockerSection, NoBlockers } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { builtInVocabulary } from "../model/words/built-in-words.ts";
import { usualWord } from "../model/words/vocabulary.ts";
import { wordsToWrite } from "../model/words/words-to-write.ts";
import { splitLines } from "../text/lines.ts";
import type { Span } from "../text/span.ts";
import { slice } from "../text/span.ts";
import { addBulletBehind, addBulletUnder, type Bullet, bulletAt, indentOf, usualMarker } from "./bullet.ts";
import { escapeMarkdown } from "./escape.ts";
import { lineEnd, lineStart, nextLine } from "./line.ts";
import { type Memory, recall, remember } from "./memory.ts";
import type { Revision } from "./revision.ts";

/** Adds `- Phase 4: reason (since DAY)` to the list of blockers; a sentence that there are none gives way. False if it is there already. */
export function addBlocker(revision: Revision, phase: PhaseId, reason: string, day: Day): boolean {
	const section = revision.expected.blockers;
	if (section === null) throw noList();
	if (section.blockers.some((one) => one.phase === phase && one.reason === reason)) return false;
	const { vocabulary } = revision.before;
	const written = `${usualWord(vocabulary.phase)} ${phase}: ${escapeMarkdown(reason)} (${wordsToWrite(revision.before).since} ${day})`;
	const [none] = openTo(phase, section, section.nones);
	const last = openTo(phase, section, section.blockers).at(-1);
	const [list] = openTo(phase, section, section.lists);
	if (none !== undefined) rememberNone(revision, none);
	if (none !== undefined)
		revision.rewrite(none.span, isBullet(revision.text, none.span) ? written : `${usualMarker(revision.text)} ${written}`);
	else if (last !== undefined) addBulletBehind(revision, last.span, written);
	else if (list !== undefined) addBulletUnder(revision, list.heading, written);
	else throw noList();
	const nones = section.nones.filter((one) => one !== none);
	const span = { start: revision.text.length, end: revision.text.length };
	const added: Blocker = { phase, reason, since: { value: { kind: "day", day }, span }, span };
	revision.expected = { ...revision.expected, blockers: { ...section, blockers: [...section.blockers, added], nones } };
	revision.changes.push(`Phase ${phase}: blocked by ${reason}`);
	return true;
}

/** Removes a phase's blockers; a list that becomes empty gets `None`. Returns their reasons. */
export function removeBlockers(revision: Revision, phase: PhaseId): readonly string[] {
	const section = revision.expected.blockers;
	if (section === null) return [];
	const gone = section.blockers.filter((one) => one.phase === phase);
	const left = section.blockers.filter((one) => one.phase !== phase);
	const bullets: Bullet[] = [];
	for (const { span, reason } of gone) {
		const others = left.filter((one) => one.span.start === span.start).map((one) => one.phase);
		if (others.length > 0) renamePhases(revision, span, reason, others);
		else bullets.push(bulletAt(revision.text, span));
	}
	const stretches = joined(revision.text, bullets);
	for (const stretch of stretches) {
		revision.forget(stretch);
		if (left.some(({ span }) => holds(stretch, span)))
			throw new Failure("refused", `other blockers are nested in the one of Phase ${phase}`, "move them out, then try again");
	}
	const kept = section.nones.filter(({ span }) => !stretches.some((stretch) => holds(stretch, span)));
	const listed = new Set([...left, ...kept].map(({ span }) => listAt(section, span)?.phase));
	for (const stretch of stretches.toReversed()) {
		const list = listAt(section, stretch);
		// Under a heading that also covers dependencies, a sentence cannot declare that there are no blockers.
		if (list === undefined || listed.has(list.phase)) {
			revision.rewrite({ start: stretch.start, end: nextLine(revision.text, stretch.end) }, "");
		} else {
			kept.push({ value: writeNone(revision, list, stretch), span: stretch, phase: list.phase });
			listed.add(list.phase);
		}
	}
	revision.expected = { ...revision.expected, blockers: { ...section, blockers: left, nones: kept } };
	for (const { reason } of gone) revision.changes.push(`Phase ${phase}: no longer blocked by ${reason}`);
	return gone.map(({ reason }) => reason);
}

/** Bullets one behind the other, or nested in one another, as one stretch each. */
function joined(text: string, bullets: readonly Bullet[]): Bullet[] {
	const stretches: Bullet[] = [];
	for (const bullet of bullets) {
		const before = stretches.at(-1);
		if (before === undefined || /[^\s>]/.test(text.slice(before.end, bullet.start))) stretches.push(bullet);
		else stretches[stretches.length - 1] = { ...before, end: Math.max(before.end, bullet.end) };
	}
	return stretches;
}

function noList(): Failure {
	return new Failure(
		"refused",
		"the document has no list of blockers to write to",
		"run it with --create, or add a heading: ### Current Blockers under ## Dependencies and Blockers",
	);
}

/** The innermost list that a place is in. */
function listAt({ lists }: BlockerSection, place: Span): BlockerList | undefined {
	return lists.findLast(({ span }) => holds(span, place));
}

function holds({ start, end }: Span, place: Span): boolean {
	return start <= place.start && place.start < end;
}

/** What a phase's blocker may be written to: it is where all the phases' are, or else in the phase's own list. */
function openTo<T extends { readonly span: Span }>(phase: PhaseId, section: BlockerSection, places: readonly T[]): readonly T[] {
	const of = (wanted: PhaseId | null): T[] => places.filter(({ span }) => (listAt(section, span)?.phase ?? null) === wanted);
	const shared = of(null);
	return shared.length > 0 ? shared : of(phase);
}

function isBullet(text: string, content: Span): boolean {
	const before = text.slice(lineStart(text, content.start), content.start);
	return indentOf(before) !== before;
}

/** As a sentence, or as a bullet where others would be continued by a sentence. */
function writeNone(revision: Revision, list: BlockerList, bullet: Bullet): string {
	const { text } = revision;
	const word = wordsToWrite(revision.before).none;
	const known = recall(revision, memoryOf(list.phase));
	if (known !== null) {
		const prefix = known.startsWith("- ") ? bullet.prefix : indentOf(bullet.prefix);
		const words = known.replace(/^- /, "");
		revision.rewrite({ start: bullet.start, end: bullet.end }, prefix + words);
		return withoutEmphasis(words);
	}
	const above = splitLines(text.slice(list.heading.end, bullet.start)).at(-2);
	const next = nextLine(text, bullet.end);
	const alone = above?.trim() === "" && /^[ \t]*(?:#{1,6} |<!--|$)/.test(text.slice(next, lineEnd(text, next)));
	revision.rewrite({ start: bullet.start, end: bullet.end }, alone ? indentOf(bullet.prefix) + word : bullet.prefix + word);
	return word;
}

/** A sentence of the author's that there are none, so that it comes back when the list is empty again. */
function rememberNone(revision: Revision, none: NoBlockers): void {
	const raw = slice(revision.text, none.span);
	// Only what reads back as it was: plain words, perhaps emphasized as a whole.
	const { vocabulary } = revision.before;
	const word = usualWord(vocabulary.none);
	// A blocker of an "Étape" makes the document a little more French than it was.
	const isEnglish = usualWord(vocabulary.phase) === usualWord(builtInVocabulary.phase);
	if ((isEnglish && raw === word && wordsToWrite(revision.before).none === word) || withoutEmphasis(raw) !== none.value) return;
	remember(revision, memoryOf(none.phase), isBullet(revision.text, none.span) ? `- ${raw}` : raw);
}

function memoryOf(phase: PhaseId | null): Memory {
	return { phase, fact: "blockers", state: "none" };
}

function withoutEmphasis(raw: string): string {
	return /^([*_]{1,3})(.*)\1$/.exec(raw)?.[2] ?? raw;
}

/** `Phases 2 and 3: reason` becomes `Phase 3: reason`. */
function renamePhases(revision: Revision, span: Span, reason: string, others: readonly PhaseId[]): void {
	const raw = slice(revision.text, span);
	const named = raw.slice(0, Math.max(0, raw.indexOf(reason))).replace(/\s*[:\u2013\u2014-]?\s*$/, "");
	if (named === "")
		throw new Failure(
			"refused",
			`line ${revision.before.source.lineOf(span.start)} blocks several phases`,
			"write a line of its own for each phase, then try again",
		);
	const { vocabulary } = revision.before;
	const names = others.map((id) => `${usualWord(vocabulary.phase)} ${id}`);
	const list = names.length < 3 ? names.join(` ${usualWord(vocabulary.and)} `) : names.join(", ");
	revision.rewrite({ start: span.start, end: span.start + named.length }, list);
}
