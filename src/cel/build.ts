import { ExpressionError } from "./expression.ts";
import { CelFailure, fail } from "./failure.ts";
import { library, namespaces } from "./library.ts";
import { isInt, literal } from "./literal.ts";
import { macroFor } from "./macros.ts";
import { MadeMap } from "./map.ts";
import { add, compare, contains, divide, equal, multiply, negate, remainder, subtract } from "./operators.ts";
import { Optional, optionalField } from "./optional.ts";
import { callFirst, type Overload } from "./overload.ts";
import { isPatternFunction, readPattern, requirePatterns } from "./pattern.ts";
import type { Frame, Run, Scope } from "./scope.ts";
import type { Syntax } from "./syntax.ts";
import { unknownFunction, unknownName } from "./unknown.ts";
import { list, map, TypeName, typeOf, Uint, type Value } from "./value.ts";

/** Compiles the syntax tree to functions once, so that an evaluation repeats no constant work. */
export function build(node: Syntax, scope: Scope): Run {
	switch (node.op) {
		case "value":
			return literal(node.args, node.start);
		case "id":
			return name(node.args, node, scope);
		case ".":
			return select(node, scope);
		case ".?": {
			const object = build(node.args[0], scope);
			const field = node.args[1];
			return (frame) => {
				frame.meter.spend(1);
				return optionalField(object(frame), field);
			};
		}
		case "[]":
			return binary(node, scope, (object, key) => element(object, key));
		case "[?]":
			return binary(node, scope, (object, key) => optionalField(object, key));
		case "list": {
			const items = node.args.map((item) => build(item, scope));
			return (frame) => {
				frame.meter.spend(items.length);
				frame.meter.allocate(16 + items.length * 32);
				return items.map((item) => item(frame));
			};
		}
		case "map": {
			const entries = node.args.map(([key, value]) => [build(key, scope), build(value, scope)] as const);
			return (frame) => {
				frame.meter.spend(entries.length * 2);
				frame.meter.allocate(64 + entries.length * 128);
				return new MadeMap(entries.map(([key, value]) => [key(frame), value(frame)] as const));
			};
		}
		case "?:": {
			const [condition, yes, no] = node.args.map((part) => build(part, scope));
			if (!condition || !yes || !no) throw new ExpressionError("the condition has a branch too few", node.start);
			return (frame) => {
				frame.meter.spend(1);
				return truth(condition(frame)) ? yes(frame) : no(frame);
			};
		}
		case "&&":
			return decide(node.args, scope, false);
		case "||":
			return decide(node.args, scope, true);
		case "!_": {
			const operand = build(node.args, scope);
			return (frame) => {
				frame.meter.spend(1);
				return !truth(operand(frame));
			};
		}
		case "-_":
			return negative(node.args, scope);
		case "call":
			return call(node, node.args[0], null, node.args[1], scope);
		case "rcall":
			return call(node, node.args[0], node.args[1], node.args[2], scope);
		case "==":
			return binary(node, scope, (a, b, frame) => equal(a, b, frame.meter));
		case "!=":
			return binary(node, scope, (a, b, frame) => !equal(a, b, frame.meter));
		case "<":
			return binary(node, scope, (a, b, frame) => compare(a, b, frame.meter) < 0);
		case "<=":
			return binary(node, scope, (a, b, frame) => compare(a, b, frame.meter) <= 0);
		case ">":
			return binary(node, scope, (a, b, frame) => compare(a, b, frame.meter) > 0);
		case ">=":
			return binary(node, scope, (a, b, frame) => compare(a, b, frame.meter) >= 0);
		case "in":
			return binary(node, scope, (a, b, frame) => contains(a, b, frame.meter));
		case "+":
			return binary(node, scope, (a, b, frame) => add(a, b, frame.meter));
		case "-":
			return binary(node, scope, subtract);
		case "*":
			return binary(node, scope, multiply);
		case "/":
			return binary(node, scope, divide);
		case "%":
			return binary(node, scope, remainder);
	}
}

/** -9223372036854775808 is an int, though its digits alone are not. */
function negative(operand: Syntax, scope: Scope): Run {
	if (operand.op === "value" && isInt(operand.args, 2n ** 63n)) return () => -(2n ** 63n);
	const run = build(operand, scope);
	return (frame) => {
		frame.meter.spend(1);
		return negate(run(frame));
	};
}

const typeNames = new Set([
	"optional_type",
	"bool",
	"bytes",
	"double",
	"int",
	"list",
	"map",
	"null_type",
	"string",
	"type",
	"uint",
]);

function name(identifier: string, node: Syntax, scope: Scope): Run {
	const read = scope.read(identifier, node.start);
	if (read) return read;
	if (!typeNames.has(identifier)) throw unknownName(identifier, node.start, scope.names);
	const type = new TypeName(identifier);
	return () => type;
}

const longTypeNames = new Set(["google.protobuf.Timestamp", "google.protobuf.Duration"]);

function select(node: Syntax & { readonly args: readonly [Syntax, string] }, scope: Scope): Run {
	const [object, field] = node.args;
	const path = dotted(node);
	if (path !== null && longTypeNames.has(path) && !scope.has("google")) {
		const type = new TypeName(path);
		return () => type;
	}
	const run = build(object, scope);
	const at = node.pos;
	return (frame) => {
		const value = run(frame);
		frame.meter.spend(1);
		frame.at = at;
		return member(value, field);
	};
}

function dotted(node: Syntax): string | null {
	if (node.op === "id") return node.args;
	if (node.op !== ".") return null;
	const left = dotted(node.args[0]);
	return left === null ? null : `${left}.${node.args[1]}`;
}

function member(object: Value, field: string): Value {
	if (object instanceof Optional) return optionalField(object, field);
	if (!map(object)) return fail(`a ${typeOf(object)} has no field ${JSON.stringify(field)}`);
	const value = object.get(field);
	return value === undefined ? fail(`there is no field ${JSON.stringify(field)}`) : value;
}

function element(object: Value, key: Value): Value {
	if (object instanceof Optional) return optionalField(object, key);
	if (map(object)) {
		const value = object.get(key);
		return value === undefined ? fail(`there is no key ${typeof key === "string" ? JSON.stringify(key) : typeOf(key)}`) : value;
	}
	if (!list(object)) return fail(`a ${typeOf(object)} has no elements`);
	const index = key instanceof Uint ? key.value : key;
	if (typeof index !== "bigint" && !(typeof index === "number" && Number.isInteger(index)))
		return fail(`the index of a list is an int, not a ${typeOf(key)}`);
	const item = index < 0 ? undefined : object[Number(index)];
	return item === undefined ? fail(`the list has ${object.length} elements, there is none at ${index}`) : item;
}

type Operation = (a: Value, b: Value, frame: Frame) => Value;

function binary(node: Syntax & { args: readonly [Syntax, Syntax] }, scope: Scope, operation: Operation): Run {
	const left = build(node.args[0], scope);
	const right = build(node.args[1], scope);
	const at = node.pos;
	return (frame) => {
		const a = left(frame);
		const b = right(frame);
		frame.meter.spend(1);
		frame.at = at;
		return operation(a, b, frame);
	};
}

function truth(value: Value): boolean {
	return typeof value === "boolean" ? value : fail(`a condition is true or false, not a ${typeOf(value)}`);
}

/** Either operand may decide, also where the other one fails. */
function decide(operands: readonly [Syntax, Syntax], scope: Scope, deciding: boolean): Run {
	const left = build(operands[0], scope);
	const right = build(operands[1], scope);
	return (frame) => {
		frame.meter.spend(1);
		let failure: CelFailure | null = null;
		let at = 0;
		try {
			if (truth(left(frame)) === deciding) return deciding;
		} catch (caught) {
			if (!(caught instanceof CelFailure)) throw caught;
			failure = caught;
			at = frame.at;
		}
		const last = truth(right(frame));
		if (failure === null || last === deciding) return last;
		frame.at = at;
		throw failure;
	};
}

function call(node: Syntax, called: string, receiver: Syntax | null, args: readonly Syntax[], scope: Scope): Run {
	const space = receiver?.op === "id" && !scope.has(receiver.args) && namespaces.has(receiver.args) ? receiver.args : null;
	const full = space === null ? called : `${space}.${called}`;
	const on = space === null ? receiver : null;
	const macro = macroFor(full, on !== null, args.length);
	if (macro) return macro({ node, receiver: on, args, scope, build });
	const operands = on === null ? args : [on, ...args];
	const overloads = library.get(`${on === null ? "" : "."}${full}/${operands.length}`);
	if (!overloads) throw unknownFunction(full, on !== null, args.length, node);
	const runs = operands.map((operand) => build(operand, scope));
	const at = on === null ? node.start : on.end;
	if (isPatternFunction(full)) {
		requirePatterns();
		const pattern = operands[1];
		if (pattern?.op === "value" && typeof pattern.args === "string") checkPattern(pattern.args, pattern.start);
	}
	return invoke(overloads, runs, at);
}

function invoke(overloads: readonly Overload[], runs: readonly Run[], at: number): Run {
	return (frame) => {
		const values = runs.map((run) => run(frame));
		frame.at = at;
		return callFirst(overloads, values, frame.meter);
	};
}

/** A pattern that is written out is refused at once, not at the first object. */
function checkPattern(pattern: string, offset: number): void {
	try {
		readPattern(pattern);
	} catch (caught) {
		throw caught instanceof CelFailure ? new ExpressionError(caught.message, offset) : caught;
	}
}
