import { Lexer, LineCounter, parseAllDocuments } from "yaml";
import type { YamlContent } from "./kubeconfig-yaml.ts";

/** Deep nesting can end the whole process inside the parser, where nothing can be caught; a kubeconfig nests to about 8. */
const deepest = 64;

type Unreadable = (line: number | null, reason: string) => Error;

/** Throws what `unreadable` makes of a line, counted from 1, and a reason, for what is no YAML or too deep. */
export function parseYaml(text: string, unreadable: Unreadable): YamlContent {
	if (nestsDeeper(text)) throw unreadable(null, `it nests deeper than ${deepest} levels`);
	const lines = new LineCounter();
	// Unique keys are checked in quadratic time, and kubectl does not ask for them.
	const options = { lineCounter: lines, uniqueKeys: false, merge: true, logLevel: "error" } as const;
	const documents = parseAllDocuments(text, options);
	const document = "empty" in documents ? undefined : documents[0];
	if (document === undefined) return { value: null, lineOf: () => null };
	const [problem] = document.errors;
	if (problem !== undefined) {
		const [said = problem.message] = problem.message.split("\n");
		throw unreadable(problem.linePos?.[0].line ?? null, said.replace(/ at line \d+, column \d+:?$/, ""));
	}
	return {
		value: plain(() => document.toJS(), unreadable),
		lineOf: (path) => {
			const node = document.getIn(path, true);
			const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
			return Array.isArray(range) && typeof range[0] === "number" ? lines.linePos(range[0]).line : null;
		},
	};
}

/** Aliases that multiply themselves throw here. */
function plain(toJS: () => unknown, unreadable: Unreadable): unknown {
	try {
		return toJS();
	} catch (problem) {
		throw unreadable(null, problem instanceof Error ? problem.message : String(problem));
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
