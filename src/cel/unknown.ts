import { ExpressionError } from "./expression.ts";
import { library } from "./library.ts";
import { macroNames } from "./macros.ts";
import type { Syntax } from "./syntax.ts";

export function unknownName(name: string, offset: number, known: readonly string[]): ExpressionError {
	const candidates = known.length > 0 ? `; there is ${known.join(", ")}` : "";
	return new ExpressionError(`there is no ${name} here${candidates}`, offset);
}

/** States which of the three is wrong: the name, the receiver, or the number of arguments. */
export function unknownFunction(name: string, method: boolean, args: number, node: Syntax): ExpressionError {
	const offset = node.start;
	const forms = [...library.keys(), ...macroNames].filter((key) => key.replace(/^\.|\/\d+$/g, "") === name);
	if (forms.length === 0) {
		const near = similarName(name);
		return new ExpressionError(`there is no function ${name}${near === null ? "" : `; did you mean ${near}?`}`, offset);
	}
	const counts = forms.filter((key) => key.startsWith(".") === method).map((key) => Number(key.split("/")[1]) - (method ? 1 : 0));
	if (counts.length === 0) {
		const form = method ? `${name}(…)` : `value.${name}(…)`;
		return new ExpressionError(`${name} is called as ${form}`, offset);
	}
	const allowed = [...new Set(counts)].sort();
	const plural = allowed.length === 1 && allowed[0] === 1 ? "argument" : "arguments";
	return new ExpressionError(`${name} takes ${allowed.join(" or ")} ${plural}, not ${args}`, offset);
}

function similarName(name: string): string | null {
	const known = [...library.keys(), ...macroNames].map((key) => key.replace(/^\.|\/\d+$/g, ""));
	const wanted = letters(name);
	return known.find((other) => letters(other) === wanted) ?? known.find((other) => isNear(letters(other), wanted)) ?? null;
}

function letters(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9.]/g, "");
}

/** One letter added, missing or wrong, or two swapped. */
function isNear(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1 || a.length < 4) return false;
	let start = 0;
	while (start < a.length && a[start] === b[start]) start++;
	let end = 0;
	while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
	const left = a.slice(start, a.length - end);
	const right = b.slice(start, b.length - end);
	return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === [...right].reverse().join(""));
}
