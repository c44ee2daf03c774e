import { comparePhases, type PhaseId } from "../model/phase.ts";
import type { Vocabulary } from "../model/vocabulary.ts";

/** Case is folded by `i`; a phase's number may carry a letter or a decimal part. */
/** What continues a word. Spelt out, because a Unicode property in a pattern costs a millisecond to compile. */
export const wordCharacter = "[0-9A-Za-z\\u00c0-\\u024f\\u0370-\\u1fff\\u2c00-\\u2fff\\u3040-\\ud7ff]";
const number = "\\d{1,6}[a-z]?(?:\\.\\d{1,4})*";

export interface PhasePatterns {
	/** `Phase 2` at the start of a text, with what follows. */
	readonly atStart: RegExp;
	/** `Phase 3`, `Phases 2-4`, `Phases 2, 3 and 5` at the start of a text. */
	readonly listAtStart: RegExp;
	/** `2` at the start of a text. */
	readonly bare: RegExp;
	readonly number: RegExp;
	readonly separator: RegExp;
	readonly range: RegExp;
}

const compiled = new WeakMap<Vocabulary, PhasePatterns>();

export function phasePatterns(vocabulary: Vocabulary): PhasePatterns {
	const known = compiled.get(vocabulary);
	if (known !== undefined) return known;
	const word = `(?:${alternatives(vocabulary.phase)})s?`;
	const to = `(?:\\s*[-\u2013\u2014]\\s*|\\s+(?:${alternatives(vocabulary.to)})\\s+)`;
	const and = `(?:\\s*,\\s*(?:(?:${alternatives(vocabulary.and)})\\s+)?|\\s+(?:${alternatives(vocabulary.and)})\\s+|\\s*&\\s*)`;
	const term = `(?:${word}\\s+)?${number}(?:${to}(?:${word}\\s+)?${number})?(?!${wordCharacter})`;
	const made: PhasePatterns = {
		atStart: new RegExp(`^${word}\\s*(${number})(?!${wordCharacter})`, "i"),
		listAtStart: new RegExp(
			`^${word}\\s*${number}(?:${to}(?:${word}\\s+)?${number})?(?!${wordCharacter})(?:${and}${term})*`,
			"i",
		),
		bare: new RegExp(`^(${number})(?!${wordCharacter})`, "i"),
		number: new RegExp(number, "gi"),
		separator: new RegExp(and, "i"),
		range: new RegExp(`(${number})${to}(?:${word}\\s+)?(${number})`, "i"),
	};
	compiled.set(vocabulary, made);
	return made;
}

/** `2. `: an ordered list's number is no phase. A phase cell may hold the bare number. */
export function phaseOfCell(text: string, vocabulary: Vocabulary): { readonly phase: PhaseId; readonly rest: string } | null {
	const patterns = phasePatterns(vocabulary);
	const named = patterns.atStart.exec(text);
	if (named?.[1] !== undefined) return { phase: phaseId(named[1]), rest: afterSeparator(text.slice(named[0].length)) };
	const bare = phasePatterns(vocabulary).bare.exec(text);
	return bare?.[1] === undefined ? null : { phase: phaseId(bare[1]), rest: afterSeparator(text.slice(bare[0].length)) };
}

/** A heading such as `Phase 2: Service Splitting`; `rest` is what follows, `separated` whether by a colon or a dash. */
export function phaseOfHeading(
	text: string,
	vocabulary: Vocabulary,
): { readonly phase: PhaseId; readonly rest: string; readonly separated: boolean } | null {
	const match = phasePatterns(vocabulary).atStart.exec(text);
	if (match?.[1] === undefined) return null;
	const after = text.slice(match[0].length);
	return { phase: phaseId(match[1]), rest: afterSeparator(after), separated: /^\s*[:\-\u2013\u2014|.)]/.test(after) };
}

/** The phases that a list such as `Phases 2-4 and 6` names; null if a range runs backwards or over more than a hundred. */
export function phasesOfList(text: string, vocabulary: Vocabulary): PhaseId[] | null {
	const patterns = phasePatterns(vocabulary);
	const found: PhaseId[] = [];
	for (const part of text.split(patterns.separator)) {
		const range = patterns.range.exec(part);
		if (range?.[1] !== undefined && range[2] !== undefined) {
			const from = Number(range[1]);
			const to = Number(range[2]);
			if (!Number.isInteger(from) || !Number.isInteger(to) || to < from || to - from > 100) return null;
			for (let n = from; n <= to; n += 1) found.push(String(n));
		} else for (const one of part.matchAll(patterns.number)) found.push(phaseId(one[0]));
	}
	return [...new Set(found)].sort(comparePhases);
}

/** Every phase named anywhere in a text, ranges expanded: for the phase column of the review history. */
export function phasesIn(text: string, vocabulary: Vocabulary): PhaseId[] {
	if (/^[\d\s,\u2013-]+$/.test(text)) return phasesOfList(text, vocabulary) ?? [];
	const list = phasePatterns(vocabulary).listAtStart.exec(text);
	return list === null ? [] : (phasesOfList(list[0], vocabulary) ?? []);
}

function phaseId(text: string): PhaseId {
	return text.toLowerCase().replace(/^0+(?=\d)/, "");
}

function afterSeparator(text: string): string {
	return text.replace(/^\s*[:\-\u2013\u2014|.)]*\s*/, "").trim();
}

const continues = new RegExp(`^${wordCharacter}`);

/** Whether a text starts with these words and not with longer ones. Both in lower case. */
export function startsWithWords(text: string, words: string): boolean {
	return text.startsWith(words) && !continues.test(text.slice(words.length, words.length + 1));
}

export function alternatives(words: readonly string[]): string {
	return [...words]
		.sort((a, b) => b.length - a.length)
		.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"))
		.join("|");
}
