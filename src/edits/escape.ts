import { Failure } from "../model/failure.ts";
import { everyInvisible } from "../text/invisible.ts";

/**
 * Escapes text of people for the document: it must render as it was given, and break neither the table nor the list around it.
 * A character gets a backslash only where it could be syntax, so that the source stays readable; in an address that GitHub
 * links automatically, all punctuation of the word is escaped, because a link swallows backslashes.
 */
export function escapeMarkdown(text: string): string {
	return text
		.split(" ")
		.map((word, index) => escapeWord(word, index === 0))
		.join(" ");
}

/** Longer texts are no reasons and no notes; inline Markdown of several thousand characters is not read any more. */
export const maxTextLength = 1500;

/**
 * One line without control characters, and without those that change the apparent order of the text; runs of white space are one space.
 * The written text reads back as this.
 */
export function normalisedText(text: string): string {
	return text.replace(everyInvisible, " ").replace(/\s+/g, " ").trim();
}

/** The text as it will read. `what` is its name in the refusal of an empty or overlong one. */
export function writableText(text: string, what: string): string {
	const normal = normalisedText(text);
	if (normal === "") throw new Failure("usage", `${what} is empty`);
	if (normal.length > maxTextLength)
		throw new Failure("usage", `${what} has ${normal.length} characters; the document takes ${maxTextLength}`);
	return normal;
}

/** Words that GitHub makes links of without any markup. */
const linked = /https?:|www\.|@|mailto:|xmpp:/i;

function escapeWord(word: string, atStart: boolean): string {
	const escaped = word.replace(anywhere, "\\$&");
	if (escaped !== word && linked.test(word)) return word.replace(/[!-/:-@[-`{-~]/g, "\\$&");
	return atStart ? escaped.replace(blockStart, "$1\\") : escaped;
}

/** Syntax at any position. An underscore within a word of plain letters and an ampersand that begins no entity are not. */
const anywhere = /[\\`*[\]<~|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;)/g;

/** A first word that would begin a numbered list, a bullet, a rule, a heading or a quote. */
const blockStart = /^(?:(\d{1,9})(?=[.)]$)|(?=[-+]+$|#{1,6}$|>))/;
