/** Where the Markdown starts: behind YAML (`---`) or TOML (`+++`) front matter, which is front matter only at the very start. */
export function afterFrontMatter(text: string): number {
	const opening = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text);
	if (opening === null) return 0;
	const fence = opening[1] === "---" ? "---" : "\\+\\+\\+";
	const closing = new RegExp(`^${fence}[ \\t]*(?:\\r?\\n|$)`, "gm");
	closing.lastIndex = opening[0].length;
	const match = closing.exec(text);
	return match === null ? 0 : match.index + match[0].length;
}
