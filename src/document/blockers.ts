import { readDate, type WrittenDate } from "../model/date.ts";
import type { Blocker } from "../model/document.ts";
import type { Located } from "../model/located.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { normalised, type Vocabulary } from "../model/words/vocabulary.ts";
import type { Span } from "../text/span.ts";
import type { InlineText } from "./inline.ts";
import { alternatives } from "./phase-patterns.ts";
import { phaseListOf } from "./phase-references.ts";

export type ReadBlocker =
	| { readonly kind: "blockers"; readonly blockers: readonly Blocker[] }
	| { readonly kind: "none" }
	/** Struck through, checked, or marked as resolved: it was one. */
	| { readonly kind: "resolved" }
	| { readonly kind: "unreadable" };

/**
 * Reads `Phase 4: reason (since DATE)`, or a sentence that declares that there are none. In a phase's own list (`subject`) the phase may be
 * left out.
 */
export function readBlocker(
	text: string,
	inline: InlineText,
	ticked: boolean,
	span: Span,
	vocabulary: Vocabulary,
	subject: PhaseId | null,
): ReadBlocker {
	if (ticked || isResolved(inline.text) || isStruck(inline)) return { kind: "resolved" };
	if (isNone(inline.text, vocabulary)) return { kind: "none" };
	const list = phaseListOf(inline.text, vocabulary);
	const phases = list === null ? (subject === null ? null : [subject]) : list.phases;
	if (phases === null) return { kind: "unreadable" };
	const details = inline.text
		.slice(list?.length ?? 0)
		.replace(/^\s*[:\-\u2013\u2014]\s*/, "")
		.trim();
	const dated = new RegExp(`\\(\\s*(?:${alternatives(vocabulary.since)})\\s+([^()]*)\\)\\s*$`, "i").exec(details);
	const reason = (dated === null ? details : details.slice(0, dated.index)).trim();
	if (reason === "") return { kind: "unreadable" };
	const since = dated?.[1] === undefined ? null : locate(text, span, dated[1].trim(), vocabulary);
	return { kind: "blockers", blockers: phases.map((phase) => ({ phase, reason, since, span })) };
}

/** Struck through as a whole, perhaps with a remark behind it: `~~Phase 2: licence~~ → bought`. Other words behind it replace what is struck. */
function isStruck({ struck }: InlineText): boolean {
	return (
		struck !== null &&
		/^(?:$|\(.*\)$|[\u2192\u21d2\u2705\u2714\u2713]|[-=]+>|[-\u2013\u2014:]\s)/.test(struck.rest) &&
		!notYetResolved.test(struck.rest)
	);
}

/** `to be resolved`, `partly resolved`, `resolved by Friday?`: it still blocks. */
const notYetResolved =
	/\b(?:to be|will be|not(?: yet)?|never|partly|partially|half|almost|nearly|hopefully|isn['’]t|being|until|once|when|if) (?:resolved|unblocked|cleared|solved|done|fixed)\b|\b(?:resolved|unblocked|cleared|solved|done|fixed)\b\s*(?:soon|later|tomorrow|next|partly|partially|in part|if|when|once|unless|until|except|but|by (?:end|next|tomorrow|mon|tues|wednes|thurs|fri|satur|sun)\w*)\b|\b(?:resolved|unblocked|cleared|solved|done|fixed)\b[^:.]*\?/i;

/** `✅ Licence bought`, `Resolved: the budget`, `the budget (resolved)`. */
function isResolved(sentence: string): boolean {
	if (notYetResolved.test(sentence)) return false;
	return (
		/^(?:[\u2705\u2714\u2713\u2611]|\u{1f7e2}|:white_check_mark:|:heavy_check_mark:)/u.test(sentence) ||
		/^\[?(?:resolved|unblocked|cleared|solved|no longer blocked|gelöst|erledigt|behoben|résolu|resuelto|resolvido|решено|已解决|解決済み?|해결(?:됨)?)\]?(?:\s+on\s+\S+|\s+\S*\d\S*)?\s*(?:[:\uff1a(\u2013\u2014-]|$)/i.test(
			sentence,
		) ||
		/(?:[([]|[-\u2013\u2014:]\s*)(?:resolved|unblocked|cleared|solved|done|fixed)(?:\s+[^()[\]]*)?[)\]]?\.?$/i.test(sentence)
	);
}

export function isNone(sentence: string, vocabulary: Vocabulary): boolean {
	const words = normalised(sentence);
	return vocabulary.none.some((none) => {
		const known = normalised(none);
		return words === known || words.startsWith(`${known} `);
	});
}

function locate(text: string, range: Span, sentence: string, vocabulary: Vocabulary): Located<WrittenDate> {
	const at = text.lastIndexOf(sentence, range.end);
	const span = at < range.start ? range : { start: at, end: at + sentence.length };
	return { value: readDate(sentence, vocabulary.undecided), span };
}
