import { Meter } from "../failure.ts";
import { equal } from "../operators.ts";
import { global, type Overload } from "../overload.ts";
import { list, type Value } from "../value.ts";
import { sizeOf } from "./lists.ts";

const free = new Meter({ steps: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY });

const has = (items: readonly Value[], wanted: Value): boolean => items.some((item) => equal(item, wanted, free));
const containsAll = (items: readonly Value[], wanted: readonly Value[]): boolean => wanted.every((item) => has(items, item));
const work = ([a, b]: readonly Value[]): number =>
	(list(a) ? a.length + 1 : 1) * sizeOf(b) + (list(b) ? b.length + 1 : 1) * sizeOf(a);

export const setFunctions: readonly Overload[] = [
	global("sets.contains", [list, list], containsAll, work),
	global("sets.equivalent", [list, list], (a, b) => containsAll(a, b) && containsAll(b, a), work),
	global("sets.intersects", [list, list], (a, b) => a.some((item) => has(b, item)), work),
];
