import { type Command, InvalidArgumentError, Option } from "commander";
import { type Day, isDay } from "../../model/date.ts";
import { documentOptions } from "./document-options.ts";
import { duration } from "./duration-option.ts";
import { outputFormat } from "./output-format.ts";

const formats = { text: true, json: true } as const;

export function editOptions(command: Command, { history }: { readonly history: boolean } = { history: true }): Command {
	documentOptions(command)
		.option("--reviewer <name>", "who says so (default: GIT_AUTHOR_NAME, else git's user.name)")
		.option("--date <day>", "the day it is dated, YYYY-MM-DD (default: today in UTC)", day);
	if (history) command.option("--message <text>", "in place of the words that the review history would have");
	return command
		.option("--dry-run", "print what would change as a unified diff, and change nothing")
		.option("-o, --output <format>", Object.keys(formats).join(", "), outputFormat(formats), "text")
		.addOption(
			new Option("--lock-timeout <duration>", "how long to wait for somebody else who changes the document: 30s, 500ms, 2m")
				.argParser(duration)
				.default(10_000, "10s"),
		);
}

export function day(text: string): Day {
	if (!isDay(text)) throw new InvalidArgumentError("It must be an existing day, YYYY-MM-DD.");
	return text;
}

/** For commands that write to a section or column of their own. */
export function createOption(command: Command): Command {
	return command.option("--create", "add the section or column that the document lacks, in its style");
}
