import { fail, type Meter } from "./failure.ts";
import { Optional } from "./optional.ts";
import { Duration, Timestamp } from "./time.ts";
import { bytes, int64, list, map, Opaque, typeOf, Uint, type Value } from "./value.ts";

/** Values of different types are unequal, except that numbers compare by what they are worth. */
export function equal(a: Value, b: Value, meter: Meter): boolean {
	if (typeof a === "string" && typeof b === "string") {
		meter.spend(Math.min(a.length, b.length) >> 5);
		return a === b;
	}
	if (a === b) return true;
	if (a === null || b === null) return false;
	const left = number(a);
	const right = number(b);
	// biome-ignore lint/suspicious/noDoubleEquals: == compares a bigint with a number exactly, and NaN with nothing.
	if (left !== undefined) return right !== undefined && left == right;
	if (typeof a !== "object" || typeof b !== "object") return false;
	if (list(a)) {
		if (!list(b) || a.length !== b.length) return false;
		meter.spend(a.length);
		return a.every((item, index) => equal(item, b[index] ?? null, meter));
	}
	if (bytes(a)) {
		if (!bytes(b) || a.length !== b.length) return false;
		meter.spend(a.length >> 5);
		return Buffer.compare(a, b) === 0;
	}
	if (a instanceof Optional && b instanceof Optional && a.value !== undefined && b.value !== undefined)
		return equal(a.value, b.value, meter);
	if (a instanceof Opaque) return b instanceof Opaque && a.equals(b);
	if (!map(a) || !map(b) || a.size !== b.size) return false;
	meter.spend(a.size);
	return a.keys().every((key) => {
		const other = b.get(key);
		return other !== undefined && equal(a.get(key) ?? null, other, meter);
	});
}

function number(value: Value): bigint | number | undefined {
	if (typeof value === "bigint" || typeof value === "number") return value;
	return value instanceof Uint ? value.value : undefined;
}

/** Below, equal or above; NaN where a double is not a number. */
export function compare(a: Value, b: Value, meter: Meter): number {
	const left = number(a) ?? (typeof a === "boolean" ? BigInt(a) : undefined);
	const right = number(b) ?? (typeof b === "boolean" ? BigInt(b) : undefined);
	if (left !== undefined && right !== undefined && (typeof a === "boolean") === (typeof b === "boolean")) {
		if (left < right) return -1;
		if (left > right) return 1;
		// biome-ignore lint/suspicious/noDoubleEquals: a bigint may equal a number.
		return left == right ? 0 : Number.NaN;
	}
	if (typeof a === "string" && typeof b === "string") {
		// Looking for surrogates takes several passes.
		meter.spend((a.length + b.length) >> 4);
		return compareText(a, b);
	}
	if (a instanceof Timestamp && b instanceof Timestamp) return compare(a.nanos, b.nanos, meter);
	if (a instanceof Duration && b instanceof Duration) return compare(a.nanos, b.nanos, meter);
	if (bytes(a) && bytes(b)) {
		meter.spend(Math.min(a.length, b.length) >> 5);
		return Buffer.compare(a, b);
	}
	return fail(`${typeOf(a)} and ${typeOf(b)} have no order`);
}

/** By code points, as Go compares UTF-8; JavaScript would compare UTF-16 units. */
function compareText(a: string, b: string): number {
	if (a === b) return 0;
	if (!/[\ud800-\udfff]/.test(a) || !/[\ud800-\udfff]/.test(b)) {
		if (!/[\ud800-\udfff]/.test(a + b)) return a < b ? -1 : 1;
	}
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** JSON does not distinguish 2 from 2.0: an int next to a double is converted, so that `sample.value / 2.0` works for both. */
function isMixed(a: Value, b: Value): boolean {
	return typeof a === "number" ? typeof b === "number" || typeof b === "bigint" : typeof a === "bigint" && typeof b === "number";
}

export function add(a: Value, b: Value, meter: Meter): Value {
	if (typeof a === "bigint" && typeof b === "bigint") return int64(a + b);
	if (isMixed(a, b)) return Number(a) + Number(b);
	if (typeof a === "string" && typeof b === "string") {
		meter.spend((a.length + b.length) >> 4);
		meter.allocate((a.length + b.length) * 2);
		return a + b;
	}
	if (list(a) && list(b)) {
		meter.spend((a.length + b.length) >> 1);
		meter.allocate((a.length + b.length) * 8);
		return [...a, ...b];
	}
	if (a instanceof Uint && b instanceof Uint) return new Uint(a.value + b.value);
	if (bytes(a) && bytes(b)) {
		meter.spend((a.length + b.length) >> 4);
		meter.allocate(a.length + b.length);
		return Buffer.concat([a, b]);
	}
	if (a instanceof Duration && b instanceof Duration) return new Duration(a.nanos + b.nanos);
	if (a instanceof Timestamp && b instanceof Duration) return new Timestamp(a.nanos + b.nanos);
	if (a instanceof Duration && b instanceof Timestamp) return new Timestamp(a.nanos + b.nanos);
	return mismatch("+", a, b);
}

export function subtract(a: Value, b: Value): Value {
	if (typeof a === "bigint" && typeof b === "bigint") return int64(a - b);
	if (isMixed(a, b)) return Number(a) - Number(b);
	if (a instanceof Uint && b instanceof Uint) return new Uint(a.value - b.value);
	if (a instanceof Duration && b instanceof Duration) return new Duration(a.nanos - b.nanos);
	if (a instanceof Timestamp && b instanceof Duration) return new Timestamp(a.nanos - b.nanos);
	if (a instanceof Timestamp && b instanceof Timestamp) return new Duration(a.nanos - b.nanos);
	return mismatch("-", a, b);
}

export function multiply(a: Value, b: Value): Value {
	if (typeof a === "bigint" && typeof b === "bigint") return int64(a * b);
	if (isMixed(a, b)) return Number(a) * Number(b);
	if (a instanceof Uint && b instanceof Uint) return new Uint(a.value * b.value);
	return mismatch("*", a, b);
}

export function divide(a: Value, b: Value): Value {
	if (isMixed(a, b)) return Number(a) / Number(b);
	if (typeof a === "bigint" && typeof b === "bigint") return b === 0n ? fail("division by zero") : int64(a / b);
	if (a instanceof Uint && b instanceof Uint) return b.value === 0n ? fail("division by zero") : new Uint(a.value / b.value);
	return mismatch("/", a, b);
}

export function remainder(a: Value, b: Value): Value {
	if (typeof a === "bigint" && typeof b === "bigint") return b === 0n ? fail("division by zero") : a % b;
	if (a instanceof Uint && b instanceof Uint) return b.value === 0n ? fail("division by zero") : new Uint(a.value % b.value);
	return mismatch("%", a, b);
}

export function negate(a: Value): Value {
	if (typeof a === "bigint") return int64(-a);
	if (typeof a === "number") return -a;
	if (a instanceof Duration) return new Duration(-a.nanos);
	return fail(`a ${typeOf(a)} has no negative`);
}

export function contains(item: Value, collection: Value, meter: Meter): boolean {
	if (list(collection)) {
		meter.spend(collection.length >> 2);
		return collection.some((other) => equal(item, other, meter));
	}
	if (map(collection)) return collection.get(item) !== undefined;
	return fail(`in looks into a list or a map, not into a ${typeOf(collection)}`);
}

function mismatch(operator: string, a: Value, b: Value): never {
	return fail(`${typeOf(a)} ${operator} ${typeOf(b)} is not defined`);
}
