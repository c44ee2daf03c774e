import { knownSyntax, learn } from "../../cel/known-syntax.ts";
import type { Syntax } from "../../cel/syntax.ts";
import type { Tree } from "../../yaml/tree.ts";

/** What was read of a probes file: its YAML, and how the expressions were parsed, with their sources. */
interface KeptProbes {
	readonly tree: Tree;
	readonly expressions: readonly (readonly [string, Syntax])[];
}

/** A tree, and the expressions that were parsed by now, as text for `keptTree`; null where a number has no such text. */
export function textOfProbes(tree: Tree): string | null {
	let isExact = true;
	const text = JSON.stringify(tree, (_, value: unknown) => {
		if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) isExact = false;
		return value;
	});
	return isExact ? `{"tree":${text},"expressions":${JSON.stringify(knownSyntax())}}` : null;
}

/** The tree of what `textOfProbes` wrote, whose expressions need not be parsed again: of anything else it makes no sense. */
export function keptTree(text: string): Tree {
	const { tree, expressions }: KeptProbes = JSON.parse(text);
	for (const [source, syntax] of expressions) learn(source, syntax);
	return tree;
}
