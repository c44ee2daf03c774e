import { fail } from "../failure.ts";
import { global, method, type Overload, searchWork } from "../overload.ts";
import { int, list, string, type Value } from "../value.ts";

/** CEL counts code points, JavaScript UTF-16 units: they differ only in texts that are rare. */
function points(text: string): readonly string[] {
	return [...text];
}

function position(value: bigint, size: number): number {
	return value < 0n || value > BigInt(size) ? fail(`the position ${value} is outside of the text`) : Number(value);
}

function indexOf(text: string, search: string, from = 0n): bigint {
	const all = points(text);
	const start = position(from, all.length);
	const at = text.indexOf(search, all.slice(0, start).join("").length);
	return at < 0 ? -1n : BigInt(points(text.slice(0, at)).length);
}

function lastIndexOf(text: string, search: string, from?: bigint): bigint {
	const all = points(text);
	const start = from === undefined ? all.length : position(from, all.length);
	const at = text.lastIndexOf(search, all.slice(0, start).join("").length);
	return at < 0 ? -1n : BigInt(points(text.slice(0, at)).length);
}

function substring(text: string, from: bigint, to?: bigint): string {
	const all = points(text);
	const start = position(from, all.length);
	const end = to === undefined ? all.length : position(to, all.length);
	return end < start ? fail("a part of a text ends after its start") : all.slice(start, end).join("");
}

function charAt(text: string, index: bigint): string {
	const all = points(text);
	return all[position(index, all.length)] ?? "";
}

function split(text: string, separator: string, limit = -1n): Value {
	if (limit === 0n) return [];
	const parts = separator === "" ? points(text) : text.split(separator);
	if (limit < 0n || parts.length <= limit) return parts;
	const kept = Number(limit) - 1;
	return [...parts.slice(0, kept), parts.slice(kept).join(separator)];
}

function replace(text: string, search: string, by: string, limit = -1n): string {
	const parts = search === "" ? ["", ...points(text), ""] : text.split(search);
	const count = limit < 0n || limit > parts.length - 1 ? parts.length - 1 : Number(limit);
	if (text.length + count * by.length > 10_000_000) return fail("the text would grow too large");
	return parts.slice(1).reduce((made, part, index) => made + (index < count ? by : search) + part, parts[0] ?? "");
}

function join(parts: readonly Value[], separator = ""): string {
	const texts = parts.filter(string);
	if (texts.length < parts.length) return fail("only a list of strings can be joined");
	const total = texts.reduce((size, text) => size + text.length + separator.length, 0);
	return total > 10_000_000 ? fail("the text would grow too large") : texts.join(separator);
}

/** The white space of Unicode, which is not what JavaScript trims. */
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function trim(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && space.test(text.charAt(start))) start++;
	while (end > start && space.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

function wellFormed(text: string): string {
	return Buffer.from(text).toString();
}

const quoted: Readonly<Record<string, string>> = {
	"\u0007": "\\a",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\v": "\\v",
	"\\": "\\\\",
	'"': '\\"',
};

const walks = (args: readonly Value[]): number =>
	args.reduce<number>((size, arg) => size + (string(arg) ? arg.length >> 2 : 0), 1);

export const stringFunctions: readonly Overload[] = [
	method("startsWith", [string, string], (text, start) => text.startsWith(start)),
	method("endsWith", [string, string], (text, end) => text.endsWith(end)),
	method("contains", [string, string], (text, part) => text.includes(part), searchWork),
	method("charAt", [string, int], charAt, walks),
	method("indexOf", [string, string], (text, search) => indexOf(text, search), searchWork),
	method("indexOf", [string, string, int], (text, search, from) => indexOf(text, search, from), searchWork),
	method("lastIndexOf", [string, string], (text, search) => lastIndexOf(text, search), searchWork),
	method("lastIndexOf", [string, string, int], (text, search, from) => lastIndexOf(text, search, from), searchWork),
	method("substring", [string, int], (text, from) => substring(text, from), walks),
	method("substring", [string, int, int], (text, from, to) => substring(text, from, to), walks),
	method("lowerAscii", [string], (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), walks),
	method("upperAscii", [string], (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()), walks),
	method("trim", [string], trim, walks),
	method("split", [string, string], (text, separator) => split(text, separator), searchWork),
	method("split", [string, string, int], (text, separator, limit) => split(text, separator, limit), searchWork),
	method("replace", [string, string, string], (text, search, by) => replace(text, search, by), searchWork),
	method("replace", [string, string, string, int], (text, search, by, limit) => replace(text, search, by, limit), searchWork),
	method("reverse", [string], (text) => [...text].reverse().join(""), walks),
	method("join", [list], (parts) => join(parts), joinWork),
	method("join", [list, string], (parts, separator) => join(parts, separator), joinWork),
	global(
		"strings.quote",
		[string],
		(text) => `"${wellFormed(text).replace(/[\u0007\b\f\n\r\t\v\\"]/g, (c) => quoted[c] ?? c)}"`,
		walks,
	),
];

function joinWork(args: readonly Value[]): number {
	const [parts] = args;
	if (!list(parts)) return 1;
	return parts.reduce<number>((size, part) => size + 1 + (string(part) ? part.length >> 4 : 0), 1);
}
