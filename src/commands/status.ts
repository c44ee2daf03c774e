import { dirname, join } from "node:path";
import { locateDocument } from "../app/locate-document.ts";
import { openDocument } from "../app/open-document.ts";
import type { DocumentOptions } from "../app/options.ts";
import type { Ports } from "../app/ports/ports.ts";
import { readStatus } from "../app/read-status.ts";
import { sameDocument } from "../app/repeat-options.ts";
import { readSeveral, splitDocuments } from "../app/several-documents.ts";
import { clearScreen, isInteractive, paletteOf, widthOf } from "../app/terminal.ts";
import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import type { StatusReport } from "../report/status-report.ts";
import { type StatusFormat, statusReporters } from "../reporters/status/index.ts";
import { advice, commandLine } from "../text/command-line.ts";
import { printable } from "../text/printable.ts";
import type { Span } from "../text/span.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";
import { outputFormat } from "./options/output-format.ts";
import { watchFiles } from "./watch/watch-files.ts";

interface StatusOptions extends DocumentOptions {
	readonly output: StatusFormat;
	readonly watch?: boolean;
	readonly mine?: boolean;
	readonly overdue?: boolean;
	readonly verbose?: boolean;
}

export const declareStatus: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument(
			"[phase|document...]",
			"phases to show with all their items: 2, 2-4, 3,5 or words of a title; or documents: several in one table",
		)
		.option("-o, --output <format>", `${Object.keys(statusReporters).join(", ")}`, outputFormat(statusReporters), "table")
		.option("--mine", "only the items that you own: BOULDER_MIGRATE_USER, else the names that git knows you by")
		.option("--overdue", "only what is overdue: items past their due date, phases past their target")
		.option("-w, --watch", "show it again when the document changes; on a terminal, as a full-screen view")
		.option("-v, --verbose", "also report which tables are read as the summary and the review history, and why")
		.action(async (given: readonly string[], named: StatusOptions) => {
			const { documents, words } = splitDocuments(given, named, ports);
			if (documents.length > 1) {
				done(await statusOfSeveral(documents, words, named, ports));
				return;
			}
			const [file] = documents;
			const options: StatusOptions = file === undefined ? named : { ...named, file };
			const commands = command.parent?.commands.map((one) => one.name()) ?? [];
			done(options.watch ? await watch(words, options, ports, commands) : await status(words, options, ports, commands));
		});
};

/** One table of several documents. */
async function statusOfSeveral(
	documents: readonly string[],
	words: readonly string[],
	{ output, watch, mine, overdue }: StatusOptions,
	ports: Ports,
): Promise<ExitCode> {
	if (watch || mine || overdue)
		throw new Failure("usage", "--watch, --mine and --overdue are about one document", "name one document at a time");
	if (output === "prometheus")
		throw new Failure("usage", "the metrics of several documents would have equal names", "write one file for each document");
	const { overviewReporters } = await import("../reporters/overview/index.ts");
	const render = await overviewReporters[output]();
	const paint = await paletteOf(ports, ports.output.stdout);
	const layout = { width: widthOf(ports, ports.output.stdout), paint, detailed: false, sameDocument: sameDocument({}) };
	ports.output.stdout.write(render(await readSeveral(ports, documents, words), layout));
	return exitCode.done;
}

async function status(
	words: readonly string[],
	options: StatusOptions,
	ports: Ports,
	commands: readonly string[],
): Promise<ExitCode> {
	const render = await statusReporters[options.output]();
	const { at, document, owners } = await openDocument(ports, locateDocument(ports, options.file), options.probes);
	const { report: whole, isChosen } = readStatus(words, document, at.displayPath, dayOf(ports.clock.now()), { owners, commands });
	const layout = {
		width: widthOf(ports, ports.output.stdout),
		paint: await paletteOf(ports, ports.output.stdout),
		detailed: isChosen,
		sameDocument: sameDocument(options),
	};
	const clear = options.watch && ports.output.stdout.isTerminal && options.output === "table" ? clearScreen : "";
	const { report, whose } = await chosenItems(whole, options, ports);
	const isList = whose !== null && options.output === "table";
	const { renderStatusItems } = isList ? await import("../reporters/status/items.ts") : { renderStatusItems: null };
	ports.output.stdout.write(clear + (renderStatusItems?.(report, whose ?? "", layout) ?? render(report, layout)));
	if (options.verbose) for (const line of reasons(document)) ports.output.stderr.write(`${printable(line)}\n`);
	for (const { kind, span } of document.irregularities) {
		if (kind !== "conflict-marker") continue;
		const place = `${printable(at.displayPath)}:${document.source.lineOf(span.start)}`;
		ports.output.stderr.write(`${place}: unresolved merge conflict: both versions are counted until it is resolved\n`);
	}
	const unread = document.irregularities.filter(({ kind }) => kind !== "conflict-marker").length;
	if (unread > 0) {
		const places = unread === 1 ? "one place of the document" : `${unread} places of the document`;
		ports.output.stderr.write(
			`${places} could not be read as meant, and may not be counted${advice(": ", commandLine`boulder-migrate validate${sameDocument(options)}`, " names them") ?? ""}\n`,
		);
	}
	return exitCode.done;
}

/** With `--mine` and `--overdue` only what they are about; `whose` is null without them. */
async function chosenItems(
	report: StatusReport,
	{ mine, overdue }: StatusOptions,
	ports: Ports,
): Promise<{ readonly report: StatusReport; readonly whose: string | null }> {
	if (!mine && !overdue) return { report, whose: null };
	const { itemsIn, onlyItems } = await import("../report/only-items.ts");
	const { isOwnedBy } = await import("../model/owners.ts");
	const names = mine ? await (await import("../app/reviewer.ts")).ourNames(ports) : [];
	const chosen = onlyItems(
		report,
		({ owners, overdueDays }) => (!mine || isOwnedBy(owners, names)) && (!overdue || overdueDays !== null),
		(phase) => overdue === true && !mine && phase.overdueDays !== null,
	);
	if (mine && itemsIn(chosen).length === 0 && !overdue)
		ports.output.stderr.write(
			`${printable(`no item is owned by ${names.join(", ")}; set BOULDER_MIGRATE_USER to your handle if it is another`)}\n`,
		);
	return { report: chosen, whose: mine ? ` of ${names[0] ?? ""}` : "" };
}

/** Which tables are read, and why. */
function reasons({ summary, history, vocabulary, source }: StatusDocument): string[] {
	const at = (span: Span): string => `line ${source.lineOf(span.start)}`;
	return [
		`phases: sections, rows and items that start with "${vocabulary.phase[0] ?? "Phase"}"`,
		summary === null
			? "summary: none; no table has a row for each phase and a status"
			: `summary: ${at(summary.table.span)}; ${summary.reason}`,
		history === null
			? "review history: none; no table under such a heading has a date and a column for what changed"
			: `review history: ${at(history.table.span)}; ${history.reason}`,
	];
}

/** Shows the status again at each change. A document that cannot be read for a moment is talk, not the end. */
async function watch(
	words: readonly string[],
	options: StatusOptions,
	ports: Ports,
	commands: readonly string[],
): Promise<ExitCode> {
	const at = locateDocument(ports, options.file);
	const { path } = at;
	if (path === null) throw new Failure("usage", "standard input cannot be watched", "name a file with --file FILE");
	if (options.output === "table" && !options.mine && !options.overdue && isInteractive(ports))
		return (await import("./watch/watch-status.ts")).watchStatus(words, options, ports, { ...at, path }, commands);
	// The probes file may have the words and marks of this document.
	await watchFiles(ports, [path, options.probes ?? join(dirname(path), "probes.yaml")], async () => {
		try {
			await status(words, options, ports, commands);
		} catch (problem) {
			if (!(problem instanceof Failure) || problem.exitCode === exitCode.usage) throw problem;
			ports.output.stderr.write(`${printable(problem.message)}; still watching\n`);
		}
	});
	return exitCode.interrupted;
}
