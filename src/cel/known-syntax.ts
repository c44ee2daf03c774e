import { parse } from "./parser.ts";
import type { Syntax } from "./syntax.ts";

/**
 * What an earlier run parsed need not be parsed again. A tree takes a hundred times the room of its source, and of thousands it takes longer
 * to read them than to parse: beyond so many characters of source none is known.
 */
const known = new Map<string, Syntax>();
const mostCharacters = 50_000;
let characters = 0;

/** Throws what `parse` throws. */
export function syntaxOf(source: string): Syntax {
	const before = known.get(source);
	if (before !== undefined) return before;
	const syntax = parse(source);
	learn(source, syntax);
	return syntax;
}

/** Every expression that was parsed, or learnt, with its source; none where they were many. */
export function knownSyntax(): readonly (readonly [string, Syntax])[] {
	return [...known];
}

/** Takes the word of an earlier run of the same build for how a source is parsed. */
export function learn(source: string, syntax: Syntax): void {
	if (!known.has(source)) characters += source.length;
	if (characters <= mostCharacters) known.set(source, syntax);
	else known.clear();
}
