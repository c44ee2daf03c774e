import { parse } from "./parser.ts";
import type { Syntax } from "./syntax.ts";

/** Templates and lists repeat their expressions for each service; and what an earlier run parsed need not be parsed again. */
const known = new Map<string, Syntax>();
const mostKnown = 5_000;

/** Throws an ExpressionError where the source is no expression. */
export function syntaxOf(source: string): Syntax {
	const before = known.get(source);
	if (before !== undefined) return before;
	const syntax = parse(source);
	learn(source, syntax);
	return syntax;
}

/** Every expression that was parsed, or learnt, with its source. */
export function knownSyntax(): readonly (readonly [string, Syntax])[] {
	return [...known];
}

/** Takes the word of an earlier run of the same build for how a source is parsed. */
export function learn(source: string, syntax: Syntax): void {
	if (known.size >= mostKnown) known.clear();
	known.set(source, syntax);
}
