import type { Command } from "commander";
import { readDuration } from "../model/duration.ts";
import { Failure } from "../model/failure.ts";

/** The milliseconds of an option such as `--wait 2m`. Throws a usage Failure. */
export function duration(text: string): number {
	const read = readDuration(text);
	if (read === null) throw new Failure("usage", `invalid duration "${text}"`, "write it as 30s, 5m, 1h or 7d");
	return read;
}

export interface MaxAgeOption {
	readonly maxAge?: number;
}

export function maxAgeOption(command: Command): Command {
	return command.option("--max-age <duration>", "treat data of a cluster that is older as unknown: 1h, 7d", duration);
}
