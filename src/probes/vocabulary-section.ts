import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { nearest } from "../model/did-you-mean.ts";
import { Failure } from "../model/failure.ts";
import { type Status, statuses } from "../model/status.ts";
import { columnNames, sectionNames, type VocabularyExtension } from "../model/vocabulary.ts";
import { topLevelSection } from "./top-level-section.ts";

type Words = readonly string[];

/** Words longer or more numerous than this are a mistake, or meant to make matching slow. */
const longestWord = 100;
const mostWords = 50;

/**
 * Reads the `vocabulary:` section of a probes file. `path` is for messages.
 * Throws a Failure with file:line:column for what is no vocabulary; unknown keys get a suggestion.
 */
export function readVocabularySection(yaml: string, path: string): VocabularyExtension {
	const section = topLevelSection(yaml, "vocabulary");
	if (section === null) return {};
	const counter = new LineCounter();
	const parsed = parseDocument(section.text, { lineCounter: counter, logLevel: "error", uniqueKeys: true });
	const fail = (offset: number, message: string, hint: string | null = null): never => {
		const { line, col } = counter.linePos(offset);
		throw new Failure("unusable", `${path}:${line + section.line - 1}:${col}: ${message}`, hint);
	};
	const problem = parsed.errors[0];
	if (problem !== undefined) fail(problem.pos[0], problem.message.split("\n", 1)[0] ?? "not YAML");
	const start = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

	const words = (node: unknown, key: string): Words => {
		const items = isSeq(node) ? node.items : [node];
		if (items.length > mostWords) fail(start(node), `${key} has ${items.length} words; ${mostWords} are allowed`);
		return items.map((item) => {
			const value = isScalar(item) ? item.value : null;
			if (typeof value !== "string" || value.trim() === "")
				return fail(start(item ?? node), `${key} must be a word or a list of words`);
			if (value.length > longestWord) return fail(start(item), `a word of ${key} has more than ${longestWord} characters`);
			return value.trim();
		});
	};
	const entries = <Key extends string>(node: unknown, keys: readonly Key[], where: string): Map<Key, unknown> => {
		if (!isMap(node)) return fail(start(node), `${where} must be a mapping of ${keys.join(", ")}`);
		const found = new Map<Key, unknown>();
		for (const pair of pairs(node)) {
			const name = isScalar(pair.key) ? String(pair.key.value) : "";
			const key = keys.find((known) => known === name);
			const close = nearest(name, keys);
			if (key === undefined)
				fail(
					start(pair.key),
					`${where} has no "${name}"`,
					close === null ? `it has ${keys.join(", ")}` : `did you mean "${close}"?`,
				);
			else found.set(key, pair.value);
		}
		return found;
	};
	const lists = <Key extends string>(node: unknown, keys: readonly Key[], where: string): Partial<Record<Key, Words>> => {
		const made: Partial<Record<Key, Words>> = {};
		for (const [key, value] of entries(node, keys, where)) made[key] = words(value, `${where}.${key}`);
		return made;
	};

	const root = entries(parsed.contents, ["vocabulary"], "the section").get("vocabulary");
	const top = entries(root, topKeys, "vocabulary");
	const extension: { -readonly [Key in keyof VocabularyExtension]: VocabularyExtension[Key] } = {};
	for (const [key, value] of top) {
		if (key === "statuses") {
			const made: Partial<Record<Status, { words?: Words; marks?: Words }>> = {};
			for (const [status, node] of entries(value, statuses, "vocabulary.statuses")) {
				made[status] = isMap(node)
					? lists(node, ["words", "marks"], `vocabulary.statuses.${status}`)
					: { words: words(node, `vocabulary.statuses.${status}`) };
			}
			extension.statuses = made;
		} else if (key === "sections") extension.sections = lists(value, sectionNames, "vocabulary.sections");
		else if (key === "columns") extension.columns = lists(value, columnNames, "vocabulary.columns");
		else if (key === "dependency") extension.dependency = lists(value, ["hard", "soft", "reverse"], "vocabulary.dependency");
		else extension[key] = words(value, `vocabulary.${key}`);
	}
	return extension;
}

const topKeys = [
	"phase",
	"statuses",
	"sections",
	"columns",
	"dependency",
	"and",
	"to",
	"optional",
	"none",
	"undecided",
	"evidence",
	"until",
	"since",
] as const satisfies readonly (keyof VocabularyExtension)[];

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null && "range" in value;
}

function pairs(map: YAMLMap): Pair[] {
	return map.items;
}
