import { fail, type Meter } from "./failure.ts";
import { type Guard, typeOf, type Value } from "./value.ts";

/** One function for arguments of given types. */
export interface Overload {
	readonly name: string;
	/** Called on a receiver, which is its first argument. */
	readonly method: boolean;
	readonly arity: number;
	/** Undefined where the types do not fit. */
	readonly call: (args: readonly Value[], meter: Meter) => Value | undefined;
}

type Guards<T extends readonly unknown[]> = readonly [...{ [Index in keyof T]: Guard<T[Index]> }];
type Work = (args: readonly Value[]) => number;

export function method<T extends readonly Value[]>(
	name: string,
	guards: Guards<T>,
	run: (...args: T) => Value,
	work?: Work,
): Overload {
	return overload(name, true, guards, run, work);
}

export function global<T extends readonly Value[]>(
	name: string,
	guards: Guards<T>,
	run: (...args: T) => Value,
	work?: Work,
): Overload {
	return overload(name, false, guards, run, work);
}

function overload<T extends readonly Value[]>(
	name: string,
	isMethod: boolean,
	guards: Guards<T>,
	run: (...args: T) => Value,
	work: Work = sizes,
): Overload {
	const checks: readonly Guard<unknown>[] = guards;
	const fits = (args: readonly Value[]): args is T => checks.every((guard, index) => guard(args[index]));
	const call = (args: readonly Value[], meter: Meter): Value | undefined => {
		if (!fits(args)) return undefined;
		meter.spend(work(args));
		return run(...args);
	};
	return { name, method: isMethod, arity: guards.length, call };
}

/** Most functions walk once over what they are given. */
function sizes(args: readonly Value[]): number {
	let size = 1;
	for (const arg of args) {
		if (typeof arg === "string") size += arg.length >> 5;
		else if (Array.isArray(arg)) size += arg.length >> 1;
	}
	return size;
}

export function callFirst(overloads: readonly Overload[], args: readonly Value[], meter: Meter): Value {
	for (const candidate of overloads) {
		const value = candidate.call(args, meter);
		if (value !== undefined) return value;
	}
	const [first] = overloads;
	const types = args.map(typeOf);
	if (!first?.method) return fail(`${first?.name ?? "it"}(${types.join(", ")}) is not defined`);
	return fail(`${types[0] ?? ""}.${first.name}(${types.slice(1).join(", ")}) is not defined`);
}
