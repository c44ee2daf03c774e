import type { Span } from "../text/span.ts";

/**
 * `<!-- boulder-migrate-ignore RULE: reason -->`, optionally with `until DAY`: switches one rule off on its own line, or on the next one if
 * it is alone on its line; above a table, in all of the table.
 */
export interface Suppression {
	readonly span: Span;
	readonly rule: { readonly value: string; readonly span: Span };
	readonly reason: string;
	/** The last day on which it holds, as it is written; null: no end. */
	readonly until: string | null;
	/** The lines, from 1, where findings of the rule are accepted. */
	readonly lines: { readonly first: number; readonly last: number };
}
