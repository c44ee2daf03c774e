/**
 * Untrusted text inside Markdown: every ASCII punctuation mark is escaped, so that no text can become markup or break a table;
 * a word joiner after @ and # keeps hosting sites from turning names and numbers in a comment into mentions.
 */
export function markdownText(text: string): string {
	return text
		.replace(/\s+/g, " ")
		.replace(/[!-/:-@[-`{-~]/g, (mark) => (mark === "@" || mark === "#" ? `\\${mark}\u2060` : `\\${mark}`));
}
