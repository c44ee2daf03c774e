import { extname, normalize, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { locateDocument } from "../app/locate-document.ts";
import { openDocument } from "../app/open-document.ts";
import type { DocumentOptions } from "../app/options.ts";
import type { Ports } from "../app/ports/ports.ts";
import { readVerdictJson } from "../app/read-verdict-json.ts";
import { repositoryOf } from "../app/repository.ts";
import { readSeveral, splitDocuments } from "../app/several-documents.ts";
import { readVerdictLog } from "../app/verdict-log.ts";
import { NoHistory } from "../git/git.ts";
import { lineLinks } from "../git/hosting.ts";
import { isShallow } from "../git/log.ts";
import { progressOf } from "../git/progress.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import { counts } from "../model/item.ts";
import { noPhase } from "../model/phase-range.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type FoundVerdicts, readVerdicts } from "../report/found-verdicts.ts";
import { pageReport } from "../report/page-report.ts";
import type { ProgressPoint } from "../report/progress.ts";
import { verifiedByDay } from "../report/progress.ts";
import { type ReportFormat, reportReporters } from "../reporters/report/index.ts";
import { printable } from "../text/printable.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";

interface ReportTarget {
	readonly format: ReportFormat;
	/** Null: standard output. */
	readonly file: string | null;
}

interface ReportOptions extends DocumentOptions {
	readonly output: readonly ReportTarget[];
	readonly verdicts?: string;
	readonly log?: string;
}

export const declareReport: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[document...]", "documents, in place of --file; several give one table, the worst first")
		.requiredOption(
			"-o, --output <file>",
			"FILE.html, .svg, .md or .mmd; may be repeated; -.html and so on is standard output",
			target,
		)
		.option("--verdicts <file>", "verdicts of verify -o json=FILE; without them, the page shows checkboxes only")
		.option("--log <file>", "log of verify --record, for the verified line of the burn-up")
		.action(async (words: readonly string[], named: ReportOptions) => {
			const { documents, words: others } = splitDocuments(words, named, ports);
			const [other] = others;
			if (other !== undefined) throw new Failure("usage", `"${other}" is not a document`, "name a file that ends in .md");
			if (documents.length > 1) done(await reportOnSeveral(documents, named, ports));
			else done(await report({ ...named, ...(documents[0] === undefined ? {} : { file: documents[0] }) }, ports));
		});
};

/** The extension selects the format. */
function target(text: string, before: readonly ReportTarget[] | undefined): readonly ReportTarget[] {
	const extension = extname(text).slice(1).toLowerCase();
	const known: readonly string[] = Object.keys(reportReporters);
	const isKnown = (name: string): name is ReportFormat => known.includes(name);
	if (!isKnown(extension))
		throw new InvalidArgumentError(`Name a file that ends in ${known.map((one) => `.${one}`).join(", ")}.`);
	const file = /^-\.\w+$/.test(text) ? null : text;
	const all = before ?? [];
	const isTaken = all.some((one) =>
		one.file === null || file === null ? one.file === file : normalize(one.file) === normalize(file),
	);
	if (isTaken) throw new InvalidArgumentError(file === null ? "Only one goes to standard output." : `${file} is named twice.`);
	return [...all, { format: extension, file }];
}

async function report(options: ReportOptions, ports: Ports): Promise<ExitCode> {
	const { at, bytes, document, owners } = await openDocument(ports, locateDocument(ports, options.file), options.probes);
	if (document.phases.length === 0) throw noPhase(at.displayPath, "boulder-migrate validate");
	for (const { file } of options.output) {
		if (
			file !== null &&
			at.path !== null &&
			resolve(ports.invocation.directory, file) === resolve(ports.invocation.directory, at.path)
		)
			throw new Failure("usage", `${file} is the document itself`, "write the report to another file");
	}
	const verdicts = options.verdicts === undefined ? null : verdictsIn(ports, options.verdicts);
	const log = options.log === undefined ? null : readVerdictLog(ports, options.log);
	const { history, lineUrl } = at.path === null ? noGit : await fromGit(ports, at.path, bytes.length, document.vocabulary);
	const counted = document.phases.flatMap(({ items }) => items.filter(counts).map(({ id }) => id));
	const verified = log === null ? [] : verifiedByDay(log, counted);
	const page = pageReport(document, {
		path: at.displayPath,
		history,
		verdicts,
		verified,
		lineUrl,
		owners,
		now: ports.clock.now(),
	});
	const { createHash } = await import("node:crypto");
	const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");
	for (const { format, file } of options.output) {
		const render = await reportReporters[format]();
		const text = render(page, { version: ports.invocation.version, sha256 });
		if (file === null) ports.output.stdout.write(text);
		else {
			await ports.files.write(resolve(ports.invocation.directory, file), new TextEncoder().encode(text));
			ports.output.stderr.write(`${printable(file)}: written\n`);
		}
	}
	return exitCode.done;
}

/** One table of several documents, from what is known without a cluster. */
async function reportOnSeveral(documents: readonly string[], options: ReportOptions, ports: Ports): Promise<ExitCode> {
	if (options.verdicts !== undefined || options.log !== undefined)
		throw new Failure("usage", "--verdicts and --log are about one document", "make a report for each, or leave them out");
	const made = await readSeveral(ports, documents, []);
	const { createHash } = await import("node:crypto");
	const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");
	const layout = { version: ports.invocation.version, sha256 };
	for (const { format, file } of options.output) {
		if (format !== "html" && format !== "md")
			throw new Failure("usage", "a drawing is of one document", "write FILE.html or FILE.md for several");
		const text =
			format === "md"
				? (await import("../reporters/overview/markdown.ts")).renderOverviewMarkdown(made)
				: (await import("../reporters/overview/page.ts")).renderOverviewPage(made, ports.clock.now().toISOString(), layout);
		if (file === null) ports.output.stdout.write(text);
		else {
			const path = resolve(ports.invocation.directory, file);
			if (documents.some((document) => resolve(ports.invocation.directory, document) === path))
				throw new Failure("usage", `${file} is one of the documents`, "write the report to another file");
			await ports.files.write(path, new TextEncoder().encode(text));
			ports.output.stderr.write(`${printable(file)}: written\n`);
		}
	}
	return exitCode.done;
}

interface FromGit {
	readonly history: readonly ProgressPoint[];
	readonly lineUrl: string | null;
}

const noGit: FromGit = { history: [], lineUrl: null };

/**
 * From the repository of the document, which need not be that of the working directory. Without a repository or a commit there is no
 * history; everything else that shortens the burn-up is reported on stderr.
 */
async function fromGit(ports: Ports, path: string, size: number, words: Vocabulary): Promise<FromGit> {
	const reportGap = (text: string): void => void ports.output.stderr.write(`${text}\n`);
	const orReported = async <T>(what: string, read: () => Promise<T>, otherwise: T): Promise<T> => {
		try {
			return await read();
		} catch (problem) {
			if (!(problem instanceof Failure)) throw problem;
			if (!(problem instanceof NoHistory))
				reportGap(`${what}: ${problem.message}${problem.hint === null ? "" : `; ${problem.hint}`}`);
			return otherwise;
		}
	};
	const repository = await orReported("no burn-up", () => repositoryOf(ports, { path, displayPath: path }), null);
	if (repository === null) return noGit;
	const { git, name } = repository;
	const history = await orReported("no burn-up", () => progressOf(git, name, size, words), []);
	const isCut = history.length > 0 && (await isShallow(git));
	if (isCut) reportGap("the burn-up lacks earlier versions: this clone is shallow; fetch them: git fetch --unshallow");
	const links = await orReported("no links to lines", () => lineLinks(git, name), null);
	return { history, lineUrl: links?.before ?? null };
}

const maxVerdictsBytes = 128 * 1024 * 1024;

function verdictsIn(ports: Ports, file: string): FoundVerdicts {
	const hint = "make it with boulder-migrate verify -o json=FILE";
	return readVerdictJson(ports, file, readVerdicts, { hint, maxBytes: maxVerdictsBytes });
}
