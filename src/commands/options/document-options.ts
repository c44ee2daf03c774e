import { type Command, InvalidArgumentError } from "commander";

export function documentOptions(command: Command): Command {
	return command
		.option(
			"-f, --file <file>",
			"the status document (default: status/PHASE-STATUS.md or PHASE-STATUS.md, here or in a parent directory up to the top of the git work tree)",
			once("--file"),
		)
		.option("--probes <file>", "the probes file (default: probes.yaml beside the document)");
}

/** Takes an option once: with the last of two winning silently, a command would work on another document than was meant. */
function once(name: string): (text: string, before: string | undefined) => string {
	return (text, before) => {
		if (before !== undefined) throw new InvalidArgumentError(`${name} is given twice; run the command once for each document.`);
		return text;
	};
}
