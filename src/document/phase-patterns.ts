import { numberWords } from "../model/ordinal.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { escapePattern } from "../text/escape-pattern.ts";

/** What continues a word. Spelt out, because a Unicode property in a pattern costs a millisecond to compile. */
export const wordCharacter = "[0-9A-Za-z\\u00c0-\\u024f\\u0370-\\u1fff\\u2c00-\\u2fff\\u3040-\\ud7ff]";
const notInWord = `(?!${wordCharacter})`;

/** A number; it may carry a letter or further parts: `2`, `2a`, `3.1`, `1.a`. */
const digits = `\\d{1,6}[a-zA-Z]?(?:\\.(?:\\d{1,4}|[a-zA-Z]${notInWord}))*`;
/** A letter and a number: `F0`, `A.1`, `A-1`. */
const lettered = "[A-Za-z]{1,2}[.-]?\\d{1,4}(?:\\.\\d{1,4})*";
const roman = "[IVX]{1,6}";
const hanNumber = "[一二三四五六七八九十]{1,3}";
/** A Greek letter is not a word; a Cyrillic one may be, so it must be alone. */
const otherLetter = "[\\u0391-\\u03a9\\u03b1-\\u03c9]|[\\u0410-\\u042f](?=\\s*(?:$|[:.)|,\\u2013\\u2014-]))";
/** Any id. A single letter must be a capital: `Phase A`, and not "phase a" in a sentence. */
const id = `(?:${digits}|${lettered}|(?:${roman}|[A-Z]|${otherLetter}|${caseless(numberWords.join("|"))})${notInWord}|${hanNumber})`;

export interface PhasePatterns {
	/** `Phase 2`, `Phase-1`, `Phase #1`, `PHASE F0` at the start of a text: its id. */
	readonly atStart: RegExp;
	/** `1. Phase`, `第1阶段`, `1단계` at the start of a text: its id. */
	readonly numberFirst: RegExp;
	/** `-4`, ` to Phase 4` where the last match ended: the end of a range. */
	readonly toId: RegExp;
	/** `, 3`, ` and Phase 3` where the last match ended: the next of a list. */
	readonly andId: RegExp;
	/** Whether either may come: what is cheap to see, because few names of a phase go on and these two take long to compile. */
	readonly goesOn: (rest: string) => boolean;
	/** The word for a phase before an id, anywhere in a text; or `第3阶段` with its id. */
	readonly anywhere: RegExp;
	/** An id alone at the start of a text, as a cell of a phase column has it. */
	readonly bare: RegExp;
}

const compiled = new WeakMap<Vocabulary, PhasePatterns>();

export function phasePatterns(vocabulary: Vocabulary): PhasePatterns {
	const known = compiled.get(vocabulary);
	if (known !== undefined) return known;
	const word = `(?:${caseless(alternatives(vocabulary.phase))})s?`;
	const named = `${word}(?:\\s*[-#]\\s*#?|\\s+)?`;
	const to = `(?:\\s*[-\u2013\u2014]\\s*|\\s+(?:${caseless(alternatives(vocabulary.to))})\\s+)`;
	const words = caseless(alternatives(vocabulary.and));
	const and = `(?:\\s*,\\s*(?:(?:${words})\\s+)?|\\s+(?:${words})\\s+|\\s*&\\s*|、\\s*)`;
	const connectives = new Set([...vocabulary.to, ...vocabulary.and].flatMap((phrase) => phrase.toLowerCase().split(/\s/, 1)));
	const ordinal = "(?:\\.|[ªº°]|(?:st|nd|rd|th|er|ère|ème|re|e|-?[яй])(?=\\s))";
	const made: PhasePatterns = {
		atStart: new RegExp(`^${named}(${id})${notInWord}`),
		numberFirst: new RegExp(
			`^(?:第\\s*(\\d{1,3}|${hanNumber})\\s*|(\\d{1,3})(?:${ordinal}\\s+|(?=[\u3040-\ud7ff])))(?:${caseless(alternatives(vocabulary.phase))})(?=\\s*(?:$|[:\uff1a(|,\u2013\u2014-]))`,
		),
		toId: new RegExp(`${to}(?:${named})?(${id})${notInWord}`, "y"),
		andId: new RegExp(`${and}(?:${named})?(${id})${notInWord}`, "y"),
		goesOn: (rest) =>
			/^\s*[-\u2013\u2014,&\u3001]/.test(rest) || connectives.has(/^\s+(\S+)/.exec(rest)?.[1]?.toLowerCase() ?? ""),
		anywhere: new RegExp(`(?<!${wordCharacter})(?:${named}(?=${id}${notInWord})|第\\s*(\\d{1,3}|${hanNumber})\\s*${word})`, "g"),
		bare: new RegExp(
			`^#?(?:(${digits}|${lettered})${notInWord}|(${roman}|[A-Z]|${otherLetter}|${caseless(numberWords.join("|"))})(?=\\s*(?:$|[:.)|\u2013\u2014-])))`,
		),
	};
	compiled.set(vocabulary, made);
	return made;
}

/** One form for each id: `F0` and `f0` are one phase, as are `I` and `i`; a number in Chinese characters is a number. */
export function phaseId(written: string): string {
	if (/^\d/.test(written)) return written.toLowerCase().replace(/^0+(?=\d)/, "");
	const lower = written.toLowerCase();
	if (numberWords.includes(lower)) return lower.charAt(0).toUpperCase() + lower.slice(1);
	if (/^[\u0370-\u03ff]/.test(written)) return written;
	if (/^[a-z\u0400-\u052f]/i.test(written)) return written.toUpperCase();
	return String(hanValue(written));
}

function hanValue(written: string): number {
	const ones = "一二三四五六七八九";
	const [tens, rest] = written.includes("十") ? written.split("十") : [null, written];
	const one = rest === undefined || rest === "" ? 0 : ones.indexOf(rest) + 1;
	return tens === null ? one : (tens === "" ? 1 : ones.indexOf(tens ?? "") + 1) * 10 + one;
}

export function alternatives(words: readonly string[]): string {
	return [...words]
		.sort((a, b) => b.length - a.length)
		.map((word) => escapePattern(word).replace(/\s+/g, "\\s+"))
		.join("|");
}

/** A pattern that folds the case of its letters only: adjacent ids may depend on theirs. Escapes such as `\s` stay. */
function caseless(pattern: string): string {
	return pattern.replace(/\\.|[A-Za-z\u00c0-\u024f\u0370-\u1fff]/g, (part) => {
		if (part.startsWith("\\")) return part;
		const [lower, upper] = [part.toLowerCase(), part.toUpperCase()];
		return lower === upper || lower.length + upper.length !== 2 ? part : `[${lower}${upper}]`;
	});
}
