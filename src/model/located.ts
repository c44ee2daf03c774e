import type { Span } from "../text/span.ts";

/** Something the document says, and where. */
export interface Located<T> {
	readonly value: T;
	readonly span: Span;
}
