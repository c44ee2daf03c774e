import { fail } from "./failure.ts";
import { type CelMap, Uint, type Value } from "./value.ts";

/** A map that the expression made. */
export class MadeMap implements CelMap {
	readonly host = null;
	readonly #entries = new Map<string | bigint | boolean, Value>();
	readonly #keys: Value[] = [];

	constructor(entries: Iterable<readonly [Value, Value]>) {
		for (const [key, value] of entries) {
			const normal = normalKey(key);
			if (normal === undefined || typeof key === "number") fail("a key of a map is a string, an int, a uint or a bool");
			if (this.#entries.has(normal)) fail(`the key ${String(normal)} is in the map twice`);
			this.#entries.set(normal, value);
			this.#keys.push(key);
		}
	}

	get size(): number {
		return this.#keys.length;
	}

	get(key: Value): Value | undefined {
		const normal = normalKey(key);
		return normal === undefined ? undefined : this.#entries.get(normal);
	}

	keys(): readonly Value[] {
		return this.#keys;
	}
}

/** 1, 1u and 1.0 are one key. */
function normalKey(key: Value): string | bigint | boolean | undefined {
	if (typeof key === "string" || typeof key === "boolean" || typeof key === "bigint") return key;
	if (key instanceof Uint) return key.value;
	return typeof key === "number" && Number.isInteger(key) ? BigInt(key) : undefined;
}
