import { count, few } from "../../text/wording.ts";

/** One of several things that are judged in the same way: an element of a list, an item, an object. */
export interface Named {
	readonly name: string;
	/** Null where it is reported elsewhere. */
	readonly message: string | null;
}

/** Names of one reason, and reasons, that a sentence contains before it counts the rest. */
const maxNames = 5;
const maxReasons = 2;
/** Characters of a reason inside the sentence about several. */
const maxReasonLength = 70;

/**
 * `3 of 20 services fail: remoteva-c (pod x is in CrashLoopBackOff), sfe, wfe (Deployment does not exist)`. Each reason is worded without
 * the name, so that equal reasons are stated once.
 */
export function countedSentence(affected: readonly Named[], total: number, things: string, verb: Verb): string {
	const reasons = new Map<string | null, string[]>();
	for (const { name, message } of affected) {
		const reason = message === null ? null : withoutName(message, name);
		const names = reasons.get(reason);
		if (names === undefined) reasons.set(reason, [name]);
		else names.push(name);
	}
	const parts = [...reasons]
		.slice(0, maxReasons)
		.map(([reason, names]) => (reason === null ? few(names, maxNames) : `${few(names, maxNames)} (${clipped(reason)})`));
	const named = [...reasons.values()].slice(0, maxReasons).reduce((sum, names) => sum + names.length, 0);
	const rest = affected.length - named;
	const list = [...parts, ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
	return `${affected.length} of ${total} ${things} ${affected.length === 1 ? verb.one : verb.many}: ${list}`;
}

export interface Verb {
	readonly one: string;
	readonly many: string;
}

/** `Deployment sfe does not exist` of sfe is `Deployment does not exist`. */
export function withoutName(message: string, name: string): string {
	if (name === "") return message;
	let left = message;
	for (let at = left.indexOf(name); at >= 0; at = left.indexOf(name, at)) {
		const after = at + name.length;
		if (isWordPart(left[at - 1]) || isWordPart(left[after])) at += 1;
		// With the name goes the preposition that leads to it: "no logs of sfe" is "no logs".
		else left = left.slice(0, at).replace(/ (?:of|for|from)(?: the)? $/, " ") + left.slice(after);
	}
	const trimmed = left
		.replace(/ {2,}/g, " ")
		.replace(/ (?=[,;:)])/g, "")
		.replace(/^[\s:;,]+|\s+$/g, "");
	return trimmed === "" ? message : trimmed;
}

/** `boulder-ra` is no word of its own in `boulder-ra-1`. */
function isWordPart(character: string | undefined): boolean {
	return character !== undefined && /[\p{L}\p{N}._/-]/u.test(character);
}

function clipped(reason: string): string {
	const characters = [...reason];
	return characters.length <= maxReasonLength
		? reason
		: `${characters
				.slice(0, maxReasonLength - 1)
				.join("")
				.trimEnd()}…`;
}

/** Several reasons in one sentence, each once. */
export function joinedReasons(messages: readonly string[]): string {
	const different = [...new Set(messages.filter((message) => message !== ""))];
	if (different.length <= maxReasons) return different.join("; ");
	return `${different.slice(0, maxReasons).join("; ")}; and ${count(different.length - maxReasons, "more problem")}`;
}
