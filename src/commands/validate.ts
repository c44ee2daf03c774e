import { dirname, join, resolve } from "node:path";
import { type DocumentPath, locateDocument } from "../app/locate-document.ts";
import { type OpenDocument, openDocument, type ProbesText } from "../app/open-document.ts";
import type { DocumentOptions } from "../app/options.ts";
import type { Ports } from "../app/ports/ports.ts";
import { reportWritten } from "../app/report-written.ts";
import { paletteOf } from "../app/terminal.ts";
import { refuseConflict } from "../edits/refuse-conflict.ts";
import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import { portsInText } from "../model/item-ports.ts";
import { everyItem } from "../model/phase.ts";
import { bindingKeys } from "../probes/file/binding-keys.ts";
import { type FindingsReport, type ReportedFinding, reportFinding } from "../reporters/findings/finding-report.ts";
import { type FindingsFormat, findingsReporters } from "../reporters/findings/index.ts";
import { check } from "../rules/check.ts";
import { fix } from "../rules/fix.ts";
import { rules } from "../rules/index.ts";
import type { BoundKeys } from "../rules/rule.ts";
import { encode } from "../text/decode.ts";
import { printable } from "../text/printable.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";
import { outputFormat } from "./options/output-format.ts";

interface ValidateOptions extends DocumentOptions {
	readonly output: FindingsFormat;
	readonly fix?: boolean;
	readonly dryRun?: boolean;
	readonly strict?: boolean;
	readonly staged?: boolean;
	readonly ifStaged?: boolean;
	readonly since?: string;
	readonly baseline?: string;
	readonly updateBaseline?: boolean;
}

export const declareValidate: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[file...]", "the documents (default: the one that status shows)")
		.option("-o, --output <format>", `${Object.keys(findingsReporters).join(", ")}`, outputFormat(findingsReporters), "text")
		.option("--fix", "fix what can be derived from the rest of the document")
		.option("--dry-run", "with --fix: print the change as a unified diff without writing it")
		.option("--strict", "treat warnings as errors")
		.option("--staged", "check staged changes: read the git index, not the work tree")
		.option("--if-staged", "with --staged: skip files that are not in the index; at least one must be")
		.option("--since <revision>", "also check what changed since a revision")
		.option("--baseline <file>", "accept the findings that are listed in this file, and report only others")
		.option("--update-baseline", "with --baseline: write the present findings to the file, which accepts them")
		.action(async (files: readonly string[], options: ValidateOptions) => done(await validate(files, options, ports)));
};

async function validate(files: readonly string[], options: ValidateOptions, ports: Ports): Promise<ExitCode> {
	if (options.dryRun && !options.fix)
		throw new Failure("usage", "--dry-run previews what --fix would do", "use both: validate --fix --dry-run");
	if (options.staged && (options.fix || options.since !== undefined))
		throw new Failure("usage", "--staged judges the index as it is", "use it without --fix and --since");
	if (options.ifStaged && !options.staged) throw new Failure("usage", "--if-staged is about the index", "use it with --staged");
	if (options.updateBaseline && options.baseline === undefined)
		throw new Failure("usage", "--update-baseline needs the file", "use both: validate --baseline FILE --update-baseline");
	if (options.updateBaseline && (options.fix || options.staged))
		throw new Failure("usage", "--update-baseline accepts what the document has now", "use it without --fix and --staged");
	const render = await findingsReporters[options.output]();
	const left: ReportedFinding[] = [];
	const fixed: ReportedFinding[] = [];
	const { documents, outside, parentOf, probesParentOf } = await judged(files, options, ports);
	for (const at of documents) {
		const open = await openDocument(outside, at, options.probes);
		const bindings = await boundKeys(open.probesFile, open.document);
		const before = await parentOf(at);
		const parent = before === null ? null : readParent(open, before, ports);
		const probes =
			parent === null
				? null
				: await (await import("../app/probe-change.ts")).probeChange(await probesParentOf(at), open.probesFile, ports);
		const today = dayOf(ports.clock.now());
		const judge = (document: StatusDocument): Finding[] => check(document, today, bindings, parent, probes, open.rules);
		if (options.fix) {
			const mended = await mend(open, judge, options, ports);
			fixed.push(...mended.applied);
			left.push(...mended.left);
		} else {
			const found = judge(open.document);
			// A commit is told of the warnings that it brings; `validate` tells of all.
			const standing =
				options.staged && !options.strict && parent !== null ? check(parent, today, bindings, null, null, open.rules) : [];
			left.push(...withoutStanding(found, standing).map((one) => reportFinding(one, open.document.source, open.at.shown)));
		}
	}
	if (options.baseline !== undefined) {
		const { acceptFindings, updateBaseline } = await import("../app/accept-findings.ts");
		if (options.updateBaseline) return updateBaseline(ports, options.baseline, left);
		left.splice(0, left.length, ...acceptFindings(ports, options.baseline, left));
	}
	if (!options.dryRun) {
		const report: FindingsReport = { schemaVersion: 1, findings: left, ...(options.fix ? { fixed } : {}) };
		ports.output.stdout.write(
			render(report, {
				paint: await paletteOf(ports, ports.output.stdout),
				files: documents.length,
				version: ports.invocation.version,
				rules,
			}),
		);
	}
	const failed = left.some((finding) => finding.severity === "error" || options.strict);
	if (options.staged && failed)
		ports.output.stderr.write("this is what is staged: mend the file, git add it, and commit again\n");
	return failed ? exitCode.findings : exitCode.done;
}

/** Without the warnings that the document had before in the same words. */
function withoutStanding(found: readonly Finding[], standing: readonly Finding[]): readonly Finding[] {
	const known = new Map<string, number>();
	const keyOf = ({ rule, message }: Finding): string => `${rule} ${message}`;
	for (const one of standing) known.set(keyOf(one), (known.get(keyOf(one)) ?? 0) + 1);
	return found.filter((one) => {
		const times = known.get(keyOf(one)) ?? 0;
		if (one.severity === "error" || times === 0) return true;
		known.set(keyOf(one), times - 1);
		return false;
	});
}

/** A parent that cannot be read is no reason to refuse the commit that mends it. */
function readParent(open: OpenDocument, bytes: Uint8Array, ports: Ports): StatusDocument | null {
	if (Buffer.compare(bytes, open.bytes) === 0) return open.document;
	try {
		return open.readAgain(bytes);
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		ports.output.stderr.write("what it was before cannot be read, so the change was not judged\n");
		return null;
	}
}

interface Judged {
	readonly documents: readonly DocumentPath[];
	/** What they are read from. */
	readonly outside: Ports;
	/** What a document was before the change that is judged; null where only its present is. */
	parentOf(at: DocumentPath): Promise<Uint8Array | null>;
	/** The same of the probes file beside it, or of the one that was named. */
	probesParentOf(at: DocumentPath): Promise<Uint8Array | null>;
}

async function judged(files: readonly string[], options: ValidateOptions, ports: Ports): Promise<Judged> {
	if (options.staged) {
		const { openStaged } = await import("../app/open-staged.ts");
		const named = documentsOf(files, ports);
		if (files.length > 0 && named.length === 0)
			return { documents: [], outside: ports, parentOf: async () => null, probesParentOf: async () => null };
		const staged = await openStaged(ports, { files: named, file: options.file, any: options.ifStaged ?? false });
		for (const name of staged.absent) ports.output.stderr.write(`${printable(name)} is not part of this commit: not checked\n`);
		return {
			documents: staged.documents,
			outside: staged.ports,
			parentOf: async (at) => staged.parentOf(at),
			probesParentOf: async (at) => staged.probesParentOf(at),
		};
	}
	const documents = (files.length === 0 ? [options.file] : files).map((file) => locateDocument(ports, file));
	const { since } = options;
	if (since === undefined) return { documents, outside: ports, parentOf: async () => null, probesParentOf: async () => null };
	const { probesBeside, readAt } = await import("../app/open-staged.ts");
	const { nameIn, repositoryOf } = await import("../app/repository.ts");
	const { isInside } = await import("../app/work-tree-top.ts");
	return {
		documents,
		outside: ports,
		parentOf: async (at) => readAt(await repositoryOf(ports, at), since),
		probesParentOf: async (at) => {
			const { git, top } = await repositoryOf(ports, at);
			const path = resolve(ports.invocation.directory, options.probes ?? probesBeside(at.path ?? ""));
			return isInside(top, path) ? readAt({ git, top, name: nameIn(top, path) }, since) : null;
		},
	};
}

/** pre-commit names the files that a commit changes: a probes file stands for the document beside it, which is judged by it. */
function documentsOf(files: readonly string[], ports: Ports): readonly string[] {
	const named = files.flatMap((file) => {
		if (!/(?:^|[\\/])probes\.yaml$/.test(file)) return [file];
		const document = join(dirname(file), "PHASE-STATUS.md");
		return ports.files.exists(resolve(ports.invocation.directory, document)) ? [document] : [];
	});
	return [...new Set(named)];
}

/** What the probes file binds. It is parsed only where its lines alone do not tell. */
async function boundKeys(probes: ProbesText | null, document: StatusDocument): Promise<BoundKeys | null> {
	if (probes === null) return null;
	const keys = bindingKeys(probes.text);
	if (keys === null) {
		const { loadProbes } = await import("../probes/file/read-probes.ts");
		const { portsOf } = await import("../probes/ports.ts");
		const { bindings } = await loadProbes(probes.text, probes.shown);
		return { file: probes.shown, keys: bindings.map(({ key, place, probe }) => ({ key, ...place, ports: portsOf(probe) })) };
	}
	const withPorts = document.phases.flatMap(everyItem).filter(({ text }) => portsInText(text.value).length > 0);
	const named = new Set(withPorts.map(({ id }) => id).filter((id) => keys.some(({ key }) => key === id)));
	if (named.size === 0) return { file: probes.shown, keys };
	const { boundPorts } = await import("../probes/file/bound-ports.ts");
	try {
		const ports = boundPorts(probes.text, probes.shown, named);
		return {
			file: probes.shown,
			keys: keys.map((key) => {
				const own = ports.get(key.key);
				return own === undefined ? key : { ...key, ports: own };
			}),
		};
	} catch (problem) {
		// That the probes file is not YAML is for the commands to say that read it; its keys are known all the same.
		if (!(problem instanceof Failure)) throw problem;
		return { file: probes.shown, keys };
	}
}

async function mend(
	open: OpenDocument,
	judge: (document: StatusDocument) => readonly Finding[],
	options: ValidateOptions,
	ports: Ports,
): Promise<{ applied: readonly ReportedFinding[]; left: readonly ReportedFinding[] }> {
	const { at } = open;
	let { document, bytes } = open;
	refuseConflict(document, at.shown);
	let result = fix(document, open.reread, judge);
	if (options.dryRun) {
		const { unifiedDiff } = await import("../text/diff.ts");
		const mark = document.source.byteOrderMark ? "\ufeff" : "";
		ports.output.stdout.write(unifiedDiff(at.shown, mark + document.source.raw, mark + result.text));
	} else if (result.text !== document.source.raw) {
		if (at.path === null) throw new Failure("usage", "standard input cannot be mended in place", "name a file");
		const mendAgain = (now: Uint8Array): Uint8Array | null => {
			// Somebody may have saved the file meanwhile: theirs must not be lost.
			if (Buffer.compare(now, bytes) !== 0) {
				bytes = now;
				document = open.readAgain(now);
				refuseConflict(document, at.shown);
				result = fix(document, open.reread, judge);
			}
			return encode(result.text, document.source.byteOrderMark);
		};
		if (await ports.files.update(at.path, mendAgain, { command: "validate --fix", wait: 10_000 })) reportWritten(ports, at);
	}
	const { source } = document;
	const after = open.reread(result.text);
	return {
		applied: result.applied.map((finding) => reportFinding(finding, source, at.shown)),
		left: result.left.map((finding) => reportFinding(finding, after.source, at.shown)),
	};
}
