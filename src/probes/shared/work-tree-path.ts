import type { Fields } from "../../yaml/fields.ts";
import { nameOf } from "../../yaml/tree.ts";

/** A path or pattern below the folder of the probes file, as it was written. Throws a Failure for one that leads elsewhere. */
export function inside(fields: Fields, name: string, written: string): string {
	const parts = written.split(/[\\/]/);
	if (written === "" || /^(?:[\\/~]|[A-Za-z]:)/.test(written) || written.includes("\0") || parts.includes(".."))
		throw fields.fault(
			`"${name}" of ${fields.what} is a path below the folder of the probes file, not ${JSON.stringify(written)}`,
			null,
			fields.placeOf(name),
		);
	// What begins with a dash would be an option of the program that gets it.
	if (written.startsWith("-"))
		throw fields.fault(`"${name}" of ${fields.what} begins with "-"`, `write ./${written}`, fields.placeOf(name));
	return written;
}

/** One path or a list of them. */
export function pathsOf(fields: Fields, name: string): readonly string[] {
	const tree = fields.tree(name);
	if (tree === null) return [];
	const texts = tree.kind === "sequence" ? fields.strings(name) : [fields.required(name, fields.string(name))];
	if (texts === null || texts.length === 0)
		throw fields.fault(
			`"${name}" of ${fields.what} is ${tree.kind === "sequence" ? "an empty list" : nameOf(tree)}: it would prove nothing`,
			null,
			tree.place,
		);
	return texts.map((text) => inside(fields, name, text));
}
