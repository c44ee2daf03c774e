/**
 * Untrusted text inside a cell or behind other words: every mark that can be markup, end a cell or make a link is escaped; a word
 * joiner after @ and # keeps hosting sites from turning names and numbers in a comment into mentions.
 */
export function markdownText(text: string): string {
	return text
		.replace(/\s+/g, " ")
		.replace(/[!"#$&*+.:<=>@[\\\]^_`{|}~]/g, (mark) => (mark === "@" || mark === "#" ? `\\${mark}\u2060` : `\\${mark}`));
}
