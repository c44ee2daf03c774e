import { ordinalOf } from "../model/ordinal.ts";
import { comparePhases, type PhaseId } from "../model/phase-id.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { phaseId, phasePatterns, wordCharacter } from "./phase-patterns.ts";
import { anyStepWord } from "./step-words.ts";

/** A phase as a heading, a row or a checkbox names it. */
export interface NamedPhase {
	readonly phase: PhaseId;
	/** What follows the id: the title. */
	readonly rest: string;
	/** Whether a colon, a dash or a similar character separates them: `Phase 2 Rollback` only mentions the phase. */
	readonly separated: boolean;
}

/** Marks and section numbers before the word: `📋 `, `:rocket: `, `3. `, `2.1 `. */
const decoration = new RegExp(
	`^(?:\\[[ xX]\\]\\s+|:[a-z0-9_+-]+:\\s*|\\d{1,3}\\ufe0f?\\u20e3\\s*|\\d{1,3}(?:\\.\\d{1,3})*[.)]?\\s+(?=\\D)|(?!第)(?!${wordCharacter}|:[a-z0-9_+-]+:).)+`,
	"u",
);
const separatorAtStart = /^\s*(?:[:\uff1a|.)\u00b7,\u3001\u2192\u2013\u2014-]|\()/;

/** A heading such as `Phase 2: Service Splitting`, `✅ Phase 1 of 3: Base` or `第1阶段：准备`; null for a range such as `Phases 1-6`. */
export function phaseOfHeading(text: string, vocabulary: Vocabulary): NamedPhase | null {
	const patterns = phasePatterns(vocabulary);
	return phaseIn(text, vocabulary) ?? phaseIn(text.replace(decoration, ""), vocabulary);

	/** `Phase 1 → Phase 2`: from one to another. */
	function leadsToAnother(after: string): boolean {
		const arrow = /^\s*(?:\u2192|\u21d2|[-=]+>|\/|vs\.?\s)\s*/.exec(after)?.[0];
		return arrow !== undefined && patterns.atStart.test(after.slice(arrow.length));
	}

	function phaseIn(sentence: string, words: Vocabulary): NamedPhase | null {
		const match = patterns.atStart.exec(sentence);
		if (match?.[1] === undefined) {
			const numbered = patterns.numberFirst.exec(sentence);
			const number = numbered?.[1] ?? numbered?.[2];
			return numbered == null || number === undefined ? null : named(number, sentence.slice(numbered[0].length), words);
		}
		if (isRange(sentence, match[0], words) || leadsToAnother(sentence.slice(match[0].length))) return null;
		return named(match[1], sentence.slice(match[0].length), words);
	}
}

function named(id: string, behind: string, vocabulary: Vocabulary): NamedPhase | null {
	// What is left of the emoji of a number: `Phase 1️⃣`.
	const after = behind.replace(/^\ufe0f?\u20e3/, "");
	// `Phase 1 of 3`, `Phase 1/3`.
	const whole = /^\s*(?:(?:of|von|sur|de|из)\s+|\/\s*)\d{1,3}(?!\w)/.exec(after)?.[0] ?? "";
	const part = partOf(after, vocabulary);
	const rest = after.slice(whole.length + part.length);
	const phase = part.id === null ? phaseId(id) : `${phaseId(id)}.${phaseId(part.id).toLowerCase()}`;
	return { phase, rest: afterSeparator(rest), separated: separatorAtStart.test(rest) && !/^\s*\(/.test(rest) };
}

/** `, Module 2` behind `Phase 2`: a part of the phase that has a section or row of its own. */
function partOf(after: string, vocabulary: Vocabulary): { readonly id: string | null; readonly length: number } {
	const match = /^\s*[,/]\s*([^\s\d:]+)\s+(\d{1,3}|[A-Z])(?![^\s:.)|\u2013\u2014(-])/.exec(after);
	if (match?.[1] === undefined || match[2] === undefined) return { id: null, length: 0 };
	if (!anyStepWord(match[1]) && !vocabulary.phase.some((word) => word.toLowerCase() === match[1]?.toLowerCase()))
		return { id: null, length: 0 };
	return { id: match[2], length: match[0].length };
}

/** `Phases 1-6`, `Phase 1–3: …`, `Phase 2 and 3`: about several phases, and not the first of them. `Phase 1 - 2 weeks` is no range. */
function isRange(text: string, one: string, vocabulary: Vocabulary): boolean {
	const length = listFrom(text, one, vocabulary).length;
	if (length <= one.length) return false;
	const more = text.slice(one.length, length);
	const after = text.slice(length);
	return !/^\s+[-\u2013\u2014]\s/.test(more) || /^\s*(?:$|[:(|])/.test(after);
}

/** `2. `: an ordered list's number is no phase. A phase cell may hold the id alone. */
export function phaseOfCell(text: string, vocabulary: Vocabulary): NamedPhase | null {
	const heading = phaseOfHeading(text, vocabulary);
	if (heading !== null) return heading;
	const sentence = text.replace(/^(?![#])(?:[^0-9A-Za-z\u00c0-\ud7ff#]|:[a-z0-9_+-]+:)+/, "");
	if (phasePatterns(vocabulary).atStart.test(sentence)) return null;
	const bare = phasePatterns(vocabulary).bare.exec(sentence);
	const id = bare?.[1] ?? bare?.[2];
	if (bare == null || id === undefined || /^\s*[-\u2013]\s*\d/.test(sentence.slice(bare[0].length))) return null;
	return named(id, sentence.slice(bare[0].length), vocabulary);
}

/** A list such as `Phases 2-4 and 6` at the start of a text. */
export interface PhaseList {
	readonly length: number;
	/** Null if a range runs backwards or over more than a hundred. */
	readonly phases: readonly PhaseId[] | null;
}

/** The list of phases that a text starts with; null if it does not start with a phase. */
export function phaseListOf(text: string, vocabulary: Vocabulary): PhaseList | null {
	const first = phasePatterns(vocabulary).atStart.exec(text);
	if (first?.[1] === undefined) return null;
	const { length, ranges } = listFrom(text, first[0], vocabulary, first[1]);
	return { length, phases: phasesOfRanges(ranges) };
}

interface Range {
	readonly from: string;
	readonly to: string | null;
}

/** Reads on behind the first phase of a list, id by id. */
function listFrom(
	text: string,
	one: string,
	vocabulary: Vocabulary,
	first = "",
): { readonly length: number; readonly ranges: Range[] } {
	const { toId, andId, goesOn } = phasePatterns(vocabulary);
	const ranges: Range[] = [];
	let length = one.length;
	const next = (pattern: RegExp): string | null => {
		pattern.lastIndex = length;
		const match = goesOn(text.slice(length)) ? pattern.exec(text) : null;
		length += match?.[0].length ?? 0;
		return match?.[1] ?? null;
	};
	for (let from: string | null = first; from !== null; from = next(andId)) ranges.push({ from, to: next(toId) });
	return { length, ranges };
}

function phasesOfRanges(ranges: readonly Range[]): PhaseId[] | null {
	const found: PhaseId[] = [];
	for (const { from, to } of ranges) {
		const ids = to === null ? [phaseId(from)] : idsBetween(phaseId(from), phaseId(to));
		if (ids === null) return null;
		for (const one of ids) found.push(one);
	}
	return [...new Set(found)].sort(comparePhases);
}

/** The phases that a list of numbers without the word names: `2-4, 6`. */
export function phasesOfNumbers(text: string): PhaseId[] | null {
	const ranges = [...text.matchAll(/(\d+)(?:\s*[-\u2013\u2014]\s*#?(\d+))?/g)];
	return phasesOfRanges(ranges.map(([, from = "", to]) => ({ from, to: to ?? null })));
}

/** Every id from one to another: numbers, letters, Roman numerals, or numbers behind the same letter. Null for anything else. */
function idsBetween(from: PhaseId, to: PhaseId): PhaseId[] | null {
	const count = (start: number, end: number, write: (n: number) => string): PhaseId[] | null =>
		end < start || end - start > 100 ? null : Array.from({ length: end - start + 1 }, (_, at) => write(start + at));
	if (/^\d+$/.test(from) && /^\d+$/.test(to)) return count(Number(from), Number(to), String);
	const [a, b] = [/^([A-Z]{1,2}[.-]?)(\d+)$/.exec(from), /^([A-Z]{1,2}[.-]?)?(\d+)$/.exec(to)];
	if (a?.[1] !== undefined && b !== null && (b[1] === undefined || b[1] === a[1]))
		return count(Number(a[2]), Number(b[2]), (n) => `${a[1]}${n}`);
	const [first, last] = [ordinalOf(from), ordinalOf(to)];
	if (first !== null && last !== null) return count(first, last, romanNumeral);
	if (/^[A-Z]$/.test(from) && /^[A-Z]$/.test(to))
		return count(from.charCodeAt(0), to.charCodeAt(0), (code) => String.fromCharCode(code));
	return null;
}

function romanNumeral(n: number): string {
	const units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
	return "X".repeat(Math.floor(n / 10)) + (units[n % 10] ?? "");
}

/** The phases that the phase column of the review history names, ranges expanded. */
export function phasesIn(text: string, vocabulary: Vocabulary): readonly PhaseId[] {
	if (/^[\d\s,\u2013-]+$/.test(text)) return phasesOfNumbers(text) ?? [];
	const list = phaseListOf(text, vocabulary);
	if (list !== null) return list.phases ?? [];
	const one = phaseOfCell(text, vocabulary);
	return one === null ? [] : [one.phase];
}

/** Every phase in a text, list by list. */
export function* phaseListsIn(text: string, vocabulary: Vocabulary): Generator<PhaseList & { readonly written: string }> {
	const { anywhere } = phasePatterns(vocabulary);
	for (let from = 0; ; ) {
		anywhere.lastIndex = from;
		const match = anywhere.exec(text);
		if (match === null) return;
		const list = phaseListOf(text.slice(match.index), vocabulary) ?? {
			length: match[0].length,
			phases: match[1] === undefined ? [] : [phaseId(match[1])],
		};
		from = match.index + list.length;
		yield { ...list, written: text.slice(match.index, from) };
	}
}

function afterSeparator(text: string): string {
	return text.replace(/^\s*[:\uff1a\u2013\u2014|.)\u00b7,\u3001\u2192-]*\s*/, "").trim();
}

const continues = new RegExp(`^${wordCharacter}`);

/** Whether a text starts with these words and not with longer ones. Both in lower case. */
export function startsWithWords(text: string, words: string): boolean {
	return text.startsWith(words) && !continues.test(text.slice(words.length, words.length + 1));
}
