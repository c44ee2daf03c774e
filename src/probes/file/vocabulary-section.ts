import { type Status, statuses } from "../../model/status.ts";
import { columnNames, sectionNames, type VocabularyExtension } from "../../model/words/vocabulary.ts";
import type { Fields } from "../../yaml/fields.ts";
import type { Tree } from "../../yaml/tree.ts";
import { fieldsOf, parseProbesFile } from "./probes-yaml.ts";
import { topLevelSection } from "./top-level-section.ts";

type Words = readonly string[];

/** More or longer words than these are a mistake, or an attempt to slow down matching. */
const maxWordLength = 100;
const maxWords = 50;

/** Reads the `vocabulary:` section of a probes file. `path` is for messages. Throws a Failure with file:line:column. */
export function readVocabularySection(yaml: string, path: string): VocabularyExtension {
	const section = topLevelSection(yaml, "vocabulary");
	if (section === null) return {};
	const root = fieldsOf(path, parseProbesFile(section.text, path, section.line), "the section").tree("vocabulary");
	if (root === null) return {};
	const fieldsIn = (tree: Tree, what: string): Fields => fieldsOf(path, tree, what);
	const top = fieldsIn(root, "vocabulary");
	const extension: { -readonly [Key in keyof VocabularyExtension]: VocabularyExtension[Key] } = {};
	const below = <Result>(key: string, read: (fields: Fields) => Result): Result | undefined => {
		const tree = top.tree(key);
		return tree === null ? undefined : read(fieldsIn(tree, `vocabulary.${key}`));
	};
	const given = {
		statuses: below("statuses", (fields) => statusWords(fields, fieldsIn)),
		sections: below("sections", (fields) => wordLists(fields, sectionNames)),
		columns: below("columns", (fields) => wordLists(fields, columnNames)),
		dependency: below("dependency", (fields) => wordLists(fields, ["hard", "soft", "reverse"])),
	};
	if (given.statuses !== undefined) extension.statuses = given.statuses;
	if (given.sections !== undefined) extension.sections = given.sections;
	if (given.columns !== undefined) extension.columns = given.columns;
	if (given.dependency !== undefined) extension.dependency = given.dependency;
	for (const key of plainLists) {
		const words = wordsOf(top, key);
		if (words !== null) extension[key] = words;
	}
	top.done();
	return extension;
}

const plainLists = [
	"phase",
	"and",
	"to",
	"optional",
	"none",
	"undecided",
	"evidence",
	"until",
	"since",
	"due",
] as const satisfies readonly (keyof VocabularyExtension)[];

/** Words alone, or words and marks. */
function statusWords(
	fields: Fields,
	fieldsIn: (tree: Tree, what: string) => Fields,
): Partial<Record<Status, { words?: Words; marks?: Words }>> {
	const made: Partial<Record<Status, { words?: Words; marks?: Words }>> = {};
	for (const status of statuses) {
		const tree = fields.tree(status);
		if (tree === null) continue;
		if (tree.kind === "mapping") made[status] = wordLists(fieldsIn(tree, `${fields.what}.${status}`), ["words", "marks"]);
		else made[status] = { words: wordsOf(fields, status) ?? [] };
	}
	fields.done();
	return made;
}

function wordLists<Key extends string>(fields: Fields, keys: readonly Key[]): Partial<Record<Key, Words>> {
	const made: Partial<Record<Key, Words>> = {};
	for (const key of keys) {
		const words = wordsOf(fields, key);
		if (words !== null) made[key] = words;
	}
	fields.done();
	return made;
}

/** A word or a list of words. */
function wordsOf(fields: Fields, key: string): Words | null {
	const tree = fields.tree(key);
	if (tree === null) return null;
	const name = `${fields.what}.${key}`;
	const items = tree.kind === "sequence" ? tree.items : [tree];
	if (items.length > maxWords)
		throw fields.fault(`${name} has ${items.length} words; at most ${maxWords} are allowed`, null, tree.place);
	return items.map((item) => {
		const value = item.kind === "scalar" ? item.value : null;
		if (typeof value !== "string" || value.trim() === "")
			throw fields.fault(`${name} must be a word or a list of words`, null, item.place);
		if (value.length > maxWordLength)
			throw fields.fault(`a word of ${name} has more than ${maxWordLength} characters`, null, item.place);
		return value.trim();
	});
}
