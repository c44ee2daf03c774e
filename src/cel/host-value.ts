import { fail, type Meter } from "./failure.ts";
import { Timestamp } from "./time.ts";
import { type CelMap, list, Opaque, Uint, type Value } from "./value.ts";

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

/** An object of JSON. A field is converted when it is read, once: most of a large object is never looked at. */
class JsonMap implements CelMap {
	readonly host: Readonly<Record<string, unknown>>;
	#read: Map<string, Value> | undefined;
	#keys: readonly string[] | undefined;

	constructor(host: Readonly<Record<string, unknown>>) {
		this.host = host;
	}

	get size(): number {
		return this.keys().length;
	}

	get(key: Value): Value | undefined {
		// Own fields alone: `constructor` and `__proto__` are names like any other.
		if (typeof key !== "string" || !Object.hasOwn(this.host, key)) return undefined;
		const raw = this.host[key];
		if (typeof raw === "string" || typeof raw === "boolean" || raw === null) return raw;
		if (raw === undefined) return undefined;
		const known = this.#read?.get(key);
		if (known !== undefined) return known;
		const value = fromHost(raw);
		this.#read ??= new Map();
		this.#read.set(key, value);
		return value;
	}

	keys(): readonly string[] {
		this.#keys ??= Object.keys(this.host).filter((key) => this.host[key] !== undefined);
		return this.#keys;
	}
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
		// A list may contain the same list many times: a small value may be endless when expanded.
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
