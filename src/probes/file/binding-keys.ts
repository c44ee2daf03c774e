import { splitLines } from "../../text/lines.ts";
/** A key below `probes:` of a probes file, with its place, line and column from 1. */
export interface BindingKey {
	readonly key: string;
	readonly line: number;
	readonly column: number;
}

/**
 * The keys below `probes:`, from the lines alone: a command that only checks the document should not load a YAML parser and compile a
 * hundred expressions for it. Null if the section is not written line by line; then only the parser can read it.
 */
export function bindingKeys(yaml: string): readonly BindingKey[] | null {
	const lines = splitLines(yaml);
	const keys = keysBelow("probes", lines);
	// Without what every probes file begins with it is an object in braces, or no probes file.
	return keys?.length === 0 && !lines.some((line) => /^(["']?)schemaVersion\1[ \t]*:/.test(line)) ? null : keys;
}

/** The same below another key at the start of a line. */
export function keysBelow(section: string, lines: readonly string[]): readonly BindingKey[] | null {
	const head = new RegExp(`^(["']?)${section}\\1[ \\t]*:`);
	const start = lines.findIndex((line) => head.test(line));
	if (start < 0) return [];
	if (/^[^:]*:[ \t]*\{[ \t]*\}[ \t]*(?:#.*)?$/.test(lines[start] ?? "")) return [];
	if (!/^[^:]*:[ \t]*(?:#.*)?$/.test(lines[start] ?? "")) return null;
	const keys: BindingKey[] = [];
	let indent = -1;
	for (let index = start + 1; index < lines.length; index += 1) {
		const line = lines[index] ?? "";
		const text = line.trimStart();
		if (text === "" || text.startsWith("#")) continue;
		const depth = line.length - text.length;
		if (depth === 0) break;
		if (indent < 0) indent = depth;
		if (depth > indent) continue;
		const match = /^(?:"((?:[^"\\])*)"|'([^']*)'|([^\s"'#[{&*!|>%@`-][^#]*?))[ \t]*:(?:[ \t]|$)/.exec(text);
		const key = match?.[1] ?? match?.[2] ?? match?.[3];
		if (depth < indent || key === undefined) return null;
		keys.push({ key, line: index + 1, column: depth + 1 });
	}
	return keys;
}
