import type { Command } from "commander";
import { Failure } from "../../model/failure.ts";
import type { Verbosity } from "../../reporters/verdicts/layout.ts";

export interface VerbosityOptions {
	readonly quiet?: boolean;
	/** How often it was given. */
	readonly verbose?: number;
}

/** `-q` and `-v`, which may be repeated. */
export function verbosityOptions(command: Command, words: { readonly quiet: string; readonly verbose: string }): Command {
	return command
		.option("-q, --quiet", words.quiet)
		.option("-v, --verbose", words.verbose, (_, times: number | undefined) => (times ?? 0) + 1);
}

export function verbosityOf({ quiet, verbose = 0 }: VerbosityOptions): Verbosity {
	if (quiet === true && verbose > 0) throw new Failure("usage", "--quiet and --verbose exclude each other");
	if (quiet === true) return "headline";
	return verbose === 0 ? "screen" : verbose === 1 ? "evidence" : "everything";
}
