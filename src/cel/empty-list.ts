import { compile } from "./compile.ts";
import { type Evaluation, type Expression, ExpressionError } from "./expression.ts";
import type { Quantifier } from "./quantifiers.ts";

/**
 * The list whose emptiness alone makes an expression true; null if there is none. An empty list is decisive if the expression is no longer
 * true once the quantifier over it is inverted: `xs.size() == 0 || xs.all(…)` stays true, and is explicit about it.
 */
export function emptyListBehind(expression: Expression, variables: Readonly<Record<string, unknown>>): string | null {
	const { source } = expression;
	const names = Object.keys(variables);
	for (const { name, over, start, end } of expression.quantifiers()) {
		if (mayBeEmpty(name, over) || !isTrue(evaluated(`(${over}).size() == 0`, names, variables))) continue;
		const opposite = `${source.slice(0, start)}${name === "all" ? "false" : "true"}${source.slice(end)}`;
		if (!isTrue(evaluated(opposite, names, variables))) return over.replace(/\s+/g, " ");
	}
	return null;
}

/**
 * What an object itself declares may be declared empty: that none of its volumes is a hostPath is true of no volumes. What is listed,
 * answered or reported has to be there.
 */
function mayBeEmpty(name: Quantifier["name"], over: string): boolean {
	// A whole list of a kind may be empty; whether it was selected, and perhaps by a misspelled label, only lint knows.
	if (name === "exists" && over.startsWith("variables.")) return true;
	const isDeclared = /^object\b/.test(over) && !/^object\.\??status\b/.test(over);
	return isDeclared && (name === "exists" || /\.orValue\(\s*(?:\[\s*\]|\{\s*\})\s*\)$/.test(over));
}

function isTrue(found: Evaluation | null): boolean {
	return found?.kind === "value" && found.value === true;
}

/** Null if it is not an expression of its own: it contains a name of cel.bind. */
function evaluated(source: string, names: readonly string[], variables: Readonly<Record<string, unknown>>): Evaluation | null {
	try {
		return compile(source, names).evaluate(variables);
	} catch (problem) {
		if (problem instanceof ExpressionError) return null;
		throw problem;
	}
}
