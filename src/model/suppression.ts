import type { Span } from "../text/span.ts";

/** `<!-- boulder-migrate-ignore RULE: reason -->`: switches one rule off on its own line, or on the next one if it stands alone. */
export interface Suppression {
	readonly span: Span;
	readonly rule: { readonly value: string; readonly span: Span };
	readonly reason: string;
	/** The line, from 1, where findings of the rule are accepted. */
	readonly line: number;
}
