import { isRecord, type KubeObject } from "./object.ts";

const mostKept = 50_000;

/** Keeps equal parts of many objects once: pods of one template differ in little, and there may be tens of thousands. */
export class Sharing {
	readonly #parts = new Map<string, unknown>();

	object(object: KubeObject): KubeObject {
		return object.kind === "Pod" || object.kind === "ReplicaSet" ? { ...object, ...this.#members(object, 0) } : object;
	}

	#members(value: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
		return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.#share(member, depth + 1)]));
	}

	/** Down to the fields of a container: what is below is taken as a whole. */
	#share(value: unknown, depth: number): unknown {
		if (typeof value === "string") return this.#once(value, value);
		if (typeof value !== "object" || value === null) return value;
		if (depth > 3) return this.#once(JSON.stringify(value), value);
		if (Array.isArray(value)) return value.map((entry) => this.#share(entry, depth + 1));
		return isRecord(value) ? this.#members(value, depth) : value;
	}

	#once(key: string, value: unknown): unknown {
		const kept = this.#parts.get(key);
		if (kept !== undefined && typeof kept === typeof value) return kept;
		if (this.#parts.size < mostKept) this.#parts.set(key, value);
		return value;
	}
}
