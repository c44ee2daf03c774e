import { resolve } from "node:path";
import { Failure } from "../model/failure.ts";
import { type ComparableRun, readComparable } from "../report/verdict-comparison.ts";
import type { Ports } from "./ports/ports.ts";

/** Reads the verdicts of an earlier run. Throws a Failure for what is not the JSON of `verify`. */
export function readVerdictFile(ports: Ports, file: string): ComparableRun {
	const hint = `make it with boulder-migrate verify -o json=${file}`;
	const bytes = ports.files.read(resolve(ports.invocation.directory, file));
	if (bytes === null) throw new Failure("unusable", `there is no file ${file}`, hint);
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		throw new Failure("unusable", `${file} is not JSON`, hint);
	}
	const run = readComparable(json);
	if (run === null) throw new Failure("unusable", `${file} does not hold the verdicts of verify`, hint);
	return run;
}
