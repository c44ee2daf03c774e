import { build } from "./build.ts";
import { type Evaluation, type Expression, ExpressionError, type SharedBudget } from "./expression.ts";
import { type Budget, CelFailure, Exhausted, Meter, sharedBudget } from "./failure.ts";
import { fromHost, toHost } from "./host-value.ts";
import { parse } from "./parser.ts";
import { type Quantifier, quantifiersOf } from "./quantifiers.ts";
import { together } from "./run-budget.ts";
import { type Frame, type Run, Scope } from "./scope.ts";
import type { Syntax } from "./syntax.ts";

export interface Limits extends Budget {
	/** UTF-16 units of the source. */
	readonly length: number;
}

const standard: Limits = { steps: 2_000_000, bytes: 64_000_000, length: 4096 };

type Variables = Readonly<Record<string, unknown>>;

/** Templates and lists repeat their expressions for each service. Expressions have no state, so that one can be shared. */
const known = new Map<string, Expression>();
const maxKnown = 5_000;

/** Throws an ExpressionError where the source is not an expression over the given variables. */
export function compile(source: string, variables: readonly string[], limits: Partial<Limits> = {}): Expression {
	if (Object.keys(limits).length > 0) return compileUncached(source, variables, { ...standard, ...limits });
	const key = `${variables.join(",")} ${source}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const expression = compileUncached(source, variables, standard);
	if (known.size >= maxKnown) known.clear();
	known.set(key, expression);
	return expression;
}

function compileUncached(source: string, variables: readonly string[], limit: Limits): Expression {
	if (source.length > limit.length)
		throw new ExpressionError(`the expression has ${source.length} characters; ${limit.length} is the most`, limit.length);
	const scope = Scope.of(variables);
	const { syntax, run } = understand(source, scope);
	let known: readonly Quantifier[] | null = null;
	const quantifiers = (): readonly Quantifier[] => {
		known ??= quantifiersOf(syntax, source);
		return known;
	};
	const evaluate = (given: Variables, shared?: SharedBudget): Evaluation =>
		evaluateOnce(run, scope, variables, given, new Meter(limit, shared));
	const evaluateEach = (all: readonly Variables[], run?: SharedBudget): Evaluation[] => {
		const own = sharedBudget();
		const shared = run === undefined ? own : together(own, run);
		return all.map((given) => evaluate(given, shared));
	};
	return { source, quantifiers, evaluate, evaluateEach };
}

function understand(source: string, scope: Scope): { readonly syntax: Syntax; readonly run: Run } {
	try {
		const syntax = parse(source);
		return { syntax, run: build(syntax, scope) };
	} catch (caught) {
		if (caught instanceof RangeError) throw new ExpressionError("the expression is nested too deeply", null);
		throw caught;
	}
}

function evaluateOnce(run: Run, scope: Scope, names: readonly string[], given: Variables, meter: Meter): Evaluation {
	const frame: Frame = { slots: new Array(scope.slotCount), meter, at: 0 };
	try {
		for (let slot = 0; slot < names.length; slot++) {
			const name = names[slot] ?? "";
			if (scope.isRead(slot) && Object.hasOwn(given, name) && given[name] !== undefined)
				frame.slots[slot] = fromHost(given[name]);
		}
		return { kind: "value", value: toHost(run(frame), meter) };
	} catch (caught) {
		if (caught instanceof CelFailure) return { kind: "error", message: `${caught.message} (at character ${frame.at + 1})` };
		if (caught instanceof Exhausted) return { kind: "error", message: caught.message };
		if (caught instanceof RangeError) return { kind: "error", message: "the values are nested too deeply or grow too large" };
		return { kind: "error", message: caught instanceof Error ? caught.message : "the expression failed" };
	}
}
