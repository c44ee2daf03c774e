import type { StatusDocument } from "../document.ts";
import { memoize } from "../memoize.ts";
import { builtInVocabulary } from "./built-in-words.ts";
import type { ColumnName, SectionName, Vocabulary } from "./vocabulary.ts";
import { english, latin, scripts, type WrittenWords } from "./written-words.ts";

/** Every language but English, for the test that all of it is read. */
export const writtenLanguages: readonly Omit<WrittenWords, "evidence">[] = [...scripts, ...latin];

/** Characters of a document that are looked at to recognize its language. */
const sample = 20_000;

/** The words of the language that a document is written in; null for English, and where it is not recognized. */
const languageOf = memoize(({ source }: StatusDocument): WrittenWords | null => {
	const text = source.text.slice(0, sample);
	const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
	const letters = Math.max(1, count(/\p{L}/gu));
	for (const one of scripts) if (one.needs?.test(text) !== false && count(one.evidence) / letters > 0.2) return one;
	const known = latin.map((one) => ({ one, times: count(one.evidence) })).sort((a, b) => b.times - a.times);
	const [best, next] = known;
	if (best === undefined || best.times < 3 || best.times === next?.times || best.times <= count(english)) return null;
	return best.one;
});

/** The word for a section, a column or another part: the one that the author taught, else that of the document's language, else English. */
export interface WordsToWrite {
	section(name: keyof WrittenWords["sections"]): string;
	column(name: keyof WrittenWords["columns"] | "phase"): string;
	/** `Notes` behind the name of a phase. */
	readonly phaseNotes: string;
	readonly none: string;
	readonly since: string;
}

export function wordsToWrite(document: StatusDocument): WordsToWrite {
	const { vocabulary } = document;
	const language = languageOf(document);
	const pick = (of: (known: Vocabulary) => readonly string[], own: string | undefined): string => {
		const usual = of(vocabulary)[0] ?? "";
		return own === undefined || usual !== of(builtInVocabulary)[0] ? usual : own;
	};
	const section = (name: SectionName & keyof WrittenWords["sections"]): string =>
		pick(({ sections }) => sections[name], language?.sections[name]);
	const word = vocabulary.phase[0] ?? "Phase";
	const taught = vocabulary.sections.notes[0] !== builtInVocabulary.sections.notes[0];
	return {
		section,
		column: (name: ColumnName & (keyof WrittenWords["columns"] | "phase")) =>
			name === "phase"
				? pick(({ columns }) => columns.phase, word)
				: pick(({ columns }) => columns[name], language?.columns[name]),
		phaseNotes:
			language === null || taught
				? (vocabulary.sections.notes.find((known) => !known.includes(" ")) ?? "Notes")
				: language.phaseNotes,
		none: pick(({ none }) => none, language?.none),
		since: pick(({ since }) => since, language?.since),
	};
}
