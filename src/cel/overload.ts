import { fail, type Meter } from "./failure.ts";
import { type Guard, list, map, typeOf, type Value } from "./value.ts";

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
		const value = run(...args);
		meter.allocate(bytesOf(value));
		return value;
	};
	return { name, method: isMethod, arity: guards.length, call };
}

/** A function that counts its work itself. */
export function metered<T extends readonly Value[]>(
	name: string,
	isMethod: boolean,
	guards: Guards<T>,
	run: (meter: Meter, ...args: T) => Value,
): Overload {
	const checks: readonly Guard<unknown>[] = guards;
	const fits = (args: readonly Value[]): args is T => checks.every((guard, index) => guard(args[index]));
	const call = (args: readonly Value[], meter: Meter): Value | undefined => {
		if (!fits(args)) return undefined;
		const value = run(meter, ...args);
		meter.allocate(bytesOf(value));
		return value;
	};
	return { name, method: isMethod, arity: guards.length, call };
}

/** Most functions walk once over what they are given. */
function sizes(args: readonly Value[]): number {
	let size = 1;
	for (const arg of args) {
		if (typeof arg === "string" || arg instanceof Uint8Array) size += arg.length >> 5;
		else if (Array.isArray(arg)) size += arg.length >> 1;
	}
	return size;
}

/** A searched text is compared with the pattern at each place, in the worst case to its end. */
export function searchWork(args: readonly Value[]): number {
	const [text, part] = args;
	const length = typeof text === "string" ? text.length : 0;
	const partLength = typeof part === "string" ? part.length : 0;
	return sizes(args) + (length >> 2) + Math.ceil((length * partLength) / 128);
}

/** Bytes of a value itself, without those of what it holds: these were counted when they were made. */
function bytesOf(value: Value): number {
	if (typeof value === "string") return value.length * 2;
	if (typeof value === "bigint") return 24;
	if (typeof value !== "object" || value === null) return 0;
	if (value instanceof Uint8Array) return value.length;
	if (list(value)) return 16 + value.length * 32;
	return map(value) && value.host === null ? 64 + value.size * 128 : 64;
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
