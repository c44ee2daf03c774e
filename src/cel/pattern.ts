import type { RE2JS } from "re2js";
import { fail, type Meter } from "./failure.ts";

/**
 * Patterns of CEL are RE2's. `re2js` is that engine in JavaScript: it never backtracks, so a match takes at most the length of the text
 * times the size of the compiled pattern, which is what is counted. It is a quarter of a megabyte that few probes files need, so it is
 * loaded when the first expression that matches patterns is compiled.
 */
let engine: typeof import("re2js") | null = null;

export async function loadPatterns(): Promise<void> {
	engine ??= await import("re2js");
}

/** Thrown where an expression matches patterns and the engine is not loaded: load it, and do the same again. */
class PatternsNotLoaded extends Error {
	override readonly name = "PatternsNotLoaded";
}

/** Does synchronous work that may compile expressions, and again with the engine of patterns where it needs that. */
export async function withPatterns<T>(work: () => T): Promise<T> {
	try {
		return work();
	} catch (problem) {
		if (!(problem instanceof PatternsNotLoaded)) throw problem;
		await loadPatterns();
		return work();
	}
}

export function requirePatterns(): void {
	if (engine === null) throw new PatternsNotLoaded("the engine of patterns is not loaded");
}

const functions = new Set(["matches", "find", "findAll"]);

export function isPatternFunction(name: string): boolean {
	return functions.has(name);
}

const maxPatternLength = 1000;
/** Instructions of a compiled pattern: `(a{1000}){1000}` is short. RE2 itself has a limit like it. */
const maxProgramSize = 20_000;
const maxKnown = 100;
const known = new Map<string, RE2JS>();

/** Throws a Failure for what is not a pattern of RE2. */
export function readPattern(pattern: string): RE2JS {
	const before = known.get(pattern);
	if (before !== undefined) return before;
	if (engine === null) throw new PatternsNotLoaded("the engine of patterns is not loaded");
	if (pattern.length > maxPatternLength) return fail(`a pattern has at most ${maxPatternLength} characters`);
	const compiled = compiledBy(engine, pattern);
	if (compiled.programSize() > maxProgramSize) return fail("the pattern is too complex: its repetitions multiply");
	if (known.size >= maxKnown) known.clear();
	known.set(pattern, compiled);
	return compiled;
}

function compiledBy({ RE2JS, RE2JSException }: typeof import("re2js"), pattern: string): RE2JS {
	try {
		return RE2JS.compile(pattern);
	} catch (problem) {
		// Its messages have the form `error parsing regexp: missing closing ): …`, as in Go.
		if (problem instanceof RE2JSException) return fail(`${JSON.stringify(pattern)} is not a pattern (${problem.message})`);
		throw problem;
	}
}

/** Reads a pattern and pays for compiling it and for matching a text with it. */
export function meteredPattern(text: string, pattern: string, meter: Meter): RE2JS {
	meter.spend(known.has(pattern) ? 1 : 500 + pattern.length * 4);
	const compiled = readPattern(pattern);
	meter.spend(1 + Math.ceil(((text.length + 1) * compiled.programSize()) / 2));
	return compiled;
}
