import { parseYaml } from "./parse-yaml.ts";
import { ClusterProblem } from "./problem.ts";

/** The content of a YAML or JSON file as plain data; null for an empty file. */
export interface YamlContent {
	readonly value: unknown;
	/** The line of the value at a path, counted from 1; null where it is not known. */
	lineOf(path: readonly (string | number)[]): number | null;
}

/** A kubeconfig with hundreds of clusters, authorities included, has a tenth of this. */
const mostBytes = 4 * 1024 * 1024;

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
	return parseYaml(text, (line, reason) => unreadable(file, line, reason));
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

function unreadable(file: string, line: number | null, reason: string): ClusterProblem {
	return new ClusterProblem(
		"credentials",
		`the kubeconfig ${line === null ? file : `${file}:${line}`} cannot be read: ${reason}`,
	);
}
