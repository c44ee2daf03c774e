import type { Command } from "commander";
import { readDuration } from "../../model/duration.ts";
import { Failure } from "../../model/failure.ts";

/** The milliseconds of an option such as `--wait 2m`. Throws a usage Failure. */
export function duration(text: string): number {
	const read = readDuration(text);
	if (read === null) throw new Failure("usage", `invalid duration "${text}" (use 30s, 5m)`);
	return read;
}

/** The same for an option that takes whole seconds, at least one. */
export function durationInSeconds(text: string): number {
	const read = duration(text);
	if (read < 1000) throw new Failure("usage", `invalid duration "${text}": at least 1s`);
	return Math.ceil(read / 1000);
}

export function maxAgeOption(command: Command): Command {
	return command.option("--max-age <duration>", "treat older cluster data as unknown: 1h, 7d", duration);
}
