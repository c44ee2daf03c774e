import { type Command, InvalidArgumentError, Option } from "commander";
import { type Day, isDay } from "../../model/date.ts";
import { documentOptions } from "./document-options.ts";
import { duration } from "./duration-option.ts";
import { outputFormat } from "./output-format.ts";

const formats = { text: true, json: true } as const;

export function editOptions(command: Command, { history }: { readonly history: boolean } = { history: true }): Command {
	documentOptions(command)
		.optionsGroup("Edit options:")
		.option("--reviewer <name>", "reviewer name (default: GIT_AUTHOR_NAME, else git's user.name)")
		.option("--date <day>", "date to record, YYYY-MM-DD (default: today in UTC)", day);
	if (history) command.option("--message <text>", "text of the review history row (default: generated)");
	return command
		.option("--dry-run", "print the change as a unified diff without writing it")
		.option("-q, --quiet", "do not print the new total and the next step")
		.option("-o, --output <format>", Object.keys(formats).join(", "), outputFormat(formats), "text")
		.addOption(
			new Option("--lock-timeout <duration>", "how long to wait for another writer: 500ms, 30s, 2m")
				.argParser(duration)
				.default(10_000, "10s"),
		)
		.optionsGroup("");
}

export function day(text: string): Day {
	if (!isDay(text)) throw new InvalidArgumentError("It must be an existing day, YYYY-MM-DD.");
	return text;
}

/** For commands that write to a section or column of their own. */
export function createOption(command: Command): Command {
	return command.option("--create", "add the section or column that the document lacks, in its style");
}
