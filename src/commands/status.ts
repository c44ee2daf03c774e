import { dirname, join } from "node:path";
import type { Host } from "../app/host.ts";
import { locateDocument } from "../app/locate-document.ts";
import { openDocument } from "../app/open-document.ts";
import { type DocumentOptions, documentOptions } from "../app/options/document-options.ts";
import { outputFormat } from "../app/options/output-format.ts";
import { sameDocument } from "../app/options/repeat-options.ts";
import { selectPhases } from "../app/select-phases.ts";
import { isInteractive, paletteOf, widthOf } from "../app/terminal.ts";
import { type Day, dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import { noPhase } from "../model/no-phase.ts";
import type { OwnerRule } from "../model/owners.ts";
import { rollUp } from "../model/roll-up.ts";
import { reportStatus, type StatusReport } from "../report/status-report.ts";
import { type StatusFormat, statusReporters } from "../reporters/status/index.ts";
import { advice, commandLine } from "../text/command-line.ts";
import { printable } from "../text/printable.ts";
import type { Declare } from "./command.ts";
import { commandNames } from "./index.ts";
import { watchFiles } from "./watch/watch-files.ts";

interface StatusOptions extends DocumentOptions {
	readonly output: StatusFormat;
	readonly watch?: boolean;
}

export const declareStatus: Declare = (command, host, done) => {
	documentOptions(command)
		.argument("[phase...]", "phases to show with all their items: 2, 2-4, 3,5 or words of a title")
		.option("-o, --output <format>", `${Object.keys(statusReporters).join(", ")}`, outputFormat(statusReporters), "table")
		.option("-w, --watch", "show it again whenever the document changes; at a terminal as a view with keys")
		.action(async (words: readonly string[], options: StatusOptions) => {
			done(options.watch ? await watch(words, options, host) : await status(words, options, host));
		});
};

/** The status of a document, or of the phases that words choose. Throws a Failure where there is no phase, or none of that name. */
export function readStatus(
	words: readonly string[],
	document: StatusDocument,
	shown: string,
	today: Day,
	owners: readonly OwnerRule[] = [],
): { readonly report: StatusReport; readonly isChosen: boolean } {
	if (document.phases.length === 0) throw noPhase(shown, "boulder-migrate validate");
	const chosen = selectPhases(words, document.phases, commandNames());
	const derived = rollUp(document, today).filter((one) => chosen.size === 0 || chosen.has(one.phase.id));
	return { report: reportStatus(document, derived, shown, owners), isChosen: chosen.size > 0 };
}

async function status(words: readonly string[], options: StatusOptions, host: Host): Promise<ExitCode> {
	const render = await statusReporters[options.output]();
	const { at, document, owners } = await openDocument(host, locateDocument(host, options.file), options.probes);
	const { report, isChosen } = readStatus(words, document, at.shown, dayOf(host.now()), owners);
	const layout = {
		width: widthOf(host, host.stdout),
		paint: await paletteOf(host, host.stdout),
		detailed: isChosen,
		sameDocument: sameDocument(options),
	};
	const clear = options.watch && host.stdout.isTerminal && options.output === "table" ? clearScreen : "";
	host.stdout.write(clear + render(report, layout));
	for (const { kind, span } of document.irregularities) {
		if (kind !== "conflict-marker") continue;
		const place = `${printable(at.shown)}:${document.source.lineOf(span.start)}`;
		host.stderr.write(`${place}: unresolved merge conflict: both versions are counted until it is resolved\n`);
	}
	const unread = document.irregularities.filter(({ kind }) => kind !== "conflict-marker").length;
	if (unread > 0) {
		const places = unread === 1 ? "one place of the document" : `${unread} places of the document`;
		host.stderr.write(
			`${places} could not be read as meant, and may not be counted${advice(": ", commandLine`boulder-migrate validate${sameDocument(options)}`, " names them") ?? ""}\n`,
		);
	}
	return exitCode.done;
}

const clearScreen = "\u001b[H\u001b[2J\u001b[3J";

/** Shows the status again at each change. A document that cannot be read for a moment is talk, not the end. */
async function watch(words: readonly string[], options: StatusOptions, host: Host): Promise<ExitCode> {
	const at = locateDocument(host, options.file);
	const { path } = at;
	if (path === null) throw new Failure("usage", "standard input cannot be watched", "name a file with --file FILE");
	if (options.output === "table" && isInteractive(host))
		return (await import("./watch/watch-status.ts")).watchStatus(words, options, host, { ...at, path });
	// The probes file may have the words and marks of this document.
	await watchFiles(host, [path, options.probes ?? join(dirname(path), "probes.yaml")], async () => {
		try {
			await status(words, options, host);
		} catch (problem) {
			if (!(problem instanceof Failure) || problem.exitCode === exitCode.usage) throw problem;
			host.stderr.write(`${printable(problem.message)}; still watching\n`);
		}
	});
	return exitCode.interrupted;
}
