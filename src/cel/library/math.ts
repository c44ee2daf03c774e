import { fail, Meter } from "../failure.ts";
import { compare } from "../operators.ts";
import { global, type Overload } from "../overload.ts";
import { any, double, type Guard, int, int64, list, typeOf, Uint, uint, type Value } from "../value.ts";

/** Numbers alone are compared, which takes no counted work. */
const free = new Meter({ steps: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY });

function extreme(values: readonly Value[], sign: number): Value {
	const [first] = values;
	if (first === undefined) return fail("an empty list has no smallest or largest element");
	for (const value of values)
		if (typeof value !== "bigint" && typeof value !== "number" && !(value instanceof Uint))
			return fail(`a ${typeOf(value)} is not a number`);
	return values.reduce((best, value) => (sign * compare(value, best, free) > 0 ? value : best), first);
}

function choosing(name: string, sign: number): readonly Overload[] {
	const guards: readonly Guard<Value>[] = Array.from({ length: 8 }, () => any);
	const several = guards
		.slice(1)
		.map((_, index) => global<readonly Value[]>(name, guards.slice(0, index + 2), (...values) => extreme(values, sign)));
	return [
		global(name, [list], (values) => extreme(values, sign)),
		global(name, [any], (value) => extreme([value], sign)),
		...several,
	];
}

/** To the nearest, halves away from zero. */
function round(value: number): number {
	const whole = Math.trunc(value);
	return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

function shift(value: bigint, by: bigint, left: boolean): bigint {
	if (by < 0n) return fail("a shift is by 0 or more");
	if (by > 63n) return 0n;
	return BigInt.asIntN(64, left ? value << by : BigInt.asUintN(64, value) >> by);
}

export const mathFunctions: readonly Overload[] = [
	...choosing("math.greatest", 1),
	...choosing("math.least", -1),
	global("math.ceil", [double], Math.ceil),
	global("math.floor", [double], Math.floor),
	global("math.round", [double], round),
	global("math.trunc", [double], Math.trunc),
	global("math.isNaN", [double], (value) => Number.isNaN(value)),
	global("math.isInf", [double], (value) => Math.abs(value) === Number.POSITIVE_INFINITY),
	global("math.isFinite", [double], (value) => Number.isFinite(value)),
	global("math.abs", [int], (value) => int64(value < 0n ? -value : value)),
	global("math.abs", [double], Math.abs),
	global("math.abs", [uint], (value) => value),
	global("math.sign", [int], (value) => (value > 0n ? 1n : value < 0n ? -1n : 0n)),
	global("math.sign", [double], Math.sign),
	global("math.sign", [uint], ({ value }) => new Uint(value > 0n ? 1n : 0n)),
	global("math.sqrt", [double], Math.sqrt),
	global("math.sqrt", [int], (value) => Math.sqrt(Number(value))),
	global("math.bitAnd", [int, int], (a, b) => a & b),
	global("math.bitOr", [int, int], (a, b) => a | b),
	global("math.bitXor", [int, int], (a, b) => a ^ b),
	global("math.bitNot", [int], (a) => ~a),
	global("math.bitAnd", [uint, uint], (a, b) => new Uint(a.value & b.value)),
	global("math.bitOr", [uint, uint], (a, b) => new Uint(a.value | b.value)),
	global("math.bitXor", [uint, uint], (a, b) => new Uint(a.value ^ b.value)),
	global("math.bitNot", [uint], (a) => new Uint(BigInt.asUintN(64, ~a.value))),
	global("math.bitShiftLeft", [int, int], (a, by) => shift(a, by, true)),
	global("math.bitShiftRight", [int, int], (a, by) => shift(a, by, false)),
	global("math.bitShiftLeft", [uint, int], (a, by) => new Uint(BigInt.asUintN(64, shift(a.value, by, true)))),
	global("math.bitShiftRight", [uint, int], (a, by) => new Uint(BigInt.asUintN(64, shift(a.value, by, false)))),
];
