import { resolve } from "node:path";
import { Failure } from "../model/failure.ts";
import { refusePointer } from "../model/lfs-pointer.ts";
import { type ComparableRun, readComparable } from "../report/verdict-comparison.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Ports } from "./ports/ports.ts";

/**
 * Reads the JSON of `verify` from a file; `read` gives null for other JSON. Throws a Failure, with `hint`, where there is no such file or
 * it holds something else.
 */
export function readVerdictJson<Result>(
	ports: Ports,
	file: string,
	read: (json: unknown) => Result | null,
	{ hint, maxBytes }: { readonly hint: string | null; readonly maxBytes?: number },
): Result {
	const bytes = ports.files.read(resolve(ports.invocation.directory, file), maxBytes);
	if (bytes === null) throw new Failure("unusable", `there is no file ${file}`, hint);
	refusePointer(bytes, file, "the verdicts");
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		throw new Failure("unusable", `${file} is not JSON`, hint);
	}
	const found = read(json);
	if (found === null) throw new Failure("unusable", `${file} does not hold the verdicts of verify`, hint);
	return found;
}

/** Reads the verdicts of an earlier run. Throws a Failure for what is not the JSON of `verify`. */
export function readVerdictFile(ports: Ports, file: string): ComparableRun {
	const hint = advice("make it with ", commandLine`boulder-migrate verify -o ${`json=${file}`}`);
	return readVerdictJson(ports, file, readComparable, { hint });
}
