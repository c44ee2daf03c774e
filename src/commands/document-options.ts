import type { Command } from "commander";

/** What every command that reads the document takes. */
export interface DocumentOptions {
	readonly file?: string;
	readonly probes?: string;
}

export function documentOptions(command: Command): Command {
	return command
		.option("-f, --file <file>", "the status document (default: status/PHASE-STATUS.md or PHASE-STATUS.md, here or above)")
		.option("--probes <file>", "the probes file (default: probes.yaml beside the document)");
}
