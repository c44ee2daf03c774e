/** Why an expression has no value. Within `&&`, `||`, `all` and `exists` another operand may still decide. */
export class Failure extends Error {
	override readonly name = "Failure";
}

/** Too much work. Nothing inside the expression may swallow it. */
export class Exhausted extends Error {
	override readonly name = "Exhausted";
}

export function fail(message: string): never {
	throw new Failure(message);
}

/** Counts the work of one evaluation, so that a loop in a loop ends at the same place on every machine. */
export class Meter {
	#left: number;

	constructor(steps: number) {
		this.#left = steps;
	}

	spend(steps: number): void {
		this.#left -= steps;
		if (this.#left < 0) throw new Exhausted("the expression takes too much work");
	}
}
