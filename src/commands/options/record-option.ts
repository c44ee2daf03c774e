import { type Command, Option } from "commander";
import { Failure } from "../../model/failure.ts";

/** The largest log. Of a hundred items, it has ten thousand runs, and more where equal runs follow each other. */
const maxRecordLimit = 64 * 1024 * 1024;

export function recordOptions(command: Command): Command {
	return verdictsOption(command, "greenFor and --soak (default: that of --record)")
		.option("--record <file>", "append this run to a log of verdicts (FILE.ndjson), a line of JSON")
		.addOption(
			new Option("--record-limit <size>", "shorten the log when it is larger: 300kB, 16MB")
				.argParser(size)
				.default(maxRecordLimit, "64MB"),
		);
}

/** The log is only read: `judged` describes what depends on it. */
export function verdictsOption(command: Command, judged: string): Command {
	return command.option("--verdicts <file>", `the log of earlier runs for ${judged}`);
}

/** The bytes of `300kB` or `16MB`. Throws a usage Failure. */
function size(text: string): number {
	const match = /^(\d{1,6})(kB|MB)$/i.exec(text);
	const bytes = Number(match?.[1] ?? 0) * (match?.[2]?.toLowerCase() === "mb" ? 1024 * 1024 : 1024);
	if (match === null || bytes < 16 * 1024 || bytes > maxRecordLimit)
		throw new Failure("usage", `invalid size "${text}"`, "use 16kB to 64MB, such as 300kB");
	return bytes;
}
