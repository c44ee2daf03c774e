import { dirname, join } from "node:path";
import { locateDocument } from "../../app/locate-document.ts";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { tablesIn, wordOfHeadings } from "../../document/own-words.ts";
import { readDocument } from "../../document/read-document.ts";
import { dayOf } from "../../model/date.ts";
import { type ExitCode, exitCode, Failure } from "../../model/failure.ts";
import { rollUp } from "../../model/roll-up.ts";
import { extendVocabulary } from "../../model/words/vocabulary.ts";
import { type AdoptionReport, reportAdoption } from "../../report/adoption-report.ts";
import { renderAdoption, vocabularyYaml } from "../../reporters/adoption.ts";
import { renderJson } from "../../reporters/json.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { outputFormat } from "../options/output-format.ts";

const formats = { text: true, json: true } as const;

interface AdoptOptions {
	readonly output: keyof typeof formats;
	readonly probes?: string;
	readonly dryRun?: boolean;
}

export const declareAdopt: Declare = (command, ports, done) => {
	command
		.argument("[file]", "the document (default: the one that status shows)")
		.option("--probes <file>", "the probes file to write the vocabulary to (default: probes.yaml next to the document)")
		.option("--dry-run", "write nothing")
		.option("-o, --output <format>", Object.keys(formats).join(", "), outputFormat(formats), "text")
		.action(async (file: string | undefined, options: AdoptOptions) => done(await adopt(file, options, ports)));
};

async function adopt(file: string | undefined, options: AdoptOptions, ports: Ports): Promise<ExitCode> {
	const at = locateDocument(ports, file);
	if (at.path === null) throw new Failure("usage", "standard input cannot be adopted", "name a file");
	const probes = options.probes ?? join(dirname(at.path), "probes.yaml");
	const probesPath = options.probes ?? join(dirname(at.displayPath), "probes.yaml");
	const open = await openDocument(ports, at, ports.files.exists(probes) ? probes : undefined);
	const report = readForeign(open, ports);
	ports.output.stdout.write(options.output === "json" ? renderJson(report) : renderAdoption(report));
	const { vocabulary } = report;
	if (vocabulary === null) {
		ports.output.stderr.write("no vocabulary is needed: nothing was written\n");
		return report.phases.found.length === 0 ? exitCode.unusable : exitCode.done;
	}
	const section = vocabularyYaml(vocabulary);
	const before = open.probesFile?.bytes ?? null;
	const extended = extendedBy(section, before === null ? "" : Buffer.from(before).toString("utf8"));
	await refuseUnreadable(open.probesFile?.text ?? "", extended, section, probesPath);
	if (options.dryRun) {
		ports.output.stderr.write(
			`would be written to ${printable(probesPath)}:\n${printable(section.trimEnd()).replaceAll("\\n", "\n")}\n`,
		);
		return exitCode.done;
	}
	const bytes = Buffer.from(extended, "utf8");
	if (before === null) await ports.files.write(probes, bytes);
	else {
		const unchanged = (now: Uint8Array): Uint8Array => {
			if (Buffer.compare(now, before) !== 0)
				throw new Failure("refused", `${probesPath} has changed in the meantime; nothing was written`, "run adopt again");
			return bytes;
		};
		await ports.files.update(probes, unchanged, { command: "adopt", wait: 10_000 });
	}
	ports.output.stderr.write(`wrote vocabulary: to ${printable(probesPath)}\n`);
	return exitCode.done;
}

/** A section is added at the end: not to a file that is broken, has that section, or would be broken by it. */
async function refuseUnreadable(before: string, extended: string, section: string, probesPath: string): Promise<void> {
	const { parseProbesFile } = await import("../../probes/file/probes-yaml.ts");
	const { readVocabularySection } = await import("../../probes/file/vocabulary-section.ts");
	const advice = `add to it: ${section.split("\n").slice(1, -1).join("; ").trim()}`;
	const tree = parseProbesFile(before, probesPath);
	if (tree.kind === "mapping" && tree.entries.some(({ key }) => key === "vocabulary"))
		throw new Failure("refused", `${probesPath} has a vocabulary: already`, advice);
	try {
		const text = extended.replace(/^\ufeff/, "");
		parseProbesFile(text, probesPath);
		readVocabularySection(text, probesPath);
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		throw new Failure("refused", `a vocabulary: cannot be added at the end of ${probesPath}; nothing was written`, advice);
	}
}

/** A probes file with a section added, in its own line endings; an empty file gets `schemaVersion` as well. */
function extendedBy(section: string, text: string): string {
	const ending = /\r\n/.test(text) ? "\r\n" : "\n";
	const isEmpty = text.split(/\r?\n/).every((line) => /^\ufeff?\s*(?:#.*)?$/.test(line));
	const gap = text === "" || text === "\ufeff" || text.endsWith("\n") ? "" : ending;
	return text + gap + `${isEmpty ? "schemaVersion: 1\n" : ""}${section}`.replaceAll("\n", ending);
}

/** The report on a document, read with the word that its own headings use where no phase was found without it. */
function readForeign(open: OpenDocument, ports: Ports): AdoptionReport {
	const { document, at } = open;
	const { text } = document.source;
	const word = document.phases.length === 0 ? wordOfHeadings(text) : null;
	const read = word === null ? document : readDocument(document.source, extendVocabulary(document.vocabulary, { phase: [word] }));
	const isFound = read.phases.length > 0;
	return reportAdoption(isFound ? read : document, rollUp(isFound ? read : document, dayOf(ports.clock.now())), at.displayPath, {
		word: isFound ? word : null,
		tables: tablesIn(text),
	});
}
