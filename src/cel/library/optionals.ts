import { fail } from "../failure.ts";
import { none, Optional } from "../optional.ts";
import { global, method, type Overload } from "../overload.ts";
import { any, bytes, type Guard, list, map, Uint, type Value } from "../value.ts";

const optional: Guard<Optional> = (value) => value instanceof Optional;

function isZero(value: Value): boolean {
	if (value === null || value === false || value === "" || value === 0n || value === 0) return true;
	if (value instanceof Uint) return value.value === 0n;
	if (list(value) || bytes(value)) return value.length === 0;
	return map(value) && value.size === 0;
}

export const optionalFunctions: readonly Overload[] = [
	global("optional.of", [any], (value) => new Optional(value)),
	global("optional.none", [], () => none),
	global("optional.ofNonZeroValue", [any], (value) => (isZero(value) ? none : new Optional(value))),
	method("hasValue", [optional], ({ value }) => value !== undefined),
	method("value", [optional], ({ value }) => (value === undefined ? fail("the optional has no value") : value)),
];
