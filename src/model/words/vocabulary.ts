import { memoize } from "../memoize.ts";
import { type Status, statuses } from "../status.ts";

export interface StatusWords {
	/** The first is the one that is written. */
	readonly words: readonly string[];
	readonly marks: readonly string[];
}

export const sectionNames = [
	"summary",
	"legend",
	"goal",
	"status",
	"criteria",
	"validation",
	"dependencies",
	"blockers",
	"risks",
	"notes",
	"history",
	"updated",
] as const;
export type SectionName = (typeof sectionNames)[number];

export const columnNames = [
	"phase",
	"description",
	"status",
	"start",
	"target",
	"completion",
	"risk",
	"impact",
	"probability",
	"mitigation",
	"owner",
	"date",
	"reviewer",
	"change",
] as const;
export type ColumnName = (typeof columnNames)[number];

/**
 * The words and marks by which a document is understood. Later sources come first and keep the earlier words as synonyms:
 * built in, then `vocabulary:` of the probes file, then the document's own legend. A mark means one status only: the last source's.
 */
export interface Vocabulary {
	readonly phase: readonly string[];
	readonly statuses: Readonly<Record<Status, StatusWords>>;
	readonly sections: Readonly<Record<SectionName, readonly string[]>>;
	readonly columns: Readonly<Record<ColumnName, readonly string[]>>;
	/** Verbs between two phases; `reverse`: the first one is the prerequisite. */
	readonly dependency: {
		readonly hard: readonly string[];
		readonly soft: readonly string[];
		readonly reverse: readonly string[];
	};
	readonly and: readonly string[];
	readonly to: readonly string[];
	readonly optional: readonly string[];
	readonly none: readonly string[];
	/** In place of a date. */
	readonly undecided: readonly string[];
	readonly evidence: readonly string[];
	readonly until: readonly string[];
	readonly since: readonly string[];
	/** The words before the due date of an item. */
	readonly due: readonly string[];
}

/** What a probes file or a legend may add: any part of it. */
export interface VocabularyExtension {
	readonly phase?: readonly string[];
	readonly statuses?: Partial<Readonly<Record<Status, Partial<StatusWords>>>>;
	readonly sections?: Partial<Readonly<Record<SectionName, readonly string[]>>>;
	readonly columns?: Partial<Readonly<Record<ColumnName, readonly string[]>>>;
	readonly dependency?: {
		readonly hard?: readonly string[];
		readonly soft?: readonly string[];
		readonly reverse?: readonly string[];
	};
	readonly and?: readonly string[];
	readonly to?: readonly string[];
	readonly optional?: readonly string[];
	readonly none?: readonly string[];
	readonly undecided?: readonly string[];
	readonly evidence?: readonly string[];
	readonly until?: readonly string[];
	readonly since?: readonly string[];
	readonly due?: readonly string[];
}

/** A vocabulary that prefers the extension's words and still knows the base's. */
export function extendVocabulary(base: Vocabulary, extension: VocabularyExtension): Vocabulary {
	const claimed = new Set(statuses.flatMap((status) => (extension.statuses?.[status]?.marks ?? []).map(bareMark)));
	const statusWords = (status: Status): StatusWords => {
		const own = extension.statuses?.[status];
		const kept = base.statuses[status].marks.filter((mark) => !claimed.has(bareMark(mark)));
		return { words: merged(own?.words, base.statuses[status].words), marks: merged(own?.marks, kept) };
	};
	const sections = { ...base.sections };
	for (const name of sectionNames) sections[name] = merged(extension.sections?.[name], base.sections[name]);
	const columns = { ...base.columns };
	for (const name of columnNames) columns[name] = merged(extension.columns?.[name], base.columns[name]);
	return {
		phase: merged(extension.phase, base.phase),
		statuses: {
			"not-started": statusWords("not-started"),
			"in-progress": statusWords("in-progress"),
			complete: statusWords("complete"),
			blocked: statusWords("blocked"),
			closed: statusWords("closed"),
		},
		sections,
		columns,
		dependency: {
			hard: merged(extension.dependency?.hard, base.dependency.hard),
			soft: merged(extension.dependency?.soft, base.dependency.soft),
			reverse: merged(extension.dependency?.reverse, base.dependency.reverse),
		},
		and: merged(extension.and, base.and),
		to: merged(extension.to, base.to),
		optional: merged(extension.optional, base.optional),
		none: merged(extension.none, base.none),
		undecided: merged(extension.undecided, base.undecided),
		evidence: merged(extension.evidence, base.evidence),
		until: merged(extension.until, base.until),
		since: merged(extension.since, base.since),
		due: merged(extension.due, base.due),
	};
}

/** Of the words that are read as one thing, the one that is written. */
export function usualWord(words: readonly string[]): string {
	return words[0] ?? "";
}

function merged(first: readonly string[] | undefined, then: readonly string[]): readonly string[] {
	return first === undefined || first.length === 0 ? then : [...new Set([...first, ...then])];
}

/**
 * Latin, Cyrillic, kana, Han and Hangul letters, and the marks and emoji of headings. Spelt out, because a Unicode property in a pattern
 * takes milliseconds to compile, and few documents have other characters.
 */
const letters =
	"a-z0-9%\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3";
const usual = new RegExp(
	`^(?:[\\0-\\x7f${letters}\u2010-\u2027\u2190-\u23ff\u2500-\u2775\u3001\u3002\ufe0f\uff1a]|\ud83c[\udf00-\udfff]|\ud83d[\udc00-\udfff]|\ud83e[\udd00-\udeff])*$`,
);
const separators = new RegExp(`[^${letters}]+`, "g");

/** Words compared as people read them: case, `&`, punctuation and emoji around them do not matter. */
export function normalised(text: string): string {
	if (!/[^\0-\x7f]/.test(text))
		return text
			.toLowerCase()
			.replaceAll("&", " and ")
			.replace(/[^a-z0-9%]+/g, " ")
			.trim();
	const lower = text.normalize("NFC").toLowerCase().replaceAll("&", " and ");
	return (usual.test(lower) ? lower.replace(separators, " ") : lower.replace(/[^\p{L}\p{N}%]+/gu, " ")).trim();
}

/** The words of a list, to look them up by words that are normalised, too. */
export const normalisedWords = memoize((words: readonly string[]): ReadonlySet<string> => new Set(words.map(normalised)));

/** A mark without the variation selector that only asks for its coloured form. */
export function bareMark(mark: string): string {
	return mark.replaceAll("\ufe0f", "");
}

/** How a status is written in this document: `🟡 In Progress`. */
export function writtenAs(vocabulary: Vocabulary, status: Status): { readonly mark: string; readonly word: string } {
	const { words, marks } = vocabulary.statuses[status];
	return { mark: marks[0] ?? "", word: words[0] ?? status };
}
