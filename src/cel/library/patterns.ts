import { global, method, type Overload } from "../overload.ts";
import { readPattern } from "../pattern.ts";
import { int, string, type Value } from "../value.ts";

function findAll(text: string, pattern: string, limit = -1n): Value {
	const { expression } = readPattern(pattern);
	const found: Value[] = [];
	for (const match of text.matchAll(new RegExp(expression.source, `${expression.flags}g`))) {
		if (limit >= 0n && found.length >= limit) break;
		found.push(match[0]);
	}
	return found;
}

export const patternFunctions: readonly Overload[] = [
	method("matches", [string, string], (text, pattern) => readPattern(pattern).expression.test(text)),
	global("matches", [string, string], (text, pattern) => readPattern(pattern).expression.test(text)),
	method("find", [string, string], (text, pattern) => readPattern(pattern).expression.exec(text)?.[0] ?? ""),
	method("findAll", [string, string], (text, pattern) => findAll(text, pattern)),
	method("findAll", [string, string, int], (text, pattern, limit) => findAll(text, pattern, limit)),
];
