import { type ComparableRun, readComparable } from "../report/verdict-comparison.ts";
import type { Ports } from "./ports/ports.ts";
import { readVerdictJson } from "./read-verdict-json.ts";

/** Reads the verdicts of an earlier run. Throws a Failure for what is not the JSON of `verify`. */
export function readVerdictFile(ports: Ports, file: string): ComparableRun {
	return readVerdictJson(ports, file, readComparable, { hint: `make it with boulder-migrate verify -o json=${file}` });
}
