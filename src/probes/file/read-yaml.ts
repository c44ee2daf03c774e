import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { Failure } from "../../model/failure.ts";
import type { Entry, Place, Tree } from "./tree.ts";

/** A probes file that binds a thousand items has some 300 KB. */
const mostBytes = 2 * 1024 * 1024;
const deepest = 40;

/** Reads YAML into a tree with places. Throws a Failure with file, line and column for what is not YAML, too large or too deep. */
export function readYaml(text: string, file: string): Tree {
	if (text.length > mostBytes) throw new Failure("unusable", `${file} is larger than ${mostBytes / 1024 / 1024} MB`);
	refuseDepth(text, file);
	const lines = new LineCounter();
	// The library's own check of unique keys takes quadratic time; `mapping` below does it.
	const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: "error", prettyErrors: false });
	const placeOf = (offset: number): Place => {
		const { line, col } = lines.linePos(offset);
		return { line: Math.max(1, line), column: Math.max(1, col) };
	};
	const problem = document.errors[0];
	if (problem !== undefined) throw fault(file, placeOf(problem.pos[0]), `this is not YAML: ${problem.message}`);
	return toTree(document.contents, placeOf, file, 0);
}

export function fault(file: string, place: Place, message: string, hint: string | null = null): Failure {
	return new Failure("unusable", `${file}:${place.line}:${place.column}: ${message}`, hint);
}

function toTree(node: Node | null, placeOf: (offset: number) => Place, file: string, depth: number): Tree {
	const place = placeOf(node?.range?.[0] ?? 0);
	if (depth > deepest) throw fault(file, place, `this is nested more than ${deepest} levels deep`);
	if (node === null) return { kind: "scalar", value: null, place };
	if (isAlias(node)) throw fault(file, place, "aliases are not supported here", "put what is shared into lists: and use forEach");
	if (isSeq(node)) {
		return { kind: "sequence", place, items: node.items.map((item) => toTree(asNode(item), placeOf, file, depth + 1)) };
	}
	if (isMap(node)) return { kind: "mapping", place, entries: entriesOf(node.items, placeOf, file, depth) };
	if (isScalar(node)) {
		const { value } = node;
		if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
			return { kind: "scalar", value, place };
	}
	throw fault(file, place, "only texts, numbers, booleans, lists and maps can stand here");
}

function entriesOf(
	pairs: readonly { readonly key: unknown; readonly value: unknown }[],
	placeOf: (offset: number) => Place,
	file: string,
	depth: number,
): Entry[] {
	const seen = new Map<string, Place>();
	return pairs.map((pair) => {
		const key = asNode(pair.key);
		const keyPlace = placeOf(key?.range?.[0] ?? 0);
		if (!isScalar(key) || key.value === null || typeof key.value === "object") throw fault(file, keyPlace, "a key is a text");
		const name = String(key.value);
		const before = seen.get(name);
		if (before !== undefined) throw fault(file, keyPlace, `"${name}" is given twice`, `the first is in line ${before.line}`);
		seen.set(name, keyPlace);
		return { key: name, keyPlace, value: toTree(asNode(pair.value), placeOf, file, depth + 1) };
	});
}

function asNode(value: unknown): Node | null {
	return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;
}

/** The library may abort the whole process on deep nesting, so brackets and indents are counted before it sees the text. */
function refuseDepth(text: string, file: string): void {
	let brackets = 0;
	const indents: number[] = [];
	for (const [index, line] of text.split("\n").entries()) {
		const indent = line.length - line.trimStart().length;
		while ((indents.at(-1) ?? -1) >= indent) indents.pop();
		indents.push(indent);
		if (/(?:[?:-][ \t]+){100}|(?:[&!]\S{0,50}[ \t]{1,50}){20}/.test(line))
			throw fault(file, { line: index + 1, column: 1 }, "this is nested too deeply");
		const dashes = /^(?:[ \t]*-[ \t])*/.exec(line)?.[0].split("-").length ?? 1;
		for (const character of line) {
			if (character === "[" || character === "{") brackets += 1;
			else if (character === "]" || character === "}") brackets = Math.max(0, brackets - 1);
			if (brackets > 200) throw fault(file, { line: index + 1, column: 1 }, "brackets are nested too deeply here");
		}
		if (indents.length + dashes > 100) throw fault(file, { line: index + 1, column: 1 }, "this is nested too deeply");
	}
}
