import { fail, type Meter } from "./failure.ts";
import { JsonMap } from "./map.ts";
import { Timestamp } from "./time.ts";
import { list, Opaque, Uint, type Value } from "./value.ts";

/** A value of JSON. JSON has one kind of number: a whole one becomes an int, so that `replicas % 2` works. */
export function fromHost(raw: unknown): Value {
	switch (typeof raw) {
		case "string":
		case "boolean":
			return raw;
		case "number":
			return Number.isSafeInteger(raw) ? BigInt(raw) : raw;
		case "bigint":
			return raw;
		case "object":
			if (raw === null) return null;
			if (Array.isArray(raw)) return raw.length < longList ? raw.map(fromHost) : longListOf(raw);
			if (raw instanceof Date) return Timestamp.ofMilliseconds(raw.getTime());
			if (isPlain(raw)) return new JsonMap(raw);
	}
	return fail(`a ${typeof raw} cannot be read`);
}

const longList = 64;
const known = new WeakMap<readonly unknown[], readonly Value[]>();

/** `objects` is one list, however many objects are judged against it: converting it for each would take the square of their number. */
function longListOf(raw: readonly unknown[]): readonly Value[] {
	const before = known.get(raw);
	if (before !== undefined && before.length === raw.length) return before;
	const values = raw.map(fromHost);
	known.set(raw, values);
	return values;
}

function isPlain(raw: object): raw is Record<string, unknown> {
	const prototype: unknown = Object.getPrototypeOf(raw);
	return prototype === null || prototype === Object.prototype;
}

/** What leaves the expression: plain JSON values, except that an int beyond 2^53 stays a bigint. */
export function toHost(value: Value, meter: Meter): unknown {
	if (typeof value === "bigint") return plainInt(value);
	if (value === null || typeof value !== "object") return value;
	if (value instanceof Uint) return plainInt(value.value);
	if (value instanceof Opaque) return value.text;
	if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
	if (list(value)) {
		// A list may hold one list many times: what is small inside may be endless outside.
		meter.spend(value.length);
		return value.map((item) => toHost(item, meter));
	}
	if (value.host !== null) return value.host;
	meter.spend(value.size);
	const entries = value.keys().map((key) => [String(toHost(key, meter)), toHost(value.get(key) ?? null, meter)]);
	return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function plainInt(value: bigint): number | bigint {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}
