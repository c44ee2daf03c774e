import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import { decodeUtf8 } from "../text/utf8.ts";
import { plainValue } from "./core-schema.ts";
import { Positions } from "./positions.ts";
import { type MapEntry, type Place, type Tree, treeOfJson } from "./tree.ts";
import { YamlError } from "./yaml-error.ts";

/** What a kind of file may contain. Explicit tags are never accepted: types follow from the core schema alone. */
export interface YamlRules {
	readonly maxBytes: number;
	/** Levels of nesting, counting scalars. The parser calls itself for each. */
	readonly maxDepth: number;
	/** Values and keys, counting those that an alias repeats. */
	readonly maxNodes: number;
	/** Aliases and merge keys (`<<`) are resolved; otherwise an alias is an error and `<<` an ordinary key. */
	readonly aliases: boolean;
	/** kubectl ignores what follows the first document, and lets the last of equal keys win. Elsewhere both are errors. */
	readonly likeKubectl: boolean;
}

/**
 * Parses YAML: the only entry point for YAML of this program. Takes time linear in the length of the input.
 * Throws a YamlError. `firstLine` is the line of the file where the input starts.
 */
export function parseYaml(input: Uint8Array | string, rules: YamlRules, firstLine = 1): Tree {
	if (input.length > rules.maxBytes)
		throw new YamlError({ line: firstLine, column: 1 }, `the file is larger than ${rules.maxBytes / 1024 / 1024} MB`);
	const text = typeof input === "string" ? input : textOf(input, firstLine);
	if (rules.likeKubectl && /^\s*\{/.test(text)) {
		const json = parsedJson(text);
		if (json !== undefined) return treeOfJson(json);
	}
	const positions = new Positions(text, firstLine);
	refuseManyNodes(text, rules, positions);
	return new TreeBuilder(text, eventsOf(text, rules, positions), rules, positions).build();
}

function textOf(bytes: Uint8Array, firstLine: number): string {
	const decoded = decodeUtf8(bytes);
	if (decoded.kind === "text") return decoded.text.replace(/^\ufeff/, "");
	throw new YamlError(decoded.position ?? { line: firstLine, column: 1 }, decoded.problem, decoded.hint);
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// A YAML mapping in braces.
		return undefined;
	}
}

/** Counts what separates values before events of a hundred bytes each are made for them. */
function refuseManyNodes(text: string, rules: YamlRules, positions: Positions): void {
	let count = 0;
	for (const { index } of text.matchAll(/[:,\n]/g)) {
		count += 1;
		if (count > rules.maxNodes) throw tooManyNodes(rules, positions.placeOf(index));
	}
}

function tooManyNodes(rules: YamlRules, place: Place): YamlError {
	return new YamlError(place, `the file has more than ${rules.maxNodes} fields`);
}

function eventsOf(text: string, rules: YamlRules, positions: Positions): readonly Event[] {
	try {
		return parseEvents(text, { maxDepth: rules.maxDepth });
	} catch (problem) {
		if (!(problem instanceof YAMLException)) throw problem;
		const place = positions.placeOf(problem.mark?.position ?? 0);
		if (problem.reason.startsWith("nesting exceeded"))
			throw new YamlError(place, `the file nests deeper than ${rules.maxDepth} levels`);
		throw new YamlError(place, `invalid YAML: ${problem.reason}`);
	}
}

interface Anchored {
	readonly tree: Tree;
	readonly nodes: number;
}

/** Builds the tree of a stream of events. The parser has limited its depth. */
class TreeBuilder {
	readonly #text: string;
	readonly #events: readonly Event[];
	readonly #rules: YamlRules;
	readonly #positions: Positions;
	readonly #anchors = new Map<string, Anchored>();
	#next = 0;
	#nodes = 0;
	/** End of the last value with a position: an empty value comes after it. */
	#last = 0;

	constructor(text: string, events: readonly Event[], rules: YamlRules, positions: Positions) {
		this.#text = text;
		this.#events = events;
		this.#rules = rules;
		this.#positions = positions;
	}

	build(): Tree {
		const first = this.#take();
		if (first === null) return { kind: "scalar", value: null, place: this.#positions.placeOf(0) };
		const tree = this.#tree(this.#take());
		this.#take();
		if (!this.#rules.likeKubectl && this.#take() !== null)
			throw new YamlError(
				this.#positions.placeOf(this.#secondDocument()),
				"the file has a second document (---)",
				"keep one document in the file",
			);
		return tree;
	}

	#secondDocument(): number {
		const marks = [...this.#text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm)].map(({ index }) => index);
		return marks.find((mark) => mark > this.#last) ?? this.#last;
	}

	#take(): Event | null {
		const event = this.#events[this.#next] ?? null;
		this.#next += 1;
		return event;
	}

	#tree(event: Event | null): Tree {
		if (event === null || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT)
			throw new YamlError(this.#positions.placeOf(this.#last), "invalid YAML: a value is missing");
		const before = this.#nodes;
		this.#count(1);
		if (event.type === EVENT_ID.ALIAS) return this.#aliased(event.anchorStart, event.anchorEnd);
		if (event.tagStart >= 0)
			throw new YamlError(
				this.#positions.placeOf(event.tagStart),
				"explicit tags are not supported",
				"remove the tag; quote the value if it is a string",
			);
		const tree = this.#untagged(event);
		if (event.anchorStart >= 0)
			this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), { tree, nodes: this.#nodes - before });
		return tree;
	}

	#untagged(event: Exclude<Event, { type: 1 | 5 | 6 }>): Tree {
		if (event.type === EVENT_ID.SCALAR) {
			const empty = event.valueStart < 0;
			if (!empty) this.#last = this.#positions.startOf(event.valueStart, event.style);
			const place = this.#positions.placeOf(this.#last);
			const text = empty ? "" : getScalarValue(this.#text, event);
			if (event.style === SCALAR_STYLE.PLAIN) return { kind: "scalar", value: plainValue(text), place };
			if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast)
				this.#refuseEscapes(this.#text.slice(event.valueStart, event.valueEnd), text, place);
			return { kind: "scalar", value: text, place };
		}
		this.#last = event.start;
		const place = this.#positions.placeOf(event.start);
		if (event.type === EVENT_ID.MAPPING) return { kind: "mapping", entries: this.#entries(), place };
		const items: Tree[] = [];
		for (let item = this.#take(); item?.type !== EVENT_ID.POP; item = this.#take()) items.push(this.#tree(item));
		return { kind: "sequence", items, place };
	}

	#entries(): readonly MapEntry[] {
		const entries = new Map<string, MapEntry>();
		const merged: Tree[] = [];
		for (let event = this.#take(); event?.type !== EVENT_ID.POP; event = this.#take()) {
			const isPlain = event?.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN;
			const key = this.#tree(event);
			const value = this.#tree(this.#take());
			if (key.kind !== "scalar" || key.value === null) throw new YamlError(key.place, "a key must be a string");
			const name = String(key.value);
			const before = entries.get(name);
			if (this.#rules.aliases && isPlain && name === "<<") merged.push(value);
			else if (before === undefined || this.#rules.likeKubectl) entries.set(name, { key: name, keyPlace: key.place, value });
			else
				throw new YamlError(
					key.place,
					`duplicate key ${JSON.stringify(name)}`,
					`it is first defined on line ${before.keyPlace.line}`,
				);
		}
		for (const source of merged) this.#merge(source, entries);
		return [...entries.values()];
	}

	/** https://yaml.org/type/merge.html: keys of the mapping itself win, then those of the first mapping that has them. */
	#merge(source: Tree, into: Map<string, MapEntry>): void {
		for (const mapping of source.kind === "sequence" ? source.items : [source]) {
			if (mapping.kind !== "mapping") throw new YamlError(source.place, "a merge key (<<) needs a mapping or a list of mappings");
			this.#count(mapping.entries.length);
			for (const entry of mapping.entries) if (!into.has(entry.key)) into.set(entry.key, entry);
		}
	}

	#aliased(start: number, end: number): Tree {
		const place = this.#positions.placeOf(start - 1);
		if (!this.#rules.aliases)
			throw new YamlError(place, "aliases are not supported", "define shared values under lists: and use forEach");
		const anchored = this.#anchors.get(this.#text.slice(start, end));
		if (anchored === undefined) throw new YamlError(place, "the alias refers to no anchor before it");
		this.#count(anchored.nodes);
		return anchored.tree;
	}

	#count(nodes: number): void {
		this.#nodes += nodes;
		if (this.#nodes > this.#rules.maxNodes) throw tooManyNodes(this.#rules, this.#positions.placeOf(this.#last));
	}

	/** The parser takes any 32 bits for a character, and control characters where they are escaped. No field of any file has a use for them. */
	#refuseEscapes(written: string, value: string, place: Place): void {
		for (const [, digits] of written.matchAll(/\\(?:U([\da-fA-F]{8})|.)/gs))
			if (digits !== undefined && Number.parseInt(digits, 16) > 0x10ffff)
				throw new YamlError(place, `invalid YAML: \\U${digits} is not a Unicode character`);
		if (/\p{Surrogate}/u.test(value))
			throw new YamlError(place, "invalid YAML: half a surrogate pair is not a Unicode character");
		const control = /(?![\t\n\r])\p{Cc}/u.exec(value)?.[0];
		if (control !== undefined) {
			const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
			throw new YamlError(place, `the value contains the control character U+${code}`, "remove it");
		}
	}
}
