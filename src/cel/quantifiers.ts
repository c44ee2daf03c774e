import { compile } from "./compile.ts";
import { type Evaluation, ExpressionError } from "./expression.ts";
import { parse } from "./parser.ts";
import type { Syntax } from "./syntax.ts";

/** A quantifier over a list that is there before any loop begins: `LIST.all(x, …)` or `LIST.exists(x, …)`. */
export interface Quantifier {
	readonly name: "all" | "exists";
	/** The source of the list. */
	readonly over: string;
	readonly start: number;
	readonly end: number;
}

const loops = new Set([
	"all",
	"exists",
	"exists_one",
	"existsOne",
	"filter",
	"map",
	"transformList",
	"transformMap",
	"optMap",
	"optFlatMap",
]);

/** Those of an expression, outermost first. What stands inside of a loop depends on its elements and is left out. */
export function quantifiersIn(source: string): readonly Quantifier[] {
	const found: Quantifier[] = [];
	const visit = (node: Syntax): void => {
		const [receiver, args] = node.op === "rcall" ? [node.args[1], node.args[2]] : [null, []];
		const name = node.op === "rcall" ? node.args[0] : "";
		if (receiver !== null && (name === "all" || name === "exists") && args.length >= 2)
			found.push({ name, over: source.slice(receiver.start, receiver.end), start: node.start, end: node.end });
		for (const part of partsOf(node)) if (part === receiver || !loops.has(name)) visit(part);
	};
	visit(parse(source));
	return found;
}

function partsOf(node: Syntax): readonly Syntax[] {
	switch (node.op) {
		case "value":
		case "id":
			return [];
		case ".":
		case ".?":
			return [node.args[0]];
		case "!_":
		case "-_":
			return [node.args];
		case "map":
			return node.args.flat();
		case "call":
			return node.args[1];
		case "rcall":
			return [node.args[1], ...node.args[2]];
		default:
			return node.args;
	}
}

/**
 * The list whose emptiness alone makes an expression true; null where there is none. An empty list decides where the expression is no
 * longer true once the quantifier over it says the opposite: `xs.size() == 0 || xs.all(…)` stays true, and means what it says.
 */
export function emptyListBehind(source: string, variables: Readonly<Record<string, unknown>>): string | null {
	const names = Object.keys(variables);
	for (const { name, over, start, end } of knownIn(source)) {
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

/** Expressions are asked of hundreds of objects; reading them again takes longer than evaluating them. */
const known = new Map<string, readonly Quantifier[]>();

function knownIn(source: string): readonly Quantifier[] {
	const before = known.get(source);
	if (before !== undefined) return before;
	const found = quantifiersIn(source);
	if (known.size >= 1_000) known.clear();
	known.set(source, found);
	return found;
}

/** Null where it is no expression by itself: a name of cel.bind is in it. */
function evaluated(source: string, names: readonly string[], variables: Readonly<Record<string, unknown>>): Evaluation | null {
	try {
		return compile(source, names).evaluate(variables);
	} catch (problem) {
		if (problem instanceof ExpressionError) return null;
		throw problem;
	}
}
