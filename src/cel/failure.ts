import type { SharedBudget } from "./expression.ts";

/** Why an expression has no value. Within `&&`, `||`, `all` and `exists` another operand may still decide. */
export class CelFailure extends Error {
	override readonly name = "Failure";
}

/** Too much work. Nothing inside the expression may swallow it. */
export class Exhausted extends Error {
	override readonly name = "Exhausted";
}

export function fail(message: string): never {
	throw new CelFailure(message);
}

export interface Budget {
	/** About one for each operation, element and few dozen characters. */
	readonly steps: number;
	/** Bytes that values made by the expression take, counted as if none were released. */
	readonly bytes: number;
}

/**
 * Counts the work and the memory of an evaluation rather than its time, so that it ends at the same place on every machine. Kubernetes
 * limits its expressions in the same way (https://kubernetes.io/docs/reference/using-api/cel/#resource-constraints). `shared` also counts
 * what several evaluations take together.
 */
export class Meter {
	readonly #budget: Budget;
	readonly #shared: SharedBudget | null;
	#steps: number;
	#bytes: number;

	constructor(budget: Budget, shared: SharedBudget | null = null) {
		this.#budget = budget;
		this.#shared = shared;
		this.#steps = budget.steps;
		this.#bytes = budget.bytes;
	}

	spend(steps: number): void {
		this.#steps -= steps;
		if (this.#steps < 0) throw new Exhausted(`the expression exceeds its budget of ${inWords(this.#budget.steps)} steps`);
		this.#shared?.spend(steps);
	}

	allocate(bytes: number): void {
		this.#bytes -= bytes;
		if (this.#bytes < 0) throw new Exhausted(`the expression exceeds its budget of ${Math.round(this.#budget.bytes / 1e6)} MB`);
		this.#shared?.allocate(bytes);
	}
}

/** The budget of an expression for all the objects that it is evaluated for; with `bytes` where all of its values are kept. */
export function sharedBudget(bytes = Number.POSITIVE_INFINITY): SharedBudget {
	let left = stepsTogether;
	let bytesLeft = bytes;
	return {
		allocate(more) {
			bytesLeft -= more;
			if (bytesLeft < 0)
				throw new Exhausted(`the expression exceeds its budget of ${Math.round(bytes / 1e6)} MB for all objects together`);
		},
		spend(steps) {
			left -= steps;
			if (left < 0)
				throw new Exhausted(`the expression exceeds its budget of ${inWords(stepsTogether)} steps for all objects together`);
		},
	};
}

const stepsTogether = 10_000_000;

function inWords(steps: number): string {
	return steps.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
