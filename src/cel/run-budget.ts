import type { Expression, SharedBudget } from "./expression.ts";
import { Exhausted } from "./failure.ts";

const stepsPerRun = 18_000_000;
const stepsPerObject = 50_000;
/** About two seconds of work, however large the cluster is. */
const maxStepsOfObjects = 20_000_000;

/**
 * The budget of a run for all expressions of its probes file together, so that many that are each within theirs do not add up. It grows
 * with every object that is judged for the first time, up to a limit: all expressions of the real migration together take 19,000 steps for
 * each of its objects, and a simple one takes twenty for each of 20,000 pods.
 */
export class RunBudget implements SharedBudget {
	readonly #seen = new WeakSet<object>();
	#steps: number;
	#stepsOfObjects = 0;

	constructor(steps = stepsPerRun) {
		this.#steps = steps;
	}

	/** Takes an object into account that an expression is evaluated for. */
	meet(object: unknown): void {
		if (typeof object !== "object" || object === null || this.#seen.has(object)) return;
		this.#seen.add(object);
		const more = Math.min(stepsPerObject, maxStepsOfObjects - this.#stepsOfObjects);
		this.#stepsOfObjects += more;
		this.#steps += more;
	}

	spend(steps: number): void {
		this.#steps -= steps;
		if (this.#steps < 0) throw new Exhausted("all expressions together exceed the budget of a run");
	}

	allocate(): void {
		// What one expression leaves behind is released before the next is evaluated.
	}
}

/** The same expression, which also takes from the budget of its run. */
export function withinRun(expression: Expression, run: RunBudget): Expression {
	return {
		source: expression.source,
		quantifiers: expression.quantifiers,
		evaluate(given, shared) {
			run.meet(given.object);
			return expression.evaluate(given, shared === undefined ? run : together(shared, run));
		},
		evaluateEach(all) {
			for (const { object } of all) run.meet(object);
			return expression.evaluateEach(all, run);
		},
	};
}

export function together(one: SharedBudget, other: SharedBudget): SharedBudget {
	return {
		spend(steps) {
			one.spend(steps);
			other.spend(steps);
		},
		allocate(bytes) {
			one.allocate(bytes);
			other.allocate(bytes);
		},
	};
}
