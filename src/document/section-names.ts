import { normalised, type SectionName, sectionNames, type Vocabulary } from "../model/words/vocabulary.ts";

interface Phrase {
	readonly name: SectionName;
	/** With a space before and behind, so that they are found as whole words. */
	readonly words: string;
}

const compiled = new WeakMap<Vocabulary, readonly Phrase[]>();

function phrases(vocabulary: Vocabulary): readonly Phrase[] {
	const known = compiled.get(vocabulary);
	if (known !== undefined) return known;
	const made = sectionNames
		.flatMap((name) => vocabulary.sections[name].map((words) => ({ name, words: ` ${normalised(words)} ` })))
		.sort((a, b) => b.words.length - a.words.length);
	compiled.set(vocabulary, made);
	return made;
}

/** What a heading is, if its words are exactly one of a section's names. */
export function namedSection(title: string, vocabulary: Vocabulary): SectionName | null {
	const words = ` ${normalised(title)} `;
	return phrases(vocabulary).find((phrase) => phrase.words === words)?.name ?? null;
}

/** Everything a heading's words speak of: `Dependencies and Blockers` is two sections in one. */
export function sectionsIn(title: string, vocabulary: Vocabulary): ReadonlySet<SectionName> {
	const words = ` ${normalised(title)} `;
	const found = phrases(vocabulary).filter((phrase) => words.includes(phrase.words));
	return new Set((found.find((phrase) => phrase.words === words) ? found.slice(0, 1) : found).map(({ name }) => name));
}

/** The part behind `Status:` or `Goal:` in a heading or paragraph: its offset in `raw`, or null if the text does not start so. */
export function valueAfter(raw: string, name: SectionName, vocabulary: Vocabulary): number | null {
	const match = /^[*_\s]*([^:：*_]+?)[*_\s]*[:：][*_]*[ \t]*/.exec(raw);
	if (match?.[1] === undefined) return null;
	const label = normalised(match[1]);
	return vocabulary.sections[name].some((words) => normalised(words) === label) ? match[0].length : null;
}
