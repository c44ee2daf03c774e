import type { Quantifier } from "./quantifiers.ts";

/** A CEL expression that was compiled. */
export interface Expression {
	readonly source: string;
	/** Its quantifiers, outermost first. Those inside a loop depend on the loop's elements and are left out. */
	readonly quantifiers: () => readonly Quantifier[];
	/** Takes the values of the variables, such as `object`: JSON values. */
	readonly evaluate: (variables: Readonly<Record<string, unknown>>, shared?: SharedBudget) => Evaluation;
	/** The same for each of many objects, which share a budget besides that of each. */
	readonly evaluateEach: (all: readonly Readonly<Record<string, unknown>>[], shared?: SharedBudget) => Evaluation[];
}

/** Work that several evaluations may take together, besides the budget of each. */
export interface SharedBudget {
	/** Throws where no budget is left. */
	spend(steps: number): void;
	/** The same for memory that stays in use after the evaluation. */
	allocate(bytes: number): void;
}

/** Never throws: any error is a result, and never `true`. */
export type Evaluation =
	| { readonly kind: "value"; readonly value: unknown }
	/** A missing field, a wrong type, a division by zero, too much work: in words. */
	| { readonly kind: "error"; readonly message: string };

export class ExpressionError extends Error {
	override readonly name = "ExpressionError";
	/** Offset into the source; null where it is not known. */
	readonly offset: number | null;

	constructor(message: string, offset: number | null) {
		super(message);
		this.offset = offset;
	}
}
