import { resolve } from "node:path";
import { Failure } from "../model/failure.ts";
import { shortenLog } from "../report/shorten-log.ts";
import { type VerdictLog, VerdictLogReader } from "../report/verdict-log.ts";
import { recordLine, recordOf } from "../report/verdict-record.ts";
import type { Verification } from "../report/verification.ts";
import { advice, commandLine } from "../text/command-line.ts";
import { printable } from "../text/printable.ts";
import type { Ports } from "./ports/ports.ts";

/** A log that another program writes may be longer than ours get; up to here it is read. */
const maxReadBytes = 256 * 1024 * 1024;

/** Writing a log never takes long; a process that holds its lock longer is stuck. */
const lockWait = 30_000;

/** Reads a log of verdicts, and reports lines that are not records. Throws a Failure if it does not exist. */
export function readVerdictLog(ports: Ports, file: string): VerdictLog {
	const log = readVerdictLogIfAny(ports, file);
	if (log === null)
		throw new Failure(
			"unusable",
			`there is no file ${file}`,
			advice("start one: ", commandLine`boulder-migrate verify --record ${file}`),
		);
	return log;
}

/** The same for a log that the first run has yet to create: null if it does not exist. */
export function readVerdictLogIfAny(ports: Ports, file: string): VerdictLog | null {
	const reader = new VerdictLogReader(ports.clock.now());
	if (!ports.files.lines(resolve(ports.invocation.directory, file), maxReadBytes, (line) => reader.add(line))) return null;
	return finished(ports, reader, file);
}

/** The same, where `-` is standard input. */
export async function readVerdictLogOrInput(ports: Ports, file: string): Promise<VerdictLog> {
	if (file !== "-") return readVerdictLog(ports, file);
	const reader = new VerdictLogReader(ports.clock.now());
	for (const line of new TextDecoder().decode(await ports.input.read()).split("\n")) reader.add(line);
	return finished(ports, reader, "standard input");
}

function finished(ports: Ports, reader: VerdictLogReader, file: string): VerdictLog {
	const log = reader.finish();
	const note = (count: number, what: string): void => {
		if (count > 0) ports.output.stderr.write(`${printable(file)}: ${count} ${count === 1 ? "line" : "lines"} ${what}\n`);
	};
	note(log.unreadable, "cannot be read as a record of verify, and left out");
	note(log.future, "dated in the future, and left out");
	return log;
}

/** Appends a run to a log as one line, safe with concurrent writers. */
export async function recordRun(ports: Ports, file: string, limit: number, verification: Verification): Promise<void> {
	const line = recordLine(recordOf(verification, ports.clock.now().toISOString()));
	await ports.files.append(resolve(ports.invocation.directory, file), line, {
		command: "verify --record",
		wait: lockWait,
		limit,
		shorten: (lines) => shortenLog(lines, limit),
	});
}
