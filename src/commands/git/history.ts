import { readable } from "../../app/item-history.ts";
import { locateDocument } from "../../app/locate-document.ts";
import { openDocument } from "../../app/open-document.ts";
import type { DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { repositoryOf } from "../../app/repository.ts";
import { isShallow } from "../../git/log.ts";
import { versionsOf } from "../../git/versions.ts";
import { isDay } from "../../model/date.ts";
import type { DocumentProgress } from "../../model/document.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import { everyItem } from "../../model/phase.ts";
import { tally } from "../../model/roll-up.ts";
import { reportHistory } from "../../report/history-report.ts";
import { ProgressReader } from "../../report/progress-history.ts";
import { type HistoryFormat, historyReporters, verdictHistoryReporters } from "../../reporters/history/index.ts";
import { count } from "../../text/wording.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { outputFormat } from "../options/output-format.ts";

interface HistoryOptions extends DocumentOptions {
	readonly output: HistoryFormat;
	readonly since?: string;
	readonly verdicts?: string;
}

export const declareHistory: Declare = (command, ports, done) => {
	documentOptions(command)
		.option("--since <day>", "list only what happened on that day or later: YYYY-MM-DD")
		.option(
			"--verdicts <file>",
			"since when each item has held, by the log that verify --record writes, or - for standard input; without git",
		)
		.option("-o, --output <format>", `${Object.keys(historyReporters).join(", ")}`, outputFormat(historyReporters), "text")
		.action(async (options: HistoryOptions) => {
			await (options.verdicts === undefined ? showHistory(options, ports) : showVerdicts(options.verdicts, options, ports));
			done(exitCode.done);
		});
};

/** From the log alone, without the document and git. */
async function showVerdicts(file: string, { output, since }: HistoryOptions, ports: Ports): Promise<void> {
	if (since !== undefined)
		throw new Failure("usage", "--since is about git, and --verdicts about a log", "leave one of them out");
	const { readVerdictLogOrInput } = await import("../../app/verdict-log.ts");
	const { verdictHistory } = await import("../../report/verdict-history.ts");
	const render = await verdictHistoryReporters[output]();
	ports.output.stdout.write(render(verdictHistory(await readVerdictLogOrInput(ports, file), file)));
}

async function showHistory(options: HistoryOptions, ports: Ports): Promise<void> {
	const since = options.since ?? null;
	if (since !== null && !isDay(since)) throw new Failure("usage", `invalid date "${since}" for --since`, "use YYYY-MM-DD");
	const render = await historyReporters[options.output]();
	const at = locateDocument(ports, options.file);
	if (at.path === null) throw new Failure("usage", "standard input has no history", "name a file");
	const open = await openDocument(ports, at, options.probes);
	const { git, name } = await repositoryOf(ports, at);
	const progress = new ProgressReader();
	let newest: DocumentProgress | null = null;
	let [known, unreadable] = [0, 0];
	for await (const { content: document, parents, ...about } of versionsOf(git, name, (bytes) => readable(open, bytes))) {
		if (document === null) {
			unreadable += 1;
			continue;
		}
		known += 1;
		newest ??= document;
		progress.add({ ...about, document, parents });
	}
	if (newest === null) throw new Failure("unusable", `no commit has ${at.displayPath}`, "commit it first");
	if (unreadable > 0) ports.output.stderr.write(`${count(unreadable, "version")} cannot be read: left out\n`);
	const isComplete = !(await isShallow(git));
	if (!isComplete) ports.output.stderr.write("this clone is shallow: what happened before is not known\n");
	const total = tally(newest.phases.flatMap(everyItem));
	const about = { document: at.displayPath, since, commits: known, isComplete, total };
	ports.output.stdout.write(render(reportHistory(progress.finish(), about, ports.clock.now(), newest.phases)));
}
