import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";

/** Edits of the text, or the mending of the whole file's encoding, which is no edit of a text. */
export type Fix = readonly TextEdit[] | "mend-encoding";

export type Severity = "error" | "warning";

/** What a rule has to say about a place in the document. */
export interface Finding {
	readonly rule: string;
	readonly severity: Severity;
	/** One sentence: what is wrong. */
	readonly message: string;
	/** What to do about it. */
	readonly hint: string | null;
	readonly span: Span;
	/** The edits that mend it, where what is right can be derived. */
	readonly fix: Fix | null;
}
