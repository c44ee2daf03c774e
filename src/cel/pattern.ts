import { getBuiltinModule } from "node:process";
import { fail } from "./failure.ts";

export interface Pattern {
	readonly expression: RegExp;
	/** V8's other machine can take over: it knows neither flags nor counted repetitions. */
	readonly linear: boolean;
}

const functions = new Set(["matches", "find", "findAll"]);

export function isPatternFunction(name: string): boolean {
	return functions.has(name);
}

const known = new Map<string, Pattern>();

/**
 * CEL's patterns are RE2's, which never backtracks. V8 has a machine like it, and changes to it when a match backtracks too much. That
 * holds for every pattern of the process, and cannot be taken back: a Node that meets such a pattern afterwards ends at once. What is to
 * be matched against megabytes must not rest on patterns therefore.
 */
let isMachineAllowed = false;
function allowMachine(): void {
	// Loaded here, since few runs match patterns.
	if (!isMachineAllowed)
		getBuiltinModule("node:v8").setFlagsFromString("--enable-experimental-regexp-engine-on-excessive-backtracks");
	isMachineAllowed = true;
}

/** The JavaScript for a pattern of RE2; fails where it has none or where it could take for ever. */
export function readPattern(pattern: string): Pattern {
	const before = known.get(pattern);
	if (before) return before;
	if (pattern.length > 1000) return fail("a pattern of more than 1000 characters is not matched");
	allowMachine();
	const read = translate(pattern);
	if (known.size >= 100) known.clear();
	known.set(pattern, read);
	return read;
}

/** A character outside of the plane that UTF-16 has in one unit. */
const pair = "[\\ud800-\\udbff][\\udc00-\\udfff]";
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
const white = "\\t\\n\\f\\r ";
const negated: Readonly<Record<string, string>> = { D: "0-9", W: "0-9A-Za-z_", S: white };

function translate(pattern: string): Pattern {
	const start = /^\(\?([imsU]+)\)/.exec(pattern);
	const flags = start?.[1] ?? "";
	if (flags.includes("U")) return fail("the flag U of a pattern is not supported");
	const body = pattern.slice(start?.[0].length ?? 0);
	// These need the flag u, whose only machine backtracks.
	const unicode = /\\[pP]|\\x\{|\[[^\]]*[\ud800-\udfff]/.test(body);
	const writer = new Writer(unicode, flags.includes("s"), flags.includes("m"));
	const made = writer.write(body);
	const used = `${unicode ? "u" : ""}${flags.includes("i") ? "i" : ""}${flags.includes("m") ? "m" : ""}`;
	try {
		new RegExp(made, "u");
		return { expression: new RegExp(made, used), linear: !unicode && !flags.includes("i") && !writer.counted };
	} catch {
		return fail(`${JSON.stringify(pattern)} is not a pattern`);
	}
}

class Writer {
	counted = false;
	readonly #unicode: boolean;
	readonly #dotAll: boolean;
	readonly #lines: boolean;

	constructor(unicode: boolean, dotAll: boolean, lines: boolean) {
		this.#unicode = unicode;
		this.#dotAll = dotAll;
		this.#lines = lines;
	}

	write(pattern: string): string {
		let out = "";
		let rest = pattern;
		while (rest !== "") {
			const [piece, length] = rest.startsWith("[") ? this.#class(rest) : this.#outer(rest);
			out += piece;
			rest = rest.slice(length);
		}
		return out;
	}

	/** What a piece becomes, and how long it was. */
	#outer(rest: string): [string, number] {
		if (rest.startsWith("(?P<")) return ["(?<", 4];
		if (rest.startsWith("(?P")) return fail("a pattern cannot refer back to a group");
		if (/^\(\?<?[=!]/.test(rest)) return fail("a pattern cannot look ahead or behind");
		if (/^\(\?(?![:<])/.test(rest)) return fail("flags inside a pattern are not supported, only at its start");
		if (rest.startsWith("{")) this.counted = true;
		if (rest.startsWith(".")) return [this.#dotAll ? this.#not("") : this.#not("\\n"), 1];
		if (!rest.startsWith("\\")) {
			const [text, length] = one(rest);
			return [length > 1 ? `(?:${text})` : text, length];
		}
		const letter = rest[1] ?? fail("a pattern ends with a backslash");
		if (/[1-9k]/.test(letter)) return fail("a pattern cannot refer back to a group");
		if ((letter === "A" || letter === "z") && this.#lines) return fail(`\\${letter} does not go with the flag m`);
		if (letter === "A") return ["^", 2];
		if (letter === "z") return ["$", 2];
		if (letter === "s") return [`[${white}]`, 2];
		const not = negated[letter];
		return not === undefined ? escaped(rest, letter, "") : [this.#not(not), 2];
	}

	#class(rest: string): [string, number] {
		const start = rest.startsWith("[^") ? 2 : 1;
		let at = start;
		let inner = "";
		// `[]a]` begins with a bracket that means itself.
		while (at < rest.length && (rest[at] !== "]" || at === start)) {
			const [piece, length] = classPiece(rest.slice(at));
			inner += piece;
			at += length;
		}
		if (at >= rest.length) return fail("a class of characters in a pattern is not closed");
		return [start === 2 ? this.#not(inner) : `[${inner}]`, at + 1];
	}

	/** Any character but these: a whole one, also where it takes two units. */
	#not(characters: string): string {
		if (this.#unicode) return `[^${characters}]`;
		return `(?:[^${characters}\\ud800-\\udfff]|${pair})`;
	}
}

function classPiece(rest: string): [string, number] {
	const named = /^\[:(\w+):\]/.exec(rest);
	if (named) return [classes[named[1] ?? ""] ?? fail(`${named[0]} is not a class of characters`), named[0].length];
	if (rest.startsWith("[")) return ["\\[", 1];
	if (rest.startsWith("]")) return ["\\]", 1];
	if (!rest.startsWith("\\")) return one(rest);
	const letter = rest[1] ?? fail("a pattern ends with a backslash");
	if (letter === "s") return [white, 2];
	if (negated[letter] !== undefined) return fail(`\\${letter} inside a class of characters is not supported`);
	return escaped(rest, letter, "-");
}

/** RE2 takes any escaped punctuation for itself; JavaScript only its own. */
function escaped(rest: string, letter: string, more: string): [string, number] {
	const long = /^\\(?:x\{([0-9A-Fa-f]{1,6})\}|x[0-9A-Fa-f]{2}|[pP](?:\{\w+\}|[A-Z]))/.exec(rest);
	if (long) return [long[1] === undefined ? property(long[0]) : `\\u{${long[1]}}`, long[0].length];
	if (letter === "a") return ["\\x07", 2];
	if (/[dwbBnrtfv]/.test(letter)) return [`\\${letter}`, 2];
	if (/[A-Za-z0-9]/.test(letter)) return fail(`\\${letter} is not supported in a pattern`);
	if (`^$\\.*+?()[]{}|/${more}`.includes(letter)) return [`\\${letter}`, 2];
	const [text, length] = one(rest.slice(1));
	return [text, length + 1];
}

function property(text: string): string {
	return text.startsWith("\\x") || text.endsWith("}") ? text : `${text.slice(0, 2)}{${text.slice(2)}}`;
}

function one(rest: string): [string, number] {
	const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
	return [character, character.length];
}
