import { fail } from "../failure.ts";
import { Optional } from "../optional.ts";
import { global, method, type Overload } from "../overload.ts";
import { floorDivide, Timestamp } from "../time.ts";
import {
	any,
	bool,
	bytes,
	double,
	type Guard,
	int,
	int64,
	list,
	map,
	Opaque,
	string,
	TypeName,
	typeOf,
	Uint,
	uint,
	type Value,
} from "../value.ts";

const timestamp: Guard<Timestamp> = (value) => value instanceof Timestamp;
/** Values fully described by their text. */
const opaque: Guard<Opaque> = (value): value is Opaque =>
	value instanceof Opaque && !(value instanceof Optional) && !(value instanceof TypeName);

function readInt(text: string): bigint {
	return /^[+-]?\d{1,20}$/.test(text) ? int64(BigInt(text.replace(/^\+/, ""))) : fail(`${JSON.stringify(text)} is not an int`);
}

function fromDouble(value: number): bigint {
	if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return fail("the double is not in the range of an int");
	return BigInt(Math.trunc(value));
}

function readDouble(text: string): number {
	if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
	const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
	if (!special) return fail(`${JSON.stringify(text)} is not a double`);
	if (special[2]?.toLowerCase() === "nan") return Number.NaN;
	return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const words: ReadonlyMap<string, boolean> = new Map([
	...["1", "t", "true", "TRUE", "True"].map((word): [string, boolean] => [word, true]),
	...["0", "f", "false", "FALSE", "False"].map((word): [string, boolean] => [word, false]),
]);

export function textOfDouble(value: number): string {
	if (Number.isFinite(value)) return String(value).replace(/e([+-])(\d)$/, "e$10$2");
	return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

function decode(value: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
	} catch {
		return fail("the bytes are not UTF-8");
	}
}

/** In code points. */
function length(text: string): number {
	let count = 0;
	for (const _ of text) count++;
	return count;
}

const size = (value: string | Uint8Array | readonly Value[]): Value =>
	BigInt(typeof value === "string" ? length(value) : value.length);

export const conversionFunctions: readonly Overload[] = [
	global("dyn", [any], (value) => value),
	global("type", [any], (value) => new TypeName(typeOf(value))),
	global("bool", [bool], (value) => value),
	global("bool", [string], (text) => words.get(text) ?? fail(`${JSON.stringify(text)} is not a bool`)),
	global("int", [int], (value) => value),
	global("int", [double], fromDouble),
	global("int", [uint], ({ value }) => int64(value)),
	global("int", [string], readInt),
	global("int", [timestamp], ({ nanos }) => floorDivide(nanos, 1_000_000_000n)),
	global("uint", [uint], (value) => value),
	global("uint", [int], (value) => new Uint(value)),
	global("uint", [double], (value) =>
		Number.isFinite(value) ? new Uint(BigInt(Math.trunc(value))) : fail("the double is not in the range of a uint"),
	),
	global("uint", [string], (text) =>
		/^\d{1,20}$/.test(text) ? new Uint(BigInt(text)) : fail(`${JSON.stringify(text)} is not a uint`),
	),
	global("double", [double], (value) => value),
	global("double", [int], (value) => Number(value)),
	global("double", [uint], ({ value }) => Number(value)),
	global("double", [string], readDouble),
	global("string", [string], (value) => value),
	global("string", [bool], String),
	global("string", [int], String),
	global("string", [uint], ({ value }) => String(value)),
	global("string", [double], textOfDouble),
	global("string", [bytes], decode),
	global("string", [opaque], ({ text }) => text),
	global("bytes", [bytes], (value) => value),
	global("bytes", [string], (text) => Buffer.from(text)),
	...[global, method].flatMap((kind) => [
		kind("size", [string], size),
		kind("size", [bytes], size, () => 1),
		kind("size", [list], size, () => 1),
		kind(
			"size",
			[map],
			(value) => BigInt(value.size),
			([value]) => (map(value) ? 1 + (value.size >> 3) : 1),
		),
	]),
];
