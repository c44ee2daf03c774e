import { setFlagsFromString } from "node:v8";
import { fail } from "./failure.ts";

// CEL's patterns are RE2's, which has no backtracking. V8 changes to a machine like it when a match backtracks too much.
setFlagsFromString("--enable-experimental-regexp-engine-on-excessive-backtracks");

const functions = new Set(["matches", "find", "findAll", "regex.replace", "regex.extract", "regex.extractAll"]);

export function isPatternFunction(name: string): boolean {
	return functions.has(name);
}

const known = new Map<string, RegExp>();

/** The JavaScript for a pattern of RE2; fails where it has none or where it could take for ever. */
export function readPattern(pattern: string): RegExp {
	const before = known.get(pattern);
	if (before) return before;
	if (pattern.length > 1000) return fail("a pattern of more than 1000 characters is not matched");
	const expression = translate(pattern);
	if (known.size >= 100) known.clear();
	known.set(pattern, expression);
	return expression;
}

const classes: Readonly<Record<string, string>> = {
	alpha: "A-Za-z",
	digit: "0-9",
	alnum: "0-9A-Za-z",
	upper: "A-Z",
	lower: "a-z",
	space: "\\t\\n\\v\\f\\r ",
	blank: "\\t ",
	punct: "!-\\/:-@\\[-`{-~",
	xdigit: "0-9A-Fa-f",
	word: "0-9A-Za-z_",
	cntrl: "\\x00-\\x1f\\x7f",
	print: " -~",
	graph: "!-~",
	ascii: "\\x00-\\x7f",
};

function translate(pattern: string): RegExp {
	const start = /^\(\?([imsU]+)\)/.exec(pattern);
	const flags = start?.[1] ?? "";
	if (flags.includes("U")) return fail("the flag U of a pattern is not supported");
	const dot = flags.includes("s") ? "[^]" : "[^\\n]";
	let rest = pattern.slice(start?.[0].length ?? 0);
	let out = "";
	let inClass = false;
	while (rest !== "") {
		const [piece, next] = inClass ? classPiece(rest) : outerPiece(rest, dot);
		if (piece === "[" || piece === "[^") inClass = true;
		else if (piece === "]") inClass = false;
		out += piece;
		rest = rest.slice(next);
		// `[]a]` and `[^]a]` begin with a bracket that means itself.
		if ((piece === "[" || piece === "[^") && rest.startsWith("]")) {
			out += "\\]";
			rest = rest.slice(1);
		}
	}
	try {
		return new RegExp(out, `u${flags.includes("i") ? "i" : ""}${flags.includes("m") ? "m" : ""}`);
	} catch {
		return fail(`${JSON.stringify(pattern)} is not a pattern`);
	}
}

/** What a piece becomes, and how long it was. */
function outerPiece(rest: string, dot: string): [string, number] {
	if (rest.startsWith("(?P<")) return ["(?<", 4];
	if (rest.startsWith("(?P")) return fail("a pattern cannot refer back to a group");
	if (/^\(\?<?[=!]/.test(rest)) return fail("a pattern cannot look ahead or behind");
	if (/^\(\?(?![:<])/.test(rest)) return fail("flags inside a pattern are not supported, only at its start");
	if (rest.startsWith("[^")) return ["[^", 2];
	if (rest.startsWith("[")) return ["[", 1];
	if (rest.startsWith(".")) return [dot, 1];
	if (!rest.startsWith("\\")) return one(rest);
	const letter = rest[1] ?? fail("a pattern ends with a backslash");
	if (/[1-9k]/.test(letter)) return fail("a pattern cannot refer back to a group");
	if (letter === "A") return ["(?<![^])", 2];
	if (letter === "z") return ["(?![^])", 2];
	if (letter === "s") return ["[\\t\\n\\f\\r ]", 2];
	if (letter === "S") return ["[^\\t\\n\\f\\r ]", 2];
	return escaped(rest, letter, "");
}

function classPiece(rest: string): [string, number] {
	const named = /^\[:(\w+):\]/.exec(rest);
	if (named) return [classes[named[1] ?? ""] ?? fail(`${named[0]} is not a class of characters`), named[0].length];
	if (rest.startsWith("[")) return ["\\[", 1];
	if (!rest.startsWith("\\")) return one(rest);
	const letter = rest[1] ?? fail("a pattern ends with a backslash");
	if (letter === "s") return ["\\t\\n\\f\\r ", 2];
	return escaped(rest, letter, "-");
}

/** RE2 takes any escaped punctuation for itself; JavaScript only its own. */
function escaped(rest: string, letter: string, more: string): [string, number] {
	const long = /^\\(?:x\{([0-9A-Fa-f]{1,6})\}|[pP](?:\{\w+\}|[A-Z]))/.exec(rest);
	if (long) return [long[1] === undefined ? property(long[0]) : `\\u{${long[1]}}`, long[0].length];
	if (/[A-Za-z0-9]/.test(letter)) {
		if (letter === "a") return ["\\x07", 2];
		if (/[dDwWbBnrtfvSx]/.test(letter)) return [`\\${letter}`, 2];
		return fail(`\\${letter} is not supported in a pattern`);
	}
	return `^$\\.*+?()[]{}|/${more}`.includes(letter) ? [`\\${letter}`, 2] : [one(rest.slice(1))[0], one(rest.slice(1))[1] + 1];
}

function property(text: string): string {
	return text.endsWith("}") ? text : `${text.slice(0, 2)}{${text.slice(2)}}`;
}

function one(rest: string): [string, number] {
	const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
	return [character, character.length];
}
