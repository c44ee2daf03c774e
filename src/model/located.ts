import type { Span } from "../text/span.ts";

/** A fact of the document with its position. */
export interface Located<T> {
	readonly value: T;
	readonly span: Span;
}
