import { createContext, Script } from "node:vm";
import { build } from "./build.ts";
import { type Evaluation, type Expression, ExpressionError } from "./expression.ts";
import { Exhausted, Failure, Meter } from "./failure.ts";
import { fromHost, toHost } from "./host-value.ts";
import { parse } from "./parser.ts";
import { type Frame, type Run, Scope } from "./scope.ts";

export interface Limits {
	/** Work per evaluation: about one for each call, turn of a loop, and few dozen characters. */
	readonly steps: number;
	/** For an evaluation that matches patterns whose work cannot be counted. */
	readonly milliseconds: number;
	/** UTF-16 units of the source. */
	readonly length: number;
}

const standard: Limits = { steps: 1_000_000, milliseconds: 250, length: 4096 };

type Variables = Readonly<Record<string, unknown>>;

/** Templates and lists repeat their expressions for each service. They have no state, so that one stands for all. */
const known = new Map<string, Expression>();
const mostKnown = 5_000;

/** Throws an ExpressionError where the source is not an expression over the given variables. */
export function compile(source: string, variables: readonly string[], limits: Partial<Limits> = {}): Expression {
	if (Object.keys(limits).length > 0) return compileAnew(source, variables, { ...standard, ...limits });
	const key = `${variables.join(",")} ${source}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const expression = compileAnew(source, variables, standard);
	if (known.size >= mostKnown) known.clear();
	known.set(key, expression);
	return expression;
}

function compileAnew(source: string, variables: readonly string[], limit: Limits): Expression {
	if (source.length > limit.length)
		throw new ExpressionError(`the expression has ${source.length} characters; ${limit.length} is the most`, limit.length);
	const scope = Scope.of(variables);
	const run = understand(source, scope);
	const evaluate = (given: Variables): Evaluation => evaluateOnce(run, scope, variables, given, limit.steps);
	if (!scope.watch) return { source, evaluate, evaluateEach: (all) => all.map(evaluate) };
	const evaluateEach = (all: readonly Variables[]): Evaluation[] => evaluateInTime(evaluate, all, limit.milliseconds);
	const evaluateOne = (given: Variables): Evaluation => evaluateEach([given])[0] ?? tooLong;
	return { source, evaluate: evaluateOne, evaluateEach };
}

function understand(source: string, scope: Scope): Run {
	try {
		return build(parse(source), scope);
	} catch (caught) {
		if (caught instanceof RangeError) throw new ExpressionError("the expression is nested too deeply", null);
		throw caught;
	}
}

function evaluateOnce(run: Run, scope: Scope, names: readonly string[], given: Variables, steps: number): Evaluation {
	const meter = new Meter(steps);
	const frame: Frame = { slots: new Array(scope.slotCount), meter, at: 0 };
	try {
		for (let slot = 0; slot < names.length; slot++) {
			const name = names[slot] ?? "";
			if (scope.isRead(slot) && Object.hasOwn(given, name) && given[name] !== undefined)
				frame.slots[slot] = fromHost(given[name]);
		}
		return { kind: "value", value: toHost(run(frame), meter) };
	} catch (caught) {
		if (caught instanceof Failure) return { kind: "error", message: `${caught.message} (at character ${frame.at + 1})` };
		if (caught instanceof Exhausted) return { kind: "error", message: caught.message };
		if (caught instanceof RangeError) return { kind: "error", message: "the values are nested too deeply or grow too large" };
		return { kind: "error", message: caught instanceof Error ? caught.message : "the expression failed" };
	}
}

const tooLong: Evaluation = { kind: "error", message: "the expression takes too long" };

interface Watched {
	work: () => void;
}

let watched: Watched | undefined;
const script = new Script("work()");

/** One watch for all objects: starting it costs more than evaluating most expressions. */
function evaluateInTime(
	evaluate: (given: Variables) => Evaluation,
	all: readonly Variables[],
	milliseconds: number,
): Evaluation[] {
	const done: Evaluation[] = [];
	watched ??= newWatch();
	watched.work = () => {
		for (const given of all) done.push(evaluate(given));
	};
	try {
		script.runInContext(watched, { timeout: milliseconds + all.length });
	} catch (caught) {
		// The error is of the context's own Error.
		const stopped =
			typeof caught === "object" && caught !== null && "code" in caught && caught.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
		if (!stopped) throw caught;
	} finally {
		watched.work = () => {};
	}
	return all.map((_, index) => done[index] ?? tooLong);
}

function newWatch(): Watched {
	const watch: Watched = { work: () => {} };
	createContext(watch);
	return watch;
}
