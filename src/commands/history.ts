import { isShallow, versionsOf } from "../git/log.ts";
import { isDay } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { exitCode, Failure } from "../model/failure.ts";
import { reportHistory } from "../model/history-report.ts";
import { everyItem } from "../model/phase.ts";
import { progressHistory, type VersionRead } from "../model/progress-history.ts";
import { tally } from "../model/roll-up.ts";
import { type HistoryFormat, historyReporters } from "../reporters/history/index.ts";
import type { Declare } from "./command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import type { Host } from "./host.ts";
import { locateDocument } from "./locate-document.ts";
import { type OpenDocument, openDocument } from "./open-document.ts";
import { outputFormat } from "./output-format.ts";
import { repositoryOf } from "./repository.ts";

interface HistoryOptions extends DocumentOptions {
	readonly output: HistoryFormat;
	readonly since?: string;
}

export const declareHistory: Declare = (command, host, done) => {
	documentOptions(command)
		.option("--since <day>", "list only what happened on that day or later: YYYY-MM-DD")
		.option("-o, --output <format>", `${Object.keys(historyReporters).join(", ")}`, outputFormat(historyReporters), "text")
		.action(async (options: HistoryOptions) => {
			await showHistory(options, host);
			done(exitCode.done);
		});
};

async function showHistory(options: HistoryOptions, host: Host): Promise<void> {
	const since = options.since ?? null;
	if (since !== null && !isDay(since)) throw new Failure("usage", `--since "${since}" is no day`, "write it as YYYY-MM-DD");
	const render = await historyReporters[options.output]();
	const at = locateDocument(host, options.file);
	if (at.path === null) throw new Failure("usage", "standard input has no history", "name a file");
	const open = await openDocument(host, at, options.probes);
	const { git, name } = await repositoryOf(host, at);
	const versions = await versionsOf(git, name);
	const known = readVersions(versions, open);
	const newest = known[0];
	if (newest === undefined) throw new Failure("unusable", `no commit has ${at.shown}`, "commit it first");
	if (known.length < versions.length)
		host.stderr.write(`${versions.length - known.length} versions cannot be read, and were left out\n`);
	const isComplete = !(await isShallow(git));
	if (!isComplete) host.stderr.write("this clone is shallow: what happened before is not known\n");
	const total = tally(newest.document.phases.flatMap(everyItem));
	const about = { document: at.shown, since, commits: known.length, isComplete, total };
	host.stdout.write(render(reportHistory(progressHistory(known), about, host.now())));
}

/** Each content is read once: most are some commit's version and another's parent. */
function readVersions(versions: Awaited<ReturnType<typeof versionsOf>>, open: OpenDocument): VersionRead[] {
	const read = new Map<string, StatusDocument | null>();
	const document = (content: Uint8Array | null): StatusDocument | null => {
		if (content === null) return null;
		const key = Buffer.from(content).toString("latin1");
		const known = read.get(key);
		if (known !== undefined) return known;
		let found: StatusDocument | null = null;
		try {
			found = open.readAgain(content);
		} catch (problem) {
			if (!(problem instanceof Failure)) throw problem;
		}
		read.set(key, found);
		return found;
	};
	return versions.flatMap(({ content, parents, commit, seconds, author, subject }): VersionRead[] => {
		const own = document(content);
		return own === null ? [] : [{ commit, seconds, author, subject, document: own, parents: parents.map(document) }];
	});
}
