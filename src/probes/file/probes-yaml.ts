import { Failure } from "../../model/failure.ts";
import { Fields, type WrongValue } from "../../yaml/fields.ts";
import { parseYaml, type YamlRules } from "../../yaml/parse-yaml.ts";
import type { Place, Tree } from "../../yaml/tree.ts";
import { YamlError } from "../../yaml/yaml-error.ts";

/** A probes file that binds five thousand items has 1.5 MB and 300,000 fields. */
const rules: YamlRules = { maxBytes: 2 * 1024 * 1024, maxDepth: 40, maxNodes: 400_000, aliases: false, likeKubectl: false };

/** Parses a probes file, or a section of it that starts on `firstLine`. Throws a Failure with file, line and column. */
export function parseProbesFile(text: string, file: string, firstLine = 1): Tree {
	try {
		return parseYaml(text, rules, firstLine);
	} catch (problem) {
		if (problem instanceof YamlError) throw fault(file, problem.place, problem.message, problem.hint);
		throw problem;
	}
}

/** The fields of a mapping in the probes file. Errors are Failures with file, line and column. */
export function fieldsOf(file: string, tree: Tree, what: string): Fields {
	const complaints = {
		nullIsAbsent: false,
		fault: (place: Place, message: string, hint: string | null) => fault(file, place, message, hint),
		wrong: ({ place, name, what, problem, actual, hint }: WrongValue) => {
			if (actual === null) return fault(file, place, `${what} needs "${name}"`, hint);
			return fault(file, place, `${name === "" ? what : `"${name}" of ${what}`} ${problem}, not ${actual}`, hint);
		},
	};
	return new Fields(complaints, tree, what);
}

export function fault(file: string, place: Place, message: string, hint: string | null = null): Failure {
	return new Failure("unusable", `${file}:${place.line}:${place.column}: ${message}`, hint);
}
