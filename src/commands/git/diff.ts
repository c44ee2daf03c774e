import { resolve } from "node:path";
import { locateDocument } from "../../app/locate-document.ts";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import { probesBeside, readAt } from "../../app/open-staged.ts";
import type { DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { probeChange } from "../../app/probe-change.ts";
import { nameIn, repositoryOf } from "../../app/repository.ts";
import { isInside } from "../../app/work-tree-top.ts";
import { nameAt } from "../../git/log.ts";
import { readBlobs } from "../../git/objects.ts";
import { dayOf } from "../../model/date.ts";
import type { StatusDocument } from "../../model/document.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import type { ProbeChange } from "../../model/probe-settings.ts";
import { diffDocuments, isEmpty } from "../../report/document-diff.ts";
import { type DiffFormat, diffReporters } from "../../reporters/diff/index.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { outputFormat } from "../options/output-format.ts";

interface DiffOptions extends DocumentOptions {
	readonly output: DiffFormat;
	readonly staged?: boolean;
}

export const declareDiff: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[from]", "a revision, or the JSON of an earlier verify", "HEAD")
		.argument("[to]", "another revision (default: the work tree), or the JSON of a later verify")
		.option("-o, --output <format>", `${Object.keys(diffReporters).join(", ")}`, outputFormat(diffReporters), "text")
		.option("--staged", "compare with what is staged, not with the work tree")
		.action(async (from: string, to: string | undefined, options: DiffOptions) => {
			if (options.staged && to !== undefined)
				throw new Failure("usage", "--staged compares one revision with the index", "leave out --staged, or the second revision");
			if (isVerdictFile(from) || isVerdictFile(to)) {
				await compareFiles(from, to, options, ports);
				done(exitCode.done);
				return;
			}
			const render = await diffReporters[options.output]();
			const at = locateDocument(ports, options.file);
			const open = await openDocument(ports, at, options.probes);
			const before = await versionAt(ports, open, from);
			const after = options.staged
				? await stagedVersion(ports, open)
				: to === undefined
					? null
					: await versionAt(ports, open, to);
			const probes = await probesBetween(ports, open, before.probes, after === null ? null : { bytes: after.probes });
			const names = { document: at.displayPath, from, to: options.staged ? "index" : (to ?? "work tree") };
			const diff = diffDocuments(before.document, after?.document ?? open.document, names, dayOf(ports.clock.now()), probes);
			ports.output.stdout.write(render(diff));
			if (isEmpty(diff)) ports.output.stderr.write("no phase and no item changed\n");
			done(exitCode.done);
		});
};

function isVerdictFile(word: string | undefined): boolean {
	return word?.endsWith(".json") === true;
}

/** Compares two runs of verify, without the document and git. */
async function compareFiles(from: string, to: string | undefined, { output }: DiffOptions, ports: Ports): Promise<void> {
	if (!isVerdictFile(from) || !isVerdictFile(to) || to === undefined)
		throw new Failure("usage", "verdicts are compared with verdicts", "name two files: diff before.json after.json");
	const { readVerdictFile } = await import("../../app/read-verdict-json.ts");
	const { compareVerdicts } = await import("../../report/verdict-comparison.ts");
	const { comparisonReporters } = await import("../../reporters/comparison/index.ts");
	const render = await comparisonReporters[output]();
	const before = { name: from, run: readVerdictFile(ports, from) };
	const after = { name: to, run: readVerdictFile(ports, to) };
	ports.output.stdout.write(render(compareVerdicts(before, after, false)));
}

interface Version {
	readonly document: StatusDocument;
	/** The probes file next to it; null if there was none. */
	readonly probes: Uint8Array | null;
}

/** `after` is null for the work tree. */
async function probesBetween(
	ports: Ports,
	{ at, probesFile }: OpenDocument,
	before: Uint8Array | null,
	after: { readonly bytes: Uint8Array | null } | null,
): Promise<ProbeChange | null> {
	if (after === null) return probeChange(before, probesFile, ports);
	if (after.bytes === null) return probeChange(before, null, ports);
	const text = new TextDecoder().decode(after.bytes);
	return probeChange(
		before,
		{ path: at.path ?? "", displayPath: probesFile?.displayPath ?? "probes.yaml", bytes: after.bytes, text },
		ports,
	);
}

/** The document at a revision, under the name that it had there. */
async function versionAt(ports: Ports, open: OpenDocument, revision: string): Promise<Version> {
	const repository = await repositoryOf(ports, open.at);
	const { git, name, top } = repository;
	const probesName = probesIn(ports, open, top);
	const probes = probesName === null ? null : await readAt({ git, top, name: probesName }, revision);
	const direct = await readAt(repository, revision);
	if (direct !== null) return { document: open.readAgain(direct), probes };
	const old = await nameAt(git, name, revision);
	if (old === null) throw new Failure("unusable", `${revision} has no ${name}, not even under an earlier name`);
	return { document: open.readAgain(old), probes };
}

async function stagedVersion(ports: Ports, open: OpenDocument): Promise<Version> {
	const { git, name, top } = await repositoryOf(ports, open.at);
	const probesName = probesIn(ports, open, top);
	const [content = null, probes = null] = await readBlobs(git, [
		`:0:${name}`,
		...(probesName === null ? [] : [`:0:${probesName}`]),
	]);
	if (content === null) throw new Failure("unusable", `${name} is not in the index`, "git add it first");
	return { document: open.readAgain(content), probes };
}

/** The path of the probes file in git; null if it is outside the work tree. */
function probesIn(ports: Ports, { at, probesFile }: OpenDocument, top: string): string | null {
	const path = resolve(ports.invocation.directory, probesFile?.path ?? probesBeside(at.path ?? ""));
	return isInside(top, path) ? nameIn(top, path) : null;
}
