import { failures, truths } from "../function-cases.ts";
import { policies } from "../policy-cases.ts";

const mixedNumbers =
	"Kubernetes checks types before it evaluates, and refuses literals of int and double together. Here all values are dynamic, as they are for Kubernetes where they come from an object, and numbers compare by their value.";
const oneKindOfNumber =
	"JSON has one kind of number: 1 and 0.5 of one list are an int and a double. Arithmetic mixes them here; Kubernetes has no such overload.";
const newerName = "existsOne with one variable is the newer name of exists_one, which cel-go has and Kubernetes does not enable.";

/** The part of an expression that makes the difference, and why what our evaluator does is right here. */
const reasons: readonly (readonly [string, string])[] = [
	['quantity("-42.0k").sign()', "Kubernetes refuses sign() of a quantity although its documentation has it."],
	['quantity("1") != "1"', "Kubernetes refuses to compare values of two types that it knows. Here they are not equal."],
	["[1, 2, 2.5, 3].isSorted()", mixedNumbers],
	["[1, 0.5].min()", mixedNumbers],
	["[1, 2].indexOf(2.0)", mixedNumbers],
	['[1, 1.0, 2, "1"].distinct()', mixedNumbers],
	["[[1], [2, [3]]].flatten()", "Kubernetes refuses a literal list with elements of several types. Those of objects have any."],
	["sets.contains([1, 2], [2.0])", mixedNumbers],
	["math.greatest(1, 2.5, 2)", mixedNumbers],
	["1.0 == 1 && 1 == 1.0", mixedNumbers],
	["9007199254740993 != 9007199254740992.0", mixedNumbers],
	["existsOne(x,", newerName],
	["existsOne(c,", newerName],
	['"gums".reverse()', "reverse() of the string library, which the CEL specification has and Kubernetes does not enable."],
	[
		'"%s".format([[1, "a", null',
		"Kubernetes shows strings inside of lists in quotes and exponents with raised digits, an earlier version of the string library. The CEL specification shows them as here.",
	],
	['quantity("1e9999")', "A quantity with an exponent without a limit makes a number of any length. It is refused here."],
	['{"a": 1, "a": 2}', "A key that is written twice is a mistake by the CEL specification. Kubernetes takes the last."],
	["s.value / 2.0 <= 0.5", oneKindOfNumber],
	["samples.map(s, s.value).sum()", oneKindOfNumber],
];

/**
 * Expressions of which our evaluator makes something else than Kubernetes, with the reason. Every other difference fails the test, and so
 * does a line here that makes no difference.
 */
export const acceptedDifferences: ReadonlyMap<string, string> = new Map(
	[...Object.values(truths).flat(), ...failures.map(([source]) => source), ...policies.map(([source]) => source)].flatMap(
		(source): (readonly [string, string])[] => {
			const found = reasons.find(([part]) => source.includes(part));
			return found === undefined ? [] : [[source, found[1]]];
		},
	),
);
