import { compile } from "../../cel/compile.ts";
import { type Expression, ExpressionError } from "../../cel/expression.ts";
import { nearest } from "../../model/did-you-mean.ts";
import type { Failure } from "../../model/failure.ts";
import { readDuration } from "./duration.ts";
import { fault } from "./read-yaml.ts";
import { type Entry, type Mapping, nameOf, type Place, plain, type Tree } from "./tree.ts";

/**
 * The fields of a map in the probes file. Each is asked for by name and type; `done` complains of those that nobody asked for.
 * Everything that is wrong throws a Failure with its file, line and column.
 */
export class Fields {
	readonly file: string;
	readonly place: Place;
	/** What the map describes, for messages: `workload`. */
	readonly what: string;
	readonly #entries: ReadonlyMap<string, Entry>;
	readonly #known = new Set<string>();

	constructor(file: string, tree: Tree, what: string) {
		if (tree.kind !== "mapping") throw fault(file, tree.place, `${what} is a map of fields, not ${nameOf(tree)}`);
		this.file = file;
		this.place = tree.place;
		this.what = what;
		this.#entries = new Map(tree.entries.map((entry) => [entry.key, entry]));
	}

	has(name: string): boolean {
		this.#known.add(name);
		return this.#entries.has(name);
	}

	tree(name: string): Tree | null {
		this.#known.add(name);
		return this.#entries.get(name)?.value ?? null;
	}

	required<T>(name: string, value: T | null): T {
		if (value === null) throw fault(this.file, this.place, `${this.what} needs "${name}"`);
		return value;
	}

	string(name: string): string | null {
		const found = this.#scalar(name, "a text");
		if (found === null) return null;
		// `port: 8080` where a name could stand, `replicas: "2"` where a number could: people mean the same.
		if (typeof found.value === "number") return String(found.value);
		if (typeof found.value !== "string" || found.value === "") throw this.#wrong(name, found, "a text");
		return found.value;
	}

	integer(name: string, least: number, most: number): number | null {
		const found = this.#scalar(name, "a whole number");
		if (found === null) return null;
		const { value } = found;
		if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
			throw this.#wrong(name, found, `a whole number from ${least} to ${most}`);
		return value;
	}

	boolean(name: string): boolean | null {
		const found = this.#scalar(name, "true or false");
		if (found === null) return null;
		if (typeof found.value !== "boolean") throw this.#wrong(name, found, "true or false");
		return found.value;
	}

	/** In milliseconds. */
	duration(name: string): number | null {
		const found = this.#scalar(name, "a duration");
		if (found === null) return null;
		const read = typeof found.value === "string" ? readDuration(found.value) : null;
		if (read === null) throw this.#wrong(name, found, "a duration such as 10s, 5m, 2h or 90d");
		return read;
	}

	oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | null {
		const text = this.string(name);
		if (text === null) return null;
		const chosen = choices.find((choice) => choice === text);
		if (chosen !== undefined) return chosen;
		const close = nearest(text, choices);
		throw this.#wrong(name, this.tree(name), `one of ${choices.join(", ")}`, close === null ? null : `did you mean ${close}?`);
	}

	list(name: string): readonly Tree[] | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		if (tree.kind !== "sequence") throw this.#wrong(name, tree, "a list");
		return tree.items;
	}

	strings(name: string): readonly string[] | null {
		return (
			this.list(name)?.map((item) => {
				if (item.kind === "scalar" && (typeof item.value === "string" || typeof item.value === "number"))
					return String(item.value);
				throw this.#wrong(name, item, "a list of texts");
			}) ?? null
		);
	}

	integers(name: string, least: number, most: number): readonly number[] | null {
		return (
			this.list(name)?.map((item) => {
				const value = item.kind === "scalar" ? item.value : null;
				if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
				throw this.#wrong(name, item, `a list of whole numbers from ${least} to ${most}`);
			}) ?? null
		);
	}

	map(name: string): Fields | null {
		const tree = this.tree(name);
		return tree === null ? null : new Fields(this.file, tree, `"${name}" of ${this.what}`);
	}

	/** Names and texts, such as headers or labels. */
	texts(name: string): ReadonlyMap<string, string> | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		if (tree.kind !== "mapping") throw this.#wrong(name, tree, "a map of texts");
		return new Map(
			tree.entries.map(({ key, value }) => {
				if (value.kind !== "scalar" || value.value === null) throw this.#wrong(name, value, "a map of texts");
				return [key, String(value.value)];
			}),
		);
	}

	/** A CEL expression; its errors are shown at the expression. */
	expression(name: string, variables: readonly string[]): Expression | null {
		const found = this.#scalar(name, "a CEL expression");
		if (found === null) return null;
		return this.compiled(name, found, variables);
	}

	compiled(name: string, tree: Tree, variables: readonly string[]): Expression {
		const value = tree.kind === "scalar" ? tree.value : null;
		if (typeof value !== "string" && typeof value !== "boolean") throw this.#wrong(name, tree, "a CEL expression");
		try {
			return compile(String(value), variables);
		} catch (problem) {
			if (!(problem instanceof ExpressionError)) throw problem;
			const at = problem.offset === null ? "" : ` (at character ${problem.offset + 1})`;
			throw fault(this.file, tree.place, `"${name}" of ${this.what} is no CEL expression: ${problem.message}${at}`);
		}
	}

	names(): readonly string[] {
		return [...this.#entries.keys()];
	}

	placeOf(name: string): Place {
		return this.#entries.get(name)?.value.place ?? this.place;
	}

	/** The rest as a map of its own: for reading the same fields by another type. */
	asMapping(): Mapping {
		return { kind: "mapping", place: this.place, entries: [...this.#entries.values()] };
	}

	plain(): unknown {
		return plain(this.asMapping());
	}

	fault(message: string, hint: string | null = null, place: Place = this.place): Failure {
		return fault(this.file, place, message, hint);
	}

	/** Fields that nobody asked for are misspelt, or do nothing: both would be a probe weaker than it looks. */
	done(): void {
		for (const [name, entry] of this.#entries) {
			if (this.#known.has(name)) continue;
			const close = nearest(name, this.#known);
			const known = `it has ${[...this.#known].join(", ")}`;
			throw fault(
				this.file,
				entry.keyPlace,
				`${this.what} has no field "${name}"`,
				close === null ? known : `did you mean "${close}"? ${known}`,
			);
		}
	}

	#scalar(name: string, wanted: string): Extract<Tree, { kind: "scalar" }> | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		if (tree.kind !== "scalar" || tree.value === null) throw this.#wrong(name, tree, wanted);
		return tree;
	}

	#wrong(name: string, tree: Tree | null, wanted: string, hint: string | null = null): Failure {
		const got = tree === null ? "" : tree.kind === "scalar" ? `, not ${JSON.stringify(tree.value)}` : `, not ${nameOf(tree)}`;
		return fault(this.file, tree?.place ?? this.place, `"${name}" of ${this.what} is ${wanted}${got}`, hint);
	}
}
