/** The values used last, by name. The least recently used are dropped once all together exceed the room; the last two always stay. */
export class Recent<T> {
	readonly #kept = new Map<string, { readonly value: T; readonly size: number }>();
	readonly #room: number;
	#used = 0;

	constructor(room: number) {
		this.#room = room;
	}

	/** Its value, which counts as used now. */
	get(name: string): { readonly value: T } | null {
		const known = this.#kept.get(name);
		if (known === undefined) return null;
		this.#kept.delete(name);
		this.#kept.set(name, known);
		return known;
	}

	/** `name` must not be kept yet. */
	add(name: string, value: T, size: number): void {
		this.#kept.set(name, { value, size });
		this.#used += size;
		for (const [oldest, { size: freed }] of this.#kept) {
			if (this.#used <= this.#room || this.#kept.size <= 2) break;
			this.#kept.delete(oldest);
			this.#used -= freed;
		}
	}
}
