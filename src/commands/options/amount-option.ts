import type { Command } from "commander";
import { Failure } from "../../model/failure.ts";
import type { Amount } from "../../reporters/verdicts/layout.ts";

export interface AmountOptions {
	readonly quiet?: boolean;
	/** How often it was given. */
	readonly verbose?: number;
}

/** `-q` and `-v`, which may be repeated. */
export function amountOptions(command: Command, words: { readonly quiet: string; readonly verbose: string }): Command {
	return command
		.option("-q, --quiet", words.quiet)
		.option("-v, --verbose", words.verbose, (_, times: number | undefined) => (times ?? 0) + 1);
}

export function amountOf({ quiet, verbose = 0 }: AmountOptions): Amount {
	if (quiet === true && verbose > 0) throw new Failure("usage", "--quiet and --verbose exclude each other");
	if (quiet === true) return "headline";
	return verbose === 0 ? "screen" : verbose === 1 ? "evidence" : "everything";
}
