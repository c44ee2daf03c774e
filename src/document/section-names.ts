import { memoize } from "../model/memoize.ts";
import { normalised, normalisedWords, type SectionName, sectionNames, type Vocabulary } from "../model/words/vocabulary.ts";

interface Phrase {
	readonly name: SectionName;
	/** With a space before and behind, so that they are found as whole words. */
	readonly words: string;
}

/** The names of the sections, longest first; those of the same words stay in the order of the sections. */
const phrasesOf = memoize(({ sections }: Vocabulary): readonly Phrase[] =>
	sectionNames
		.flatMap((name) => sections[name].map((words) => ({ name, words: ` ${normalised(words)} ` })))
		.sort((a, b) => b.words.length - a.words.length),
);

const nameOfWords = memoize(
	(vocabulary: Vocabulary): ReadonlyMap<string, SectionName> =>
		new Map(
			phrasesOf(vocabulary)
				.map(({ words, name }): [string, SectionName] => [words, name])
				.reverse(),
		),
);

/** What a heading is, if its words are exactly one of a section's names. */
export function namedSection(title: string, vocabulary: Vocabulary): SectionName | null {
	return nameOfWords(vocabulary).get(` ${normalised(title)} `) ?? null;
}

/** Everything a heading's words speak of: `Dependencies and Blockers` is two sections in one. */
export function sectionsIn(title: string, vocabulary: Vocabulary): ReadonlySet<SectionName> {
	const words = ` ${normalised(title)} `;
	const whole = nameOfWords(vocabulary).get(words);
	if (whole !== undefined) return new Set([whole]);
	return new Set(phrasesOf(vocabulary).flatMap((phrase) => (words.includes(phrase.words) ? [phrase.name] : [])));
}

/** The part behind `Status:` or `Goal:` in a heading or paragraph: its offset in `raw`, or null if the text does not start so. */
export function valueAfter(raw: string, name: SectionName, vocabulary: Vocabulary): number | null {
	const match = /^[*_\s]*([^:：*_]+?)[*_\s]*(?:::?|：)[*_]*[ \t]*/.exec(raw);
	if (match?.[1] === undefined) return null;
	const label = normalised(match[1]);
	return normalisedWords(vocabulary.sections[name]).has(label) ? match[0].length : null;
}
