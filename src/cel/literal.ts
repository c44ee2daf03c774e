import type { ASTNode } from "@marcbachmann/cel-js";
import { ExpressionError } from "./expression.ts";
import type { Run } from "./scope.ts";
import { bytes, Uint, type Value } from "./value.ts";

export function literal(value: unknown, node: ASTNode): Run {
	const constant = literalValue(value);
	if (bytes(constant)) checkBytes(node);
	if (constant === undefined) throw new ExpressionError("this literal is not supported", node.start);
	if (typeof constant === "bigint" && constant > 2n ** 63n - 1n)
		throw new ExpressionError("an int is between -2^63 and 2^63-1", node.start);
	return () => constant;
}

/** The parser reads these two kinds of bytes otherwise than CEL does. */
function checkBytes(node: ASTNode): void {
	const text = node.input.slice(node.start, node.end);
	const raw = /^[bB]?[rR][bB]?["']/.test(text) && text.includes("\\");
	if (raw || /[^\x00-\x7f]/.test(text)) throw new ExpressionError('such bytes are written bytes("…")', node.start);
}

function literalValue(value: unknown): Value | undefined {
	if (value === null || typeof value === "boolean" || typeof value === "bigint") return value;
	if (typeof value === "number" || typeof value === "string" || value instanceof Uint8Array) return value;
	// The parser has a class of its own for 1u.
	const inner: unknown = typeof value === "object" ? value.valueOf() : undefined;
	return typeof inner === "bigint" ? new Uint(inner) : undefined;
}
