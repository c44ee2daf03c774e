import { ExpressionError } from "./expression.ts";
import type { Run } from "./scope.ts";
import type { Literal } from "./syntax.ts";
import { Uint, type Value } from "./value.ts";

/** `at` is its offset. */
export function literal(written: Literal, at: number): Run {
	const constant = constantOf(written);
	if (typeof constant === "bigint" && constant > 2n ** 63n - 1n)
		throw new ExpressionError("an int is between -2^63 and 2^63-1", at);
	return () => constant;
}

export function isInt(written: Literal, value: bigint): boolean {
	return constantOf(written) === value;
}

function constantOf(written: Literal): Value {
	if (typeof written !== "object" || written === null) return written;
	if ("int" in written) return BigInt(written.int);
	if ("uint" in written) return new Uint(BigInt(written.uint));
	return new Uint8Array(Buffer.from(written.bytes, "base64"));
}
