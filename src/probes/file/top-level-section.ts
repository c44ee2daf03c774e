/** One section of a probes file with the line it starts on: from its key to the next one at the start of a line. Null if there is none. */
export function topLevelSection(yaml: string, key: string): { readonly text: string; readonly line: number } | null {
	const start = yaml.search(new RegExp(`^${key}[ \\t]*:`, "m"));
	if (start < 0) return null;
	const rest = yaml.slice(start);
	const next = /\n(?=[^\s#-])/.exec(rest);
	return { text: next === null ? rest : rest.slice(0, next.index + 1), line: yaml.slice(0, start).split("\n").length };
}
