import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";

/** Edits of the text, or the repair of the whole file's encoding, which is not an edit of a text. */
export type Fix = readonly TextEdit[] | "mend-encoding";

export type Severity = "error" | "warning";

/** A place in another file, from 1. */
export interface Elsewhere {
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

/** A finding of a rule at a position in the document. */
export interface Finding {
	readonly rule: string;
	readonly severity: Severity;
	/** One sentence: what is wrong. */
	readonly message: string;
	/** What to do about it. */
	readonly hint: string | null;
	readonly span: Span;
	/** Where the fault is not in the document; null: at `span`. */
	readonly elsewhere: Elsewhere | null;
	/** The edits that fix it, where the right value can be derived. */
	readonly fix: Fix | null;
}

/** A finding that a comment in the document accepts; `why`: the reason that it gives. */
export interface SuppressedFinding extends Finding {
	readonly why: string;
}
