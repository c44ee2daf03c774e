import { fail } from "./failure.ts";

/** What an expression works with. An int is a bigint, a double a number. */
export type Value = null | boolean | bigint | number | string | Uint8Array | readonly Value[] | CelMap | Uint | Opaque;

/** A map of either origin: written in the expression, or an object of JSON that is converted where it is read. */
export interface CelMap {
	readonly size: number;
	get(key: Value): Value | undefined;
	keys(): readonly Value[];
	/** What the host gave, where nothing was computed. */
	readonly host: object | null;
}

export class Uint {
	readonly value: bigint;

	constructor(value: bigint) {
		if (value < 0n || value > 18446744073709551615n) fail("a uint is between 0 and 2^64-1");
		this.value = value;
	}
}

/** A value with a type of its own, which only functions take apart. */
export abstract class Opaque {
	abstract readonly type: string;
	/** Its text for display, and its value outside the expression. */
	abstract readonly text: string;
	abstract equals(other: Opaque): boolean;
}

export class TypeName extends Opaque {
	readonly type = "type";
	readonly text: string;

	constructor(text: string) {
		super();
		this.text = text;
	}

	equals(other: Opaque): boolean {
		return other instanceof TypeName && other.text === this.text;
	}
}

export type Guard<T> = (value: unknown) => value is T;

export const any: Guard<Value> = (value): value is Value => value !== undefined;
export const string: Guard<string> = (value) => typeof value === "string";
export const bool: Guard<boolean> = (value) => typeof value === "boolean";
export const int: Guard<bigint> = (value) => typeof value === "bigint";
export const double: Guard<number> = (value) => typeof value === "number";
export const uint: Guard<Uint> = (value) => value instanceof Uint;
export const bytes: Guard<Uint8Array> = (value) => value instanceof Uint8Array;
export const list: Guard<readonly Value[]> = (value) => Array.isArray(value);
export const map: Guard<CelMap> = (value): value is CelMap =>
	typeof value === "object" && value !== null && "keys" in value && !Array.isArray(value) && !(value instanceof Uint8Array);

export function typeOf(value: Value): string {
	if (value === null) return "null_type";
	switch (typeof value) {
		case "boolean":
			return "bool";
		case "bigint":
			return "int";
		case "number":
			return "double";
		case "string":
			return "string";
	}
	if (list(value)) return "list";
	if (bytes(value)) return "bytes";
	if (value instanceof Uint) return "uint";
	return value instanceof Opaque ? value.type : "map";
}

const minimum = -(2n ** 63n);
const maximum = 2n ** 63n - 1n;

/** Kubernetes stops at 64 bits; a number that wrapped or grew past them is an error. */
export function int64(value: bigint): bigint {
	if (value < minimum || value > maximum) fail("an int is between -2^63 and 2^63-1");
	return value;
}
