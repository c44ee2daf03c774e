import { fail } from "./failure.ts";
import { list, map, Opaque, type Value } from "./value.ts";

/** A value that may be missing. */
export class Optional extends Opaque {
	readonly type = "optional_type";
	readonly value: Value | undefined;

	constructor(value: Value | undefined) {
		super();
		this.value = value;
	}

	get text(): string {
		return this.value === undefined ? "optional.none()" : "optional.of(…)";
	}

	/** Nothing equals nothing; two values are compared where the work is counted. */
	equals(other: Opaque): boolean {
		return other instanceof Optional && other.value === this.value;
	}
}

export const none = new Optional(undefined);

/** `object.?field` and `object[?key]`: nothing where there is no such field. */
export function optionalField(object: Value, key: Value): Value {
	const from = object instanceof Optional ? object.value : object;
	if (from === undefined) return none;
	if (map(from)) {
		const value = from.get(key);
		return value === undefined ? none : new Optional(value);
	}
	if (list(from) && (typeof key === "bigint" || typeof key === "number")) {
		const value = key < 0 ? undefined : from[Number(key)];
		return value === undefined ? none : new Optional(value);
	}
	return fail("an optional field is read from a map or a list");
}
