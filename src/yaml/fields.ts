import { nearest } from "../model/did-you-mean.ts";
import { isNull, type Mapping, nameOf, type Place, plain, type Tree } from "./tree.ts";

/** A value that is not what its field takes. */
export interface WrongValue {
	/** Of the value; that of its mapping where it is missing. */
	readonly place: Place;
	/** Keys and indexes from the top of the file to the value. */
	readonly path: readonly (string | number)[];
	/** The name of the field, and what its mapping describes; an empty name means the mapping itself. */
	readonly name: string;
	readonly what: string;
	/** Follows the name of the field: `must be a list`. */
	readonly problem: string;
	/** The value, for messages; a kind of file that holds secrets never shows it. */
	readonly actual: string | null;
	readonly hint: string | null;
}

/** What makes errors for a kind of file. */
export interface Complaints {
	readonly wrong: (value: WrongValue) => Error;
	readonly fault: (place: Place, message: string, hint: string | null) => Error;
	/** A null value counts as an absent field, as kubectl reads kubeconfigs; otherwise it is an error. */
	readonly nullIsAbsent: boolean;
}

/**
 * The typed reader of the fields of a mapping. Each field is read by name and type; `done` rejects those that were not read. Getters return
 * null if the field is absent, and throw an error of the kind of file for any other type.
 */
export class Fields {
	readonly complaints: Complaints;
	readonly place: Place;
	/** What the mapping describes, for messages: `workload`. */
	readonly what: string;
	readonly path: readonly (string | number)[];
	readonly #mapping: Mapping;
	readonly #entries: ReadonlyMap<string, Mapping["entries"][number]>;
	readonly #known = new Set<string>();

	constructor(complaints: Complaints, tree: Tree, what: string, path: readonly (string | number)[] = []) {
		if (tree.kind !== "mapping")
			throw complaints.wrong({
				place: tree.place,
				path,
				name: "",
				what,
				problem: "must be a mapping",
				actual: nameOf(tree),
				hint: null,
			});
		this.complaints = complaints;
		this.place = tree.place;
		this.what = what;
		this.path = path;
		this.#mapping = tree;
		this.#entries = new Map(tree.entries.map((entry) => [entry.key, entry]));
	}

	has(name: string): boolean {
		return this.tree(name) !== null;
	}

	isNull(name: string): boolean {
		this.#known.add(name);
		return isNull(this.#entries.get(name)?.value ?? null);
	}

	tree(name: string): Tree | null {
		this.#known.add(name);
		const tree = this.#entries.get(name)?.value ?? null;
		return this.complaints.nullIsAbsent && isNull(tree) ? null : tree;
	}

	required<T>(name: string, value: T | null): T {
		if (value !== null) return value;
		const misspelled = [...this.#entries.keys()].filter((key) => !this.#known.has(key) && nearest(key, [name]) !== null);
		throw this.wrong(
			name,
			null,
			"is missing",
			misspelled[0] === undefined ? null : `did you mean ${name} in place of ${misspelled[0]}?`,
		);
	}

	/** A string that is not empty. A number is accepted as written in digits: `port: 8080` instead of a name. */
	string(name: string): string | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		if (tree.kind === "scalar" && typeof tree.value === "number") return String(tree.value);
		if (tree.kind === "scalar" && typeof tree.value === "string" && tree.value !== "") return tree.value;
		throw this.wrong(name, tree, "must be a string");
	}

	/** A string as it is, perhaps empty. */
	text(name: string): string | null {
		const tree = this.tree(name);
		return tree === null ? null : this.#textOf(name, tree);
	}

	integer(name: string, min: number, max: number): number | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		const value = tree.kind === "scalar" ? tree.value : null;
		if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
		throw this.wrong(name, tree, min === max ? `must be ${min}` : `must be an integer from ${min} to ${max}`);
	}

	boolean(name: string): boolean | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		if (tree.kind === "scalar" && typeof tree.value === "boolean") return tree.value;
		throw this.wrong(name, tree, "must be true or false");
	}

	oneOf<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		const text = tree.kind === "scalar" ? String(tree.value) : null;
		const chosen = choices.find((choice) => choice === text);
		if (chosen !== undefined) return chosen;
		const close = text === null ? null : nearest(text, choices);
		throw this.wrong(name, tree, `must be one of ${choices.join(", ")}`, close === null ? null : `did you mean ${close}?`);
	}

	list(name: string): readonly Tree[] | null {
		const tree = this.tree(name);
		if (tree === null || tree.kind === "sequence") return tree?.items ?? null;
		throw this.wrong(name, tree, "must be a list");
	}

	strings(name: string): readonly string[] | null {
		return (
			this.list(name)?.map((item) => {
				if (item.kind === "scalar" && (typeof item.value === "string" || typeof item.value === "number"))
					return String(item.value);
				throw this.wrong(name, item, "must be a list of strings");
			}) ?? null
		);
	}

	/** Strings as they are. */
	listOfTexts(name: string): readonly string[] | null {
		return this.list(name)?.map((item, index) => this.#textOf(name, item, [index])) ?? null;
	}

	integers(name: string, min: number, max: number): readonly number[] | null {
		return (
			this.list(name)?.map((item) => {
				const value = item.kind === "scalar" ? item.value : null;
				if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
				throw this.wrong(name, item, `must be a list of integers from ${min} to ${max}`);
			}) ?? null
		);
	}

	map(name: string): Fields | null {
		const tree = this.tree(name);
		return tree === null ? null : this.#below(tree, `"${name}" of ${this.what}`, [name]);
	}

	/** A list of mappings. */
	maps(name: string): readonly Fields[] | null {
		return this.list(name)?.map((item, index) => this.#below(item, `${name}[${index}]`, [name, index])) ?? null;
	}

	/** A mapping of names to strings, such as headers or labels. */
	texts(name: string): ReadonlyMap<string, string> | null {
		const tree = this.tree(name);
		if (tree === null) return null;
		if (tree.kind !== "mapping") throw this.wrong(name, tree, "must be a mapping of names to strings");
		return new Map(
			tree.entries.map(({ key, value }) => {
				if (value.kind !== "scalar" || value.value === null)
					throw this.wrong(name, value, "must be a mapping of names to strings");
				return [key, String(value.value)];
			}),
		);
	}

	names(): readonly string[] {
		return [...this.#entries.keys()];
	}

	placeOf(name: string): Place {
		return this.#entries.get(name)?.value.place ?? this.place;
	}

	/** The whole mapping: for reading the same fields as another type. */
	asMapping(): Mapping {
		return this.#mapping;
	}

	plain(): unknown {
		return plain(this.#mapping);
	}

	/** An error about the mapping that its types alone do not show. */
	fault(message: string, hint: string | null = null, place: Place = this.place): Error {
		return this.complaints.fault(place, message, hint);
	}

	/** An error about the value of a field; `problem` follows the field's name. */
	wrong(
		name: string,
		tree: Tree | null,
		problem: string,
		hint: string | null = null,
		below: readonly (string | number)[] = [],
	): Error {
		const actual = tree === null ? null : tree.kind === "scalar" ? JSON.stringify(tree.value) : nameOf(tree);
		const { what } = this;
		const path = [...this.path, name, ...below];
		return this.complaints.wrong({ place: tree?.place ?? this.place, path, name, what, problem, actual, hint });
	}

	/** Rejects fields that were not read: they are misspelled, or have no effect. Either way, less is checked than it seems. */
	done(): void {
		for (const [name, entry] of this.#entries) {
			if (this.#known.has(name)) continue;
			const close = nearest(name, this.#known);
			const known = `it has ${[...this.#known].join(", ")}`;
			throw this.complaints.fault(
				entry.keyPlace,
				`${this.what} has no field "${name}"`,
				close === null ? known : `did you mean "${close}"? ${known}`,
			);
		}
	}

	#below(tree: Tree, what: string, path: readonly (string | number)[]): Fields {
		const read: Tree = this.complaints.nullIsAbsent && isNull(tree) ? { kind: "mapping", entries: [], place: tree.place } : tree;
		return new Fields(this.complaints, read, what, [...this.path, ...path]);
	}

	#textOf(name: string, tree: Tree, below: readonly (string | number)[] = []): string {
		if (tree.kind === "scalar" && typeof tree.value === "string") return tree.value;
		if (this.complaints.nullIsAbsent && isNull(tree)) return "";
		const isScalar = tree.kind === "scalar" && tree.value !== null;
		throw this.wrong(name, tree, isScalar ? "must be a string: put it in quotes" : "must be a string", null, below);
	}
}
