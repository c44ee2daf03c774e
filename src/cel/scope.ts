import { fail, type Meter } from "./failure.ts";
import type { Value } from "./value.ts";

/** What one evaluation keeps. */
export interface Frame {
	readonly slots: (Value | undefined)[];
	readonly meter: Meter;
	/** Offset of what was done last, for the sentence of a failure. */
	at: number;
}

export type Run = (frame: Frame) => Value;

interface Shared {
	slots: number;
	readonly read: Set<number>;
}

/** What the names mean at one place of the expression. */
export class Scope {
	readonly names: readonly string[];
	readonly #slots: ReadonlyMap<string, number>;
	readonly #shared: Shared;

	private constructor(slots: ReadonlyMap<string, number>, shared: Shared) {
		this.#slots = slots;
		this.#shared = shared;
		this.names = [...slots.keys()];
	}

	static of(variables: readonly string[]): Scope {
		return new Scope(new Map(variables.map((name, index) => [name, index])), {
			slots: variables.length,
			read: new Set(),
		});
	}

	read(name: string, at: number): Run | null {
		const slot = this.#slots.get(name);
		if (slot === undefined) return null;
		this.#shared.read.add(slot);
		return (frame) => {
			const value = frame.slots[slot];
			if (value !== undefined) return value;
			frame.at = at;
			return fail(`there is no ${name} here`);
		};
	}

	/** A name inside a loop, and the place where the loop puts its value. */
	with(name: string): { scope: Scope; slot: number } {
		const slot = this.#shared.slots++;
		return { scope: new Scope(new Map([...this.#slots, [name, slot]]), this.#shared), slot };
	}

	get slotCount(): number {
		return this.#shared.slots;
	}

	/** What no one reads need not be converted. */
	isRead(slot: number): boolean {
		return this.#shared.read.has(slot);
	}

	has(name: string): boolean {
		return this.#slots.has(name);
	}
}
