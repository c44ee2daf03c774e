import { locateDocument } from "../../app/locate-document.ts";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import { readAt } from "../../app/open-staged.ts";
import { type DocumentOptions, documentOptions } from "../../app/options/document-options.ts";
import { outputFormat } from "../../app/options/output-format.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { repositoryOf } from "../../app/repository.ts";
import { nameAt } from "../../git/log.ts";
import { dayOf } from "../../model/date.ts";
import type { StatusDocument } from "../../model/document.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import { diffDocuments } from "../../report/document-diff.ts";
import { type DiffFormat, diffReporters } from "../../reporters/diff/index.ts";
import type { Declare } from "../command.ts";

interface DiffOptions extends DocumentOptions {
	readonly output: DiffFormat;
}

export const declareDiff: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[from]", "a revision, or the JSON of an earlier verify", "HEAD")
		.argument("[to]", "another revision (default: the work tree), or the JSON of a later verify")
		.option("-o, --output <format>", `${Object.keys(diffReporters).join(", ")}`, outputFormat(diffReporters), "text")
		.action(async (from: string, to: string | undefined, options: DiffOptions) => {
			if (isVerdictFile(from) || isVerdictFile(to)) {
				await compareFiles(from, to, options, ports);
				done(exitCode.done);
				return;
			}
			const render = await diffReporters[options.output]();
			const at = locateDocument(ports, options.file);
			const open = await openDocument(ports, at, options.probes);
			const before = await versionAt(ports, open, from);
			const after = to === undefined ? open.document : await versionAt(ports, open, to);
			const diff = diffDocuments(before, after, { document: at.shown, from, to: to ?? "work tree" }, dayOf(ports.clock.now()));
			ports.output.stdout.write(render(diff));
			if (diff.phases.length === 0 && diff.reviews.added.length + diff.reviews.gone.length === 0)
				ports.output.stderr.write("no phase and no item changed\n");
			done(exitCode.done);
		});
};

function isVerdictFile(word: string | undefined): boolean {
	return word?.endsWith(".json") === true;
}

/** Two runs of verify: neither the document nor git is asked. */
async function compareFiles(from: string, to: string | undefined, { output }: DiffOptions, ports: Ports): Promise<void> {
	if (!isVerdictFile(from) || !isVerdictFile(to) || to === undefined)
		throw new Failure("usage", "verdicts are compared with verdicts", "name two files: diff before.json after.json");
	const { readVerdictFile } = await import("../../app/compare-verdicts.ts");
	const { compareVerdicts } = await import("../../report/verdict-comparison.ts");
	const { comparisonReporters } = await import("../../reporters/comparison/index.ts");
	const render = await comparisonReporters[output]();
	const before = { name: from, run: readVerdictFile(ports, from) };
	const after = { name: to, run: readVerdictFile(ports, to) };
	ports.output.stdout.write(render(compareVerdicts(before, after, false)));
}

/** The document at a revision, under the name that it had there. */
async function versionAt(ports: Ports, open: OpenDocument, revision: string): Promise<StatusDocument> {
	const repository = await repositoryOf(ports, open.at);
	const direct = await readAt(repository, revision);
	if (direct !== null) return open.readAgain(direct);
	const { git, name } = repository;
	const old = await nameAt(git, name, revision);
	if (old === null) throw new Failure("unusable", `${revision} has no ${name}, under whatever name`);
	return open.readAgain(old);
}
