import { ExpressionError } from "./expression.ts";
import { CelFailure, fail } from "./failure.ts";
import { MadeMap } from "./map.ts";
import { none, Optional } from "./optional.ts";
import type { Frame, Run, Scope } from "./scope.ts";
import type { Syntax } from "./syntax.ts";
import { list, map, typeOf, type Value } from "./value.ts";

/** A call whose arguments are not values: they are evaluated per element, or only when needed. */
export interface MacroCall {
	readonly node: Syntax;
	readonly receiver: Syntax | null;
	readonly args: readonly Syntax[];
	readonly scope: Scope;
	readonly build: (node: Syntax, scope: Scope) => Run;
}

type Macro = (call: MacroCall) => Run;

const quantifiers: Readonly<Record<string, (loop: Loop) => Run>> = { all, exists, exists_one: existsOne, existsOne };

const macros = new Map<string, Macro>([
	["has/1", has],
	["cel.bind/3", bind],
	...Object.entries(quantifiers).flatMap(([name, run]): [string, Macro][] => [
		[`.${name}/3`, (call) => run(loopOf(call, 1, 1))],
		[`.${name}/4`, (call) => run(loopOf(call, 2, 2))],
	]),
	[".filter/3", (call) => filter(loopOf(call, 1, 1))],
	[".map/3", (call) => collect(loopOf(call, 1, 1), null)],
	[".map/4", (call) => mapWhere(call, 1)],
	[".transformList/4", (call) => collect(loopOf(call, 2, 2), null)],
	[".transformList/5", (call) => mapWhere(call, 2)],
	[".transformMap/4", (call) => transformMap(loopOf(call, 2, 2), null)],
	[".transformMap/5", (call) => transformMap(loopOf(call, 2, 3), loopOf(call, 2, 2))],
	[".optMap/3", (call) => optionalMap(call, (value) => new Optional(value))],
	[".optFlatMap/3", (call) => optionalMap(call, (value) => value)],
	[".or/2", (call) => alternative(call, (optional) => optional, true)],
	[".orValue/2", (call) => alternative(call, (optional) => optional.value ?? null, false)],
]);

export const macroNames: readonly string[] = [...macros.keys()];

export function macroFor(name: string, method: boolean, args: number): Macro | undefined {
	return macros.get(method ? `.${name}/${args + 1}` : `${name}/${args}`);
}

interface Loop {
	readonly over: Run;
	readonly slots: readonly number[];
	readonly body: Run;
	readonly at: number;
}

/** Every loop of one call uses the same names, but slots of its own; `names` puts the values into both. */
function loopOf(call: MacroCall, names: number, bodyIndex: number): Loop {
	const { receiver, build } = call;
	if (receiver === null) throw new ExpressionError("a loop needs a list", call.node.start);
	const { scope, slots } = inner(call, names);
	const body = call.args[bodyIndex];
	if (!body) throw new ExpressionError("a loop needs a condition", call.node.start);
	return { over: build(receiver, call.scope), slots, body: build(body, scope), at: receiver.end };
}

function inner(call: MacroCall, names: number): { scope: Scope; slots: number[] } {
	let scope = call.scope;
	const slots: number[] = [];
	const seen = new Set<string>();
	for (const node of call.args.slice(0, names)) {
		if (node.op !== "id") throw new ExpressionError("a loop starts with a name, as in list.all(item, …)", node.start);
		if (seen.has(node.args)) throw new ExpressionError(`the name ${node.args} is used twice`, node.start);
		seen.add(node.args);
		const next = scope.with(node.args);
		scope = next.scope;
		slots.push(next.slot);
	}
	return { scope, slots };
}

/**
 * Visits the elements of a list or the keys of a map until one visit returns true.
 * With two names these are index and element, or key and value.
 */
function each(loop: Loop, frame: Frame, visit: (first: Value, second: Value) => boolean): void {
	const over = loop.over(frame);
	const pairs = loop.slots.length === 2;
	const [one = 0, two = one] = loop.slots;
	const isList = list(over);
	if (!isList && !map(over)) {
		frame.at = loop.at;
		fail(`a loop goes over a list or a map, not over a ${typeOf(over)}`);
	}
	const items: readonly Value[] = isList ? over : over.keys();
	if (!isList) frame.meter.spend(items.length >> 3);
	for (let index = 0; index < items.length; index++) {
		frame.meter.spend(1);
		const item = items[index] ?? null;
		const second = pairs && !isList ? (over.get(item) ?? null) : item;
		const first = pairs && isList ? BigInt(index) : item;
		frame.slots[one] = first;
		frame.slots[two] = second;
		if (visit(first, second)) return;
	}
}

function set(loop: Loop, frame: Frame, first: Value, second: Value): void {
	const [one, two] = loop.slots;
	if (one !== undefined) frame.slots[one] = first;
	if (two !== undefined) frame.slots[two] = second;
}

function condition(value: Value): boolean {
	return typeof value === "boolean" ? value : fail(`a condition is true or false, not a ${typeOf(value)}`);
}

function all(loop: Loop): Run {
	return (frame) => quantify(loop, frame, false);
}

function exists(loop: Loop): Run {
	return (frame) => quantify(loop, frame, true);
}

/** One decisive element is enough, even if others fail. */
function quantify(loop: Loop, frame: Frame, deciding: boolean): boolean {
	let failure: CelFailure | null = null;
	let at = 0;
	let decided = false;
	each(loop, frame, () => {
		try {
			decided = condition(loop.body(frame)) === deciding;
		} catch (caught) {
			if (!(caught instanceof CelFailure)) throw caught;
			if (failure === null) at = frame.at;
			failure ??= caught;
		}
		return decided;
	});
	if (decided) return deciding;
	if (failure === null) return !deciding;
	frame.at = at;
	throw failure;
}

function existsOne(loop: Loop): Run {
	return (frame) => {
		let found = 0;
		each(loop, frame, () => {
			if (condition(loop.body(frame))) found++;
			return false;
		});
		return found === 1;
	};
}

function filter(loop: Loop): Run {
	return (frame) => {
		const kept: Value[] = [];
		each(loop, frame, (item) => {
			if (condition(loop.body(frame))) {
				frame.meter.allocate(16);
				kept.push(item);
			}
			return false;
		});
		return kept;
	};
}

function isSelected(where: Loop | null, frame: Frame, first: Value, second: Value): boolean {
	if (where === null) return true;
	set(where, frame, first, second);
	return condition(where.body(frame));
}

function collect(loop: Loop, where: Loop | null): Run {
	return (frame) => {
		const made: Value[] = [];
		each(loop, frame, (first, second) => {
			if (isSelected(where, frame, first, second)) {
				frame.meter.allocate(24);
				made.push(loop.body(frame));
			}
			return false;
		});
		return made;
	};
}

function mapWhere(call: MacroCall, names: number): Run {
	return collect(loopOf(call, names, names + 1), loopOf(call, names, names));
}

function transformMap(loop: Loop, where: Loop | null): Run {
	return (frame) => {
		const made: [Value, Value][] = [];
		each(loop, frame, (first, second) => {
			if (isSelected(where, frame, first, second)) {
				frame.meter.allocate(192);
				made.push([first, loop.body(frame)]);
			}
			return false;
		});
		return new MadeMap(made);
	};
}

/** Whether the last field is there. That the fields before it are there is not asked, so a gap is an error. */
function has(call: MacroCall): Run {
	const [field] = call.args;
	if (field?.op === ".?") return hasOptional(call.build(field, call.scope));
	if (field?.op !== ".") throw new ExpressionError("has() asks for a field, as in has(object.spec.replicas)", call.node.start);
	const [object, name] = field.args;
	const run = call.build(object, call.scope);
	const at = field.pos;
	return (frame) => {
		const value = run(frame);
		frame.meter.spend(1);
		frame.at = at;
		if (value instanceof Optional) return map(value.value) && value.value.get(name) !== undefined;
		return map(value) ? value.get(name) !== undefined : fail(`a ${typeOf(value)} has no field ${JSON.stringify(name)}`);
	};
}

function hasOptional(run: Run): Run {
	return (frame) => {
		const value = run(frame);
		return value instanceof Optional && value.value !== undefined;
	};
}

function bind(call: MacroCall): Run {
	const [, initial, body] = call.args;
	const { scope, slots } = inner(call, 1);
	const [slot] = slots;
	if (!initial || !body || slot === undefined) throw new ExpressionError("cel.bind(name, value, expression)", call.node.start);
	const value = call.build(initial, call.scope);
	const run = call.build(body, scope);
	return (frame) => {
		frame.meter.spend(1);
		frame.slots[slot] = value(frame);
		return run(frame);
	};
}

function optionalMap(call: MacroCall, wrap: (value: Value) => Value): Run {
	const loop = loopOf(call, 1, 1);
	return (frame) => {
		frame.meter.spend(1);
		const optional = asOptional(loop.over(frame));
		if (optional.value === undefined) return none;
		set(loop, frame, optional.value, optional.value);
		return wrap(loop.body(frame));
	};
}

function alternative(call: MacroCall, present: (optional: Optional) => Value, isOptional: boolean): Run {
	const [other] = call.args;
	if (!call.receiver || !other) throw new ExpressionError("an alternative is missing", call.node.start);
	const first = call.build(call.receiver, call.scope);
	const second = call.build(other, call.scope);
	return (frame) => {
		frame.meter.spend(1);
		const optional = asOptional(first(frame));
		if (optional.value !== undefined) return present(optional);
		const value = second(frame);
		return isOptional ? asOptional(value) : value;
	};
}

function asOptional(value: Value): Optional {
	return value instanceof Optional ? value : fail(`this needs an optional such as object.?field, not a ${typeOf(value)}`);
}
