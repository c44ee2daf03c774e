import type { OwnerRule } from "../../model/owners.ts";
import { nameOf, type Tree } from "../../yaml/tree.ts";
import { fault, fieldsOf, parseProbesFile } from "./probes-yaml.ts";
import { topLevelSection } from "./top-level-section.ts";

const maxOwners = 20;

/** Reads the `owners:` section of a probes file. `path` is for messages. Throws a Failure with file:line:column. */
export function readOwnersSection(yaml: string, path: string): readonly OwnerRule[] {
	const section = topLevelSection(yaml, "owners");
	if (section === null) return [];
	return ownersOf(fieldsOf(path, parseProbesFile(section.text, path, section.line), "the section").tree("owners"), path);
}

/** The owners in a parsed probes file: of an item, of all of a group or phase (`2/*`), or of everything (`*`). */
export function ownersOf(tree: Tree | null, path: string): readonly OwnerRule[] {
	if (tree === null) return [];
	if (tree.kind !== "mapping")
		throw fault(path, tree.place, `"owners" must be a mapping such as { 2/*: "@name" }, not ${nameOf(tree)}`);
	return tree.entries.map(({ key, value }): OwnerRule => {
		const names = value.kind === "sequence" ? value.items : [value];
		if (names.length > maxOwners) throw fault(path, value.place, `"${key}" has more than ${maxOwners} owners`);
		return { key, owners: names.map((name) => ownerOf(name, path)) };
	});
}

function ownerOf(tree: Tree, path: string): string {
	const name = tree.kind === "scalar" && typeof tree.value === "string" ? tree.value.trim() : "";
	if (!/^@?[\p{L}\p{N}][\p{L}\p{N}._/-]{0,99}$/u.test(name))
		throw fault(path, tree.place, 'an owner must be a name such as "@ana" or "@org/team"', "quote it: YAML reserves the @");
	return name.startsWith("@") ? name : `@${name}`;
}
