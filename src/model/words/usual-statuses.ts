import type { Status } from "../status.ts";
import { normalised } from "./vocabulary.ts";

/**
 * The usual meaning of words that are not built-in statuses, because a document may use them in another sense. `adopt` writes them into the
 * vocabulary of the document. Words such as "deferred" or "on hold" are not here: only the author knows whether such a phase holds up
 * others.
 */
const usual: readonly (readonly [Status, RegExp])[] = [
	["not-started", /^(?:ready|ready to start|to start|new|proposed|tbd|waiting|idea|draft|future|later|unstarted)$/],
	[
		"in-progress",
		/^(?:in review|review|reviewing|testing|in testing|in test|qa|validating|in validation|implementing|in development|doing|running|executing|verifying)$/,
	],
	[
		"complete",
		/^(?:closed|resolved|live|deployed|merged|verified|approved|fixed|ok|achieved|in production|foundation complete|success|successful)$/,
	],
	[
		"closed",
		/^(?:cancelled|canceled|skipped|skip|dropped|abandoned|obsolete|superseded|won t do|wont do|not planned|removed|n a|not applicable|スキップ|annulé|entfällt|cancelado|cancelada|отменено|отменена|已取消|取消|취소)$/,
	],
];

/** The status that a word usually means; null where it means none or several. */
export function usualStatus(word: string): Status | null {
	const words = normalised(word);
	return usual.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
