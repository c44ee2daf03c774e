import { createContext, Script } from "node:vm";
import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { build } from "./build.ts";
import { type Evaluation, type Expression, ExpressionError } from "./expression.ts";
import { Exhausted, Failure, Meter } from "./failure.ts";
import { fromHost, toHost } from "./host-value.ts";
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

const parser = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, limits: { maxDepth: 100 } });

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
	let tree: ASTNode;
	try {
		tree = parser.parse(source).ast;
	} catch (caught) {
		if (caught instanceof ParseError) throw new ExpressionError(sentence(caught, source), caught.range?.start ?? null);
		if (caught instanceof RangeError) throw new ExpressionError("the expression is nested too deeply", null);
		throw caught;
	}
	try {
		return build(tree, scope);
	} catch (caught) {
		if (caught instanceof RangeError) throw new ExpressionError("the expression is nested too deeply", null);
		throw caught;
	}
}

/** The parser speaks of its tokens; a reader knows characters. */
function sentence(error: ParseError, source: string): string {
	const start = error.range?.start ?? source.length;
	if (error.code === "limit_exceeded") return "the expression is nested too deeply or has too many parts";
	if (start >= source.trimEnd().length) return source.trim() === "" ? "the expression is empty" : "the expression ends too early";
	const found = JSON.stringify(source.slice(start, Math.max(error.range?.end ?? 0, start + 1)));
	if (error.code === "unexpected_token" || error.code === "unexpected_character") return `${found} is not expected here`;
	const wanted = /Expected (\w+), got/.exec(error.summary)?.[1];
	if (wanted !== undefined) return `${names[wanted] ?? wanted.toLowerCase()} is expected here, not ${found}`;
	return error.summary.charAt(0).toLowerCase() + error.summary.slice(1);
}

const names: Readonly<Record<string, string>> = {
	RPAREN: '")"',
	RBRACKET: '"]"',
	RBRACE: '"}"',
	COLON: '":"',
	IDENTIFIER: "a name",
	EOF: "the end",
};

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
