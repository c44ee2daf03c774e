/** A place in the probes file: line and column from 1. */
export interface Place {
	readonly line: number;
	readonly column: number;
}

/** A YAML document as plain values that remember where they stand. */
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
	readonly entries: readonly Entry[];
	readonly place: Place;
}

export interface Entry {
	readonly key: string;
	readonly keyPlace: Place;
	readonly value: Tree;
}

export function nameOf(tree: Tree): string {
	if (tree.kind === "sequence") return "a list";
	if (tree.kind === "mapping") return "a map";
	return tree.value === null ? "nothing" : typeof tree.value === "string" ? "a text" : typeof tree.value;
}

/** The value without its places. Maps have no prototype, so that no key means more than it says. */
export function plain(tree: Tree): unknown {
	if (tree.kind === "scalar") return tree.value;
	if (tree.kind === "sequence") return tree.items.map(plain);
	const map: Record<string, unknown> = Object.create(null);
	for (const { key, value } of tree.entries) map[key] = plain(value);
	return map;
}

/**
 * The same tree with `$(each.port)` replaced by what an element of a list has there. A scalar that is nothing but a reference takes the
 * value with its type. Null where a reference has nothing to refer to: `missing` is told which and where.
 */
export function substitute(tree: Tree, element: Tree, missing: (reference: string, place: Place) => void): Tree {
	switch (tree.kind) {
		case "mapping":
			return {
				...tree,
				entries: tree.entries.map((entry) => ({ ...entry, value: substitute(entry.value, element, missing) })),
			};
		case "sequence":
			return { ...tree, items: tree.items.map((item) => substitute(item, element, missing)) };
		case "scalar":
			return substituteScalar(tree, element, missing);
	}
}

const reference = /\$\(each((?:\.[A-Za-z_][A-Za-z0-9_-]*)*)\)/g;

function substituteScalar(scalar: Scalar, element: Tree, missing: (reference: string, place: Place) => void): Tree {
	const { value, place } = scalar;
	if (typeof value !== "string" || !value.includes("$(each")) return scalar;
	const whole = /^\$\(each((?:\.[A-Za-z_][A-Za-z0-9_-]*)*)\)$/.exec(value);
	const resolve = (path: string): Tree | null => {
		let here: Tree | null = element;
		for (const step of path.split(".").slice(1)) {
			here = here?.kind === "mapping" ? (here.entries.find((entry) => entry.key === step)?.value ?? null) : null;
		}
		if (here === null) missing(`each${path}`, place);
		return here;
	};
	if (whole !== null) {
		const found = resolve(whole[1] ?? "");
		return found === null ? scalar : moved(found, place);
	}
	const text = value.replace(reference, (written, path: string) => {
		const found = resolve(path);
		if (found === null) return written;
		if (found.kind !== "scalar") {
			missing(`each${path}`, place);
			return written;
		}
		return String(found.value ?? "");
	});
	return { ...scalar, value: text };
}

/** An error in a substituted value is shown where it is used. */
function moved(tree: Tree, place: Place): Tree {
	if (tree.kind === "scalar") return { ...tree, place };
	if (tree.kind === "sequence") return { ...tree, place, items: tree.items.map((item) => moved(item, place)) };
	return { ...tree, place, entries: tree.entries.map((entry) => ({ ...entry, value: moved(entry.value, place) })) };
}
