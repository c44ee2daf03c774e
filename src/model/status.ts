import type { Span } from "../text/span.ts";
import type { Located } from "./located.ts";

/** `closed`: set aside by its author (cancelled, deferred): it does not count and holds up no other phase. It is never derived. */
export const statuses = ["not-started", "in-progress", "complete", "blocked", "closed"] as const;
export type Status = (typeof statuses)[number];

/** A status as written: `🟡 In Progress`. The word wins over the mark; without a word the mark decides. */
export interface WrittenStatus {
	readonly span: Span;
	readonly raw: string;
	/** Null if neither word nor mark is known. */
	readonly status: Status | null;
	readonly mark: Located<string> | null;
	/** What the mark alone would mean; null without one. */
	readonly markMeans: Status | null;
	readonly word: Located<string> | null;
}
