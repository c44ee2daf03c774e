import { compile } from "../../cel/compile.ts";
import { type Expression, ExpressionError } from "../../cel/expression.ts";
import { type RunBudget, withinRun } from "../../cel/run-budget.ts";
import { readDuration } from "../../model/duration.ts";
import type { Fields } from "../../yaml/fields.ts";
import type { Tree } from "../../yaml/tree.ts";

/** A duration in milliseconds. */
export function durationIn(fields: Fields, name: string): number | null {
	const tree = fields.tree(name);
	if (tree === null) return null;
	const duration = tree.kind === "scalar" && typeof tree.value === "string" ? readDuration(tree.value) : null;
	if (duration === null) throw fields.wrong(name, tree, "must be a duration such as 10s, 5m, 2h or 90d");
	return duration;
}

/** A CEL expression; its errors are reported at the expression. */
export function expressionIn(fields: Fields, name: string, variables: readonly string[], run: RunBudget): Expression | null {
	const tree = fields.tree(name);
	return tree === null ? null : compiled(fields, name, tree, variables, run);
}

/** Compiles an expression nested in a field. */
export function compiled(fields: Fields, name: string, tree: Tree, variables: readonly string[], run: RunBudget): Expression {
	const value = tree.kind === "scalar" ? tree.value : null;
	if (typeof value !== "string" && typeof value !== "boolean") throw fields.wrong(name, tree, "must be a CEL expression");
	try {
		return withinRun(compile(String(value), variables), run);
	} catch (problem) {
		if (!(problem instanceof ExpressionError)) throw problem;
		const at = problem.offset === null ? "" : ` (at character ${problem.offset + 1})`;
		throw fields.fault(`"${name}" of ${fields.what} is not a valid CEL expression: ${problem.message}${at}`, null, tree.place);
	}
}
