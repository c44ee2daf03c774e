import { emptyListBehind } from "../../cel/empty-list.ts";
import type { Expression } from "../../cel/expression.ts";

export type Expectation =
	| { readonly kind: "met" }
	| { readonly kind: "unmet" }
	/** True, but only because a list is empty. */
	| { readonly kind: "empty"; readonly list: string }
	/** The expression could not be evaluated: no statement about the object. */
	| { readonly kind: "error"; readonly message: string };

/** Only the value true meets an expectation. */
export function expectation(expression: Expression, variables: Readonly<Record<string, unknown>>): Expectation {
	const found = expression.evaluate(variables);
	if (found.kind === "error") return found;
	if (typeof found.value !== "boolean") return { kind: "error", message: "the expectation is neither true nor false" };
	if (!found.value) return { kind: "unmet" };
	const list = emptyListBehind(expression, variables);
	return list === null ? { kind: "met" } : { kind: "empty", list };
}

/** The result of a probe's own message; null without one, or if it is not a string. */
export function messageOf(message: Expression | null, variables: Readonly<Record<string, unknown>>): string | null {
	const found = message?.evaluate(variables);
	return found?.kind === "value" && typeof found.value === "string" && found.value !== "" ? found.value : null;
}

/** An expression in a sentence. */
export function quoted({ source }: Expression): string {
	const line = source.replace(/\s+/g, " ").trim();
	return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
