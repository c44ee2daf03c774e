import type { StatusDocument } from "../model/document.ts";
import { memoize } from "../model/memoize.ts";
import type { DerivedPhase, Tally } from "../model/roll-up.ts";
import { percentage } from "../model/roll-up.ts";
import type { Status, WrittenStatus } from "../model/status.ts";
import { builtInVocabulary } from "../model/words/built-in-words.ts";
import { usualWord, writtenAs } from "../model/words/vocabulary.ts";
import { inLanguageOf } from "../model/words/words-of-languages.ts";

/** Mark and word of a status, as a document writes them. */
export interface Label {
	readonly mark: string;
	readonly word: string;
}

/**
 * How a document writes a status: as most of its other rows and sections do, or else as its legend or the vocabulary does.
 * `except`: the places to be rewritten, which show only the language; `instead`: the word that they will have.
 * `changing`: other places that will have another status.
 */
export function labelOf(
	document: StatusDocument,
	status: Status,
	except: readonly WrittenStatus[] = [],
	instead: string | null = null,
	changing: readonly WrittenStatus[] = [],
): Label {
	const uses = new Map<string, { readonly label: Label; times: number }>();
	const skip = new Set(except.map(({ span }) => span.start));
	const passing = new Set(changing.map(({ span }) => span.start));
	for (const { start, label, key } of writtenLabels(document).get(status) ?? []) {
		if (skip.has(start) || passing.has(start)) continue;
		const known = uses.get(key);
		if (known === undefined) uses.set(key, { label, times: 1 });
		else known.times += 1;
	}
	const mostUsed = [...uses.values()].reduce<{ label: Label; times: number } | null>(
		(best, one) => (best === null || one.times > best.times ? one : best),
		null,
	);
	const usual = writtenAs(document.vocabulary, status);
	if (document.legend?.entries.some((entry) => entry.status === status)) return usual;
	const word = inLanguageOf(wordsIn(document, skip, instead), status) ?? usual.word;
	if (mostUsed === null) return { mark: usual.mark, word };
	// Where the rewritten place has a mark or a word and the others have none, one of another status must not stay behind.
	const [first] = except;
	return {
		mark: mostUsed.label.mark === "" && first?.mark != null ? usual.mark : mostUsed.label.mark,
		word: mostUsed.label.word === "" && first?.word != null ? word : mostUsed.label.word,
	};
}

/** The words of all statuses, where the vocabulary is the built-in one: what an author teaches is how they write. */
const writtenWords = memoize((document: StatusDocument): ReadonlyMap<string, readonly number[]> => {
	const isTaught = (["not-started", "in-progress", "complete", "blocked"] as const).some(
		(status) => usualWord(document.vocabulary.statuses[status].words) !== usualWord(builtInVocabulary.statuses[status].words),
	);
	const found = new Map<string, number[]>();
	for (const one of isTaught ? [] : statusesIn(document)) {
		const word = mainText(one);
		found.set(word, [...(found.get(word) ?? []).slice(-maxPlaces), one.span.start]);
	}
	return found;
});

/** More places of a word than are ever rewritten together. */
const maxPlaces = 8;

function wordsIn(document: StatusDocument, skip: ReadonlySet<number>, instead: string | null): readonly string[] {
	const all = [...writtenWords(document)];
	if (instead === null) return all.map(([word]) => word);
	return [instead, ...all.filter(([, places]) => places.some((place) => !skip.has(place))).map(([word]) => word)];
}

interface WrittenLabel {
	readonly start: number;
	readonly label: Label;
	readonly key: string;
}

/** Read once for each document: validation asks for the label of each wrong phase. */
const writtenLabels = memoize((document: StatusDocument): ReadonlyMap<Status, readonly WrittenLabel[]> => {
	const labels = new Map<Status, WrittenLabel[]>();
	for (const written of statusesIn(document)) {
		const { status } = written;
		if (status === null || (written.markMeans !== null && written.markMeans !== status)) continue;
		const label = { mark: written.mark?.value ?? "", word: mainText(written) };
		if ((label.word === "" && label.mark === "") || isPicture(written.raw)) continue;
		const same = labels.get(status) ?? [];
		same.push({ start: written.span.start, label, key: `${label.mark} ${label.word}` });
		labels.set(status, same);
	}
	return labels;
});

/** Every status of the document, those of the table first. */
function statusesIn({ summary, phases }: StatusDocument): WrittenStatus[] {
	return [
		...(summary?.rows ?? []).map(({ status }) => status),
		...phases.flatMap((one) => [one.status, one.headingStatus]),
	].filter((status) => status !== null);
}

/** The words of a status without markup and notes. */
function mainText(written: WrittenStatus): string {
	if (written.word === null) return "";
	const area = areaOf(written);
	const { start, end } = mainWords(area);
	return area.slice(start, end);
}

function areaOf({ word, span, raw }: WrittenStatus): string {
	if (word === null || isPicture(raw)) return "";
	const from = word.span.start - span.start;
	return raw.slice(from, Math.min(word.span.end - span.start, from + 400));
}

/** A written status with another value: mark and word are replaced if present; markup and notes around them stay. */
export function restate(written: WrittenStatus, { mark, word }: Label): string {
	const { raw, span } = written;
	if ((written.mark === null && written.word === null) || isPicture(raw))
		return mark === "" || word === "" ? mark + word : `${mark} ${word}`;
	const changes: { start: number; end: number; text: string }[] = [];
	if (written.mark !== null && mark !== "")
		changes.push({ start: written.mark.span.start - span.start, end: written.mark.span.end - span.start, text: mark });
	if (written.word !== null && word !== "") {
		const from = written.word.span.start - span.start;
		const main = mainWords(areaOf(written));
		changes.push({
			start: from + main.start,
			end: from + main.end,
			text: inCaseOf(areaOf(written).slice(main.start, main.end), word),
		});
	}
	let result = raw;
	for (const change of changes.sort((a, b) => b.start - a.start)) {
		result = result.slice(0, change.start) + change.text + result.slice(change.end);
	}
	return result;
}

/** A badge shows its image, regardless of the words in its address: it is replaced as a whole. */
function isPicture(raw: string): boolean {
	return /!\[|<img\b/i.test(raw);
}

/** `IN PROGRESS` becomes `COMPLETE`. */
function inCaseOf(old: string, word: string): string {
	return old.length > 3 && old === old.toUpperCase() && old !== old.toLowerCase() ? word.toUpperCase() : word;
}

/** Only the mark, where the word is right. */
export function remark(written: WrittenStatus, { mark }: Label): string {
	if (written.mark === null || mark === "" || isPicture(written.raw)) return written.raw;
	const from = written.mark.span.start - written.span.start;
	return written.raw.slice(0, from) + mark + written.raw.slice(written.mark.span.end - written.span.start);
}

/**
 * The count next to a status, `(1/4 tasks)` or `(25%)`, updated. It belongs to the phase only if it matches its items:
 * `before` is their tally before the change.
 */
export function recount(raw: string, before: Tally, { own, completion }: DerivedPhase): string {
	if (before.counted === 0) return raw;
	const fraction =
		/(?<![\d.,/])(\d{1,6})(\s*(?:\/|of)\s*)(\d{1,6})(?![\d.,/])(?!\s*(?:points|pts|concepts|weeks|days|hours|sp)\b)/i;
	return raw
		.replace(fraction, (all, done: string, between: string, counted: string) =>
			Number(done) === before.done && Number(counted) === before.counted ? `${own.done}${between}${own.counted}` : all,
		)
		.replace(/(?<![\d.,])(\d{1,3})(?=\s*%)/, (all, percent: string) =>
			Number(percent) === percentage(before) ? String(completion) : all,
		);
}

/** The words themselves: not the emphasis, code marks or tags around them, not a remark in brackets or behind a dash, not a comment. */
function mainWords(area: string): { start: number; end: number } {
	const start = /^(?:[\s*_=:|~`\u2013\u2014-]|<[^<>]*>)*/.exec(area)?.[0].length ?? 0;
	const rest = area.slice(start);
	const end = /[*_`]*\s*(?:[(\u2013\u2014:|<]|(?<!&#?\w{1,10});|\s-\s)|[\s*_~`]*$/.exec(rest)?.index ?? rest.length;
	return { start, end: start + end };
}

/** Whether restating a status with one label, and then with its previous label, restores the text. */
export function undoes(written: WrittenStatus, by: Label, back: Label): boolean {
	if ((written.mark === null && written.word === null) || isPicture(written.raw)) return false;
	if (written.mark !== null && back.mark !== "" && by.mark !== "" && written.mark.value !== back.mark) return false;
	if (written.word === null || by.word === "") return true;
	const old = mainText(written);
	return back.word !== "" && inCaseOf(inCaseOf(old, by.word), back.word) === old;
}
