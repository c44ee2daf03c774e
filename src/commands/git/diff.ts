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
		.argument("[from]", "a revision", "HEAD")
		.argument("[to]", "another revision (default: the work tree)")
		.option("-o, --output <format>", `${Object.keys(diffReporters).join(", ")}`, outputFormat(diffReporters), "text")
		.action(async (from: string, to: string | undefined, options: DiffOptions) => {
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
