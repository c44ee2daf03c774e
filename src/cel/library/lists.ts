import { fail, Meter } from "../failure.ts";
import { add, compare, equal } from "../operators.ts";
import { global, method, type Overload } from "../overload.ts";
import { Duration } from "../time.ts";
import { any, int, list, type Value } from "../value.ts";

/** The work of these functions is counted in advance, so that the functions that they call need not count again. */
const free = new Meter({ steps: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY });

function extreme(items: readonly Value[], sign: number): Value {
	const [first, ...rest] = items;
	if (first === undefined) return fail("an empty list has no smallest or largest element");
	return rest.reduce((best, item) => (sign * compare(item, best, free) > 0 ? item : best), first);
}

function isSorted(items: readonly Value[]): boolean {
	return items.every((item, index) => index === 0 || compare(items[index - 1] ?? null, item, free) <= 0);
}

function sum(items: readonly Value[]): Value {
	const [first, ...rest] = items;
	if (first === undefined) return 0n;
	if (typeof first === "string" || list(first)) return fail("only numbers and durations have a sum");
	if (typeof first !== "bigint" && typeof first !== "number" && !(first instanceof Duration)) return add(first, first, free);
	return rest.reduce(addNumbers, first);
}

/** JSON has 1 and 1.5 in one list; as elsewhere with numbers, the double wins. */
function addNumbers(a: Value, b: Value): Value {
	if (typeof a === "number" && typeof b === "bigint") return a + Number(b);
	if (typeof a === "bigint" && typeof b === "number") return Number(a) + b;
	return add(a, b, free);
}

function distinct(items: readonly Value[]): Value {
	const kept: Value[] = [];
	for (const item of items) if (!kept.some((other) => equal(item, other, free))) kept.push(item);
	return kept;
}

function slice(items: readonly Value[], from: bigint, to: bigint): Value {
	if (from < 0n || to < from || to > items.length) return fail(`the part from ${from} to ${to} is outside of the list`);
	return items.slice(Number(from), Number(to));
}

function flatten(items: readonly Value[], depth: bigint): Value {
	if (depth < 0n) return fail("a list is flattened to a depth of 0 or more");
	let flat = items;
	for (let level = 0n; level < depth && flat.some(list); level++) {
		flat = flat.flatMap((item) => (list(item) ? item : [item]));
		if (flat.length > 100_000) return fail("the list would grow too large");
	}
	return flat;
}

function range(count: bigint): Value {
	if (count < 0n || count > 100_000n) return fail("a range has 0 to 100000 elements");
	return Array.from({ length: Number(count) }, (_, index) => BigInt(index));
}

export const sizeOf = (value: Value | undefined): number => {
	let size = 1;
	const walk = (item: Value): void => {
		if (++size > 1_000_000) return;
		if (typeof item === "string" || item instanceof Uint8Array) size += item.length >> 4;
		else if (list(item)) for (const inner of item) walk(inner);
		else if (typeof item === "object" && item !== null && "keys" in item && !list(item) && "get" in item)
			for (const key of item.keys()) walk(item.get(key) ?? null);
	};
	if (value !== undefined) walk(value);
	return size > 1_000_000 ? Number.POSITIVE_INFINITY : size;
};

const square = ([items]: readonly Value[]): number => (list(items) ? items.length + 1 : 1) * sizeOf(items);
const product = ([items, item]: readonly Value[]): number => (list(items) ? items.length : 0) + sizeOf(items) + sizeOf(item);

const whole = ([items]: readonly Value[]): number => sizeOf(items);

export const listFunctions: readonly Overload[] = [
	method("isSorted", [list], isSorted, whole),
	method("sum", [list], sum, whole),
	method("min", [list], (items) => extreme(items, -1), whole),
	method("max", [list], (items) => extreme(items, 1), whole),
	method("indexOf", [list, any], (items, wanted) => BigInt(items.findIndex((item) => equal(item, wanted, free))), product),
	method(
		"lastIndexOf",
		[list, any],
		(items, wanted) => BigInt(items.findLastIndex((item) => equal(item, wanted, free))),
		product,
	),
	method("distinct", [list], distinct, square),
	method("reverse", [list], (items) => [...items].reverse()),
	method("slice", [list, int, int], slice),
	method(
		"sort",
		[list],
		(items) => [...items].sort((a, b) => compare(a, b, free)),
		// Each element is compared some log2(n) times.
		([items]) => sizeOf(items) * 17,
	),
	method(
		"flatten",
		[list],
		(items) => flatten(items, 1n),
		([items]) => sizeOf(items),
	),
	method("flatten", [list, int], flatten, ([items]) => sizeOf(items)),
	global("lists.range", [int], range, ([count]) =>
		typeof count === "bigint" ? 1 + Math.max(0, Math.min(100_000, Number(count))) : 1,
	),
];
