import { type Command, InvalidArgumentError } from "commander";

export function documentOptions(command: Command): Command {
	return command
		.optionsGroup("Document options:")
		.option(
			"-f, --file <file>",
			"the status document (default: BOULDER_MIGRATE_FILE, else status/PHASE-STATUS.md or PHASE-STATUS.md in the current or a parent directory)",
			once("--file"),
		)
		.option("--probes <file>", "the probes file (default: probes.yaml next to the document)")
		.optionsGroup("");
}

/** Accepts an option once: if the last of two won silently, a command could change the wrong document. */
function once(name: string): (text: string, before: string | undefined) => string {
	return (text, before) => {
		if (before !== undefined) throw new InvalidArgumentError(`${name} is given twice; run the command once for each document.`);
		return text;
	};
}
