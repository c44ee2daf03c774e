/** A position in a file: line and column, counted from 1. Line 0 means that the position is unknown (values of JSON files). */
export interface Place {
	readonly line: number;
	readonly column: number;
}

export const unknownPlace: Place = { line: 0, column: 0 };

/** A YAML or JSON document as plain values with their positions. */
export type Tree = Scalar | Sequence | Mapping;

export interface Scalar {
	readonly kind: "scalar";
	readonly value: string | number | boolean | null;
	readonly place: Place;
}

export interface Sequence {
	readonly kind: "sequence";
	readonly items: readonly Tree[];
	readonly place: Place;
}

export interface Mapping {
	readonly kind: "mapping";
	readonly entries: readonly MapEntry[];
	readonly place: Place;
}

export interface MapEntry {
	readonly key: string;
	readonly keyPlace: Place;
	readonly value: Tree;
}

/** The type of a value, with its article, for messages. */
export function nameOf(tree: Tree): string {
	if (tree.kind === "sequence") return "a list";
	if (tree.kind === "mapping") return "a mapping";
	if (tree.value === null) return "null";
	return `a ${typeof tree.value}`;
}

export function isNull(tree: Tree | null): boolean {
	return tree?.kind === "scalar" && tree.value === null;
}

/** The value without its positions. Objects have no prototype, so that a key such as `__proto__` is only a key. */
export function plain(tree: Tree): unknown {
	if (tree instanceof JsonNode) return tree.raw;
	if (tree.kind === "scalar") return tree.value;
	if (tree.kind === "sequence") return tree.items.map(plain);
	const map: Record<string, unknown> = Object.create(null);
	for (const { key, value } of tree.entries) map[key] = plain(value);
	return map;
}

/** The tree of a parsed JSON value. Nodes are created on access: a recording has millions of values, most of which are not read. */
export function treeOfJson(value: unknown): Tree {
	if (Array.isArray(value)) return new JsonSequence(value);
	if (typeof value === "object" && value !== null) return new JsonMapping(value);
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
		return { kind: "scalar", value, place: unknownPlace };
	return { kind: "scalar", value: null, place: unknownPlace };
}

class JsonNode {
	readonly place = unknownPlace;
	readonly raw: object;

	constructor(raw: object) {
		this.raw = raw;
	}
}

class JsonSequence extends JsonNode implements Sequence {
	readonly kind = "sequence";

	get items(): readonly Tree[] {
		return Array.isArray(this.raw) ? this.raw.map(treeOfJson) : [];
	}
}

class JsonMapping extends JsonNode implements Mapping {
	readonly kind = "mapping";

	get entries(): readonly MapEntry[] {
		return Object.entries(this.raw).map(([key, value]) => ({ key, keyPlace: unknownPlace, value: treeOfJson(value) }));
	}
}
