import type { Tree } from "./tree.ts";

/** A tree as text, for `treeOfText`; null where a number has no such text. */
export function textOfTree(tree: Tree): string | null {
	let isExact = true;
	const text = JSON.stringify(tree, (_, value: unknown) => {
		if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) isExact = false;
		return value;
	});
	return isExact ? text : null;
}

/** The tree that `textOfTree` wrote: of anything else it makes no sense. */
export function treeOfText(text: string): Tree {
	return JSON.parse(text);
}
