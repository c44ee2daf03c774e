import { Lexer, LineCounter, parseAllDocuments } from "yaml";
import { ClusterProblem } from "./problem.ts";

/** The content of a YAML or JSON file as plain data; null for an empty file. */
export interface YamlContent {
	readonly value: unknown;
	/** The line of the value at a path, counted from 1; null where it is not known. */
	lineOf(path: readonly (string | number)[]): number | null;
}

/** A kubeconfig with hundreds of clusters, authorities included, has a tenth of this. */
const mostBytes = 4 * 1024 * 1024;
/** Deep nesting can end the whole process inside the parser, where nothing can be caught; a kubeconfig nests to about 8. */
const deepest = 64;

/** Each takes a hundred times its room in the parser. What is long in a kubeconfig are certificates, which have none. */
const mostFields = 100_000;

/** Reads as kubectl does: the first document, a later key beats an earlier one, JSON is welcome. Throws ClusterProblem. */
export function readKubeconfigYaml(bytes: Uint8Array, file: string): YamlContent {
	if (bytes.length > mostBytes)
		throw unreadable(file, null, `it has ${Math.ceil(bytes.length / 1024 / 1024)} MB; at most 4 are read`);
	const text = decode(bytes, file);
	if (/^\s*\{/.test(text)) {
		try {
			return { value: JSON.parse(text), lineOf: () => null };
		} catch {
			// A YAML map in braces.
		}
	}
	if (hasMore(text, mostFields)) throw unreadable(file, null, `it has more than ${mostFields} fields`);
	// The parser takes quadratic time for anchors and tags that belong to nothing.
	if (/(?:[&!]\S{0,50}[ \t]{1,50}){20}/.test(text)) throw unreadable(file, null, "it has anchors or tags in a row");
	if (nestsDeeper(text)) throw unreadable(file, null, `it nests deeper than ${deepest} levels`);
	return parse(text, file);
}

/** Counts what separates fields: colons, commas and the ends of lines. */
function hasMore(text: string, most: number): boolean {
	let count = 0;
	for (const _ of text.matchAll(/[:,\n]/g)) {
		count += 1;
		if (count > most) return true;
	}
	return false;
}

function decode(bytes: Uint8Array, file: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw unreadable(file, null, "it is not UTF-8");
	}
}

function parse(text: string, file: string): YamlContent {
	const lines = new LineCounter();
	// Unique keys are checked in quadratic time, and kubectl does not ask for them.
	const options = { lineCounter: lines, uniqueKeys: false, merge: true, logLevel: "error" } as const;
	const documents = parseAllDocuments(text, options);
	const document = "empty" in documents ? undefined : documents[0];
	if (document === undefined) return { value: null, lineOf: () => null };
	const [problem] = document.errors;
	if (problem !== undefined) {
		const [said = problem.message] = problem.message.split("\n");
		throw unreadable(file, problem.linePos?.[0].line ?? null, said.replace(/ at line \d+, column \d+:?$/, ""));
	}
	return {
		value: plain(() => document.toJS(), file),
		lineOf: (path) => {
			const node = document.getIn(path, true);
			const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
			return Array.isArray(range) && typeof range[0] === "number" ? lines.linePos(range[0]).line : null;
		},
	};
}

/** Aliases that multiply themselves throw here. */
function plain(toJS: () => unknown, file: string): unknown {
	try {
		return toJS();
	} catch (problem) {
		throw unreadable(file, null, problem instanceof Error ? problem.message : String(problem));
	}
}

/** Asks the lexer, which does not recurse. Block nesting is counted by the indicators of the lines that still stand open: never too low by more than half. */
function nestsDeeper(text: string): boolean {
	let flow = 0;
	let indent = 0;
	let indicators = 0;
	let atStart = true;
	let open: { indent: number; indicators: number }[] = [];
	let isScalar = false;
	for (const token of new Lexer().lex(text)) {
		if (isScalar) {
			isScalar = false;
			continue;
		}
		if (token === "\u001f") isScalar = true;
		else if (token === "[" || token === "{") flow++;
		else if (token === "]" || token === "}") flow--;
		else if (token === "-" || token === "?" || token === ":") indicators++;
		if (flow > deepest) return true;
		if (token === "\n" || token === "\r\n") {
			if (indicators > 0) {
				open = open.filter((line) => line.indent < indent);
				open.push({ indent, indicators });
				if (open.reduce((sum, line) => sum + line.indicators, 0) > deepest) return true;
			}
			indent = 0;
			indicators = 0;
			atStart = true;
		} else if (atStart) {
			if (/^ +$/.test(token)) indent = token.length;
			else if (!token.startsWith("\u0002")) atStart = false;
		}
	}
	return indicators + open.filter((line) => line.indent < indent).reduce((sum, line) => sum + line.indicators, 0) > deepest;
}

function unreadable(file: string, line: number | null, reason: string): ClusterProblem {
	return new ClusterProblem(
		"credentials",
		`the kubeconfig ${line === null ? file : `${file}:${line}`} cannot be read: ${reason}`,
	);
}
