import type { Place, Scalar, Tree } from "../../yaml/tree.ts";

/**
 * The tree with each reference such as `$(each.port)` replaced by that value of a list element. A scalar that consists of a reference
 * takes the value with its type. `missing` is called for a reference to nothing.
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

/** An error in a substituted value is reported where it is used. */
function moved(tree: Tree, place: Place): Tree {
	if (tree.kind === "scalar") return { ...tree, place };
	if (tree.kind === "sequence") return { ...tree, place, items: tree.items.map((item) => moved(item, place)) };
	return { ...tree, place, entries: tree.entries.map((entry) => ({ ...entry, value: moved(entry.value, place) })) };
}
