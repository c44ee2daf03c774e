import { boundKeys } from "../app/bound-keys.ts";
import { type CheckRequest, documentsToCheck } from "../app/documents-to-check.ts";
import { type OpenDocument, openDocument } from "../app/open-document.ts";
import type { Ports } from "../app/ports/ports.ts";
import { reportWritten } from "../app/report-written.ts";
import { paletteOf } from "../app/terminal.ts";
import { refuseConflict } from "../edits/refuse-conflict.ts";
import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import {
	existingReport,
	type FindingsReport,
	type ReportedFinding,
	reportFinding,
} from "../reporters/findings/finding-report.ts";
import { type FindingsFormat, findingsReporters } from "../reporters/findings/index.ts";
import { check } from "../rules/check.ts";
import { fix } from "../rules/fix.ts";
import { rules } from "../rules/index.ts";
import { encode } from "../text/decode.ts";
import { printable } from "../text/printable.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";
import { outputFormat } from "./options/output-format.ts";

interface ValidateOptions extends CheckRequest {
	readonly output: FindingsFormat;
	readonly fix?: boolean;
	readonly dryRun?: boolean;
	readonly strict?: boolean;
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
		.option("--staged", "check what the next commit changes: read the git index, not the work tree")
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
		throw new Failure("usage", "--staged checks the index and changes nothing", "use it without --fix and --since");
	if (options.ifStaged && !options.staged) throw new Failure("usage", "--if-staged needs --staged", "use both");
	if (options.updateBaseline && options.baseline === undefined)
		throw new Failure("usage", "--update-baseline needs the file", "use both: validate --baseline FILE --update-baseline");
	if (options.updateBaseline && (options.fix || options.staged))
		throw new Failure("usage", "--update-baseline accepts the present findings", "use it without --fix and --staged");
	const render = await findingsReporters[options.output]();
	let left: ReportedFinding[] = [];
	const fixed: ReportedFinding[] = [];
	const existing = new Map<ReportedFinding, string>();
	const { documents, ports: versions, isChanged, parentOf, probesParentOf } = await documentsToCheck(files, options, ports);
	// In a commit, a document that the commit does not change has no findings. If it is named outside a commit, as by `pre-commit run
	// --all-files`, it must not have errors.
	const isInCommit = files.length === 0 || options.ifStaged || ports.invocation.env.GIT_INDEX_FILE !== undefined;
	let reportedOn = 0;
	for (const at of documents) {
		const isUnchanged = options.staged && !isChanged(at);
		if (isUnchanged && isInCommit) continue;
		const open = await openDocument(versions, at, options.probes);
		const bindings = await boundKeys(open.probesFile, open.document);
		const before = await parentOf(at);
		const parent = before === null ? null : readParent(open, before, ports);
		const probesBefore = before === null ? null : await probesParentOf(at);
		const probes =
			parent === null || before === null
				? null
				: await (await import("../app/probe-change.ts")).probesOfChange(open, { bytes: before, parent }, probesBefore, ports);
		const today = dayOf(ports.clock.now());
		const judge = (document: StatusDocument): Finding[] => check(document, today, bindings, parent, probes, open.rules);
		if (options.fix) {
			const repaired = await repair(open, judge, options, ports);
			for (const one of repaired.applied) fixed.push(one);
			for (const one of repaired.left) left.push(one);
			reportedOn += 1;
			continue;
		}
		const all = judge(open.document);
		const found = isUnchanged && !options.strict ? all.filter(({ severity }) => severity === "error") : all;
		if (!isUnchanged || found.length > 0) reportedOn += 1;
		const report = (one: Finding): ReportedFinding => reportFinding(one, open.document.source, open.at.displayPath);
		if (!options.staged || options.strict || isUnchanged || before === null) {
			for (const one of found) left.push(report(one));
			continue;
		}
		const { existingFindings } = await import("../app/existing-findings.ts");
		const had = await existingFindings(
			open,
			found,
			{ bytes: before, document: probes === null ? parent : null, probes: probesBefore, probesFile: options.probes },
			ports,
		);
		for (const one of found) {
			const reported = report(one);
			left.push(reported);
			if (had.has(one)) existing.set(reported, at.displayPath);
		}
	}
	if (options.baseline !== undefined && reportedOn > 0) {
		const { acceptFindings, updateBaseline } = await import("../app/accept-findings.ts");
		if (options.updateBaseline) return updateBaseline(ports, options.baseline, left);
		left = acceptFindings(ports, options.baseline, left, options.staged ?? false);
	}
	const findings = left.filter((one) => !existing.has(one));
	if (!options.dryRun) {
		const report: FindingsReport = {
			schemaVersion: 1,
			findings,
			...(options.fix ? { fixed } : {}),
			...(options.staged ? { existing: existingReport(left, existing) } : {}),
		};
		ports.output.stdout.write(
			render(report, {
				paint: await paletteOf(ports, ports.output.stdout),
				files: reportedOn,
				version: ports.invocation.version,
				rules,
			}),
		);
	}
	const failed = findings.some((finding) => finding.severity === "error" || options.strict);
	if (options.staged && failed) ports.output.stderr.write("fix the staged document, git add it, and commit again\n");
	return failed ? exitCode.findings : exitCode.done;
}

/** A parent that cannot be read is no reason to refuse the commit that fixes it. */
function readParent(open: OpenDocument, bytes: Uint8Array, ports: Ports): StatusDocument | null {
	if (Buffer.compare(bytes, open.bytes) === 0) return open.document;
	try {
		return open.readAgain(bytes);
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		ports.output.stderr.write(
			`${printable(open.at.displayPath)} cannot be read in the parent commit, so it is checked as a new document\n`,
		);
		return null;
	}
}

async function repair(
	open: OpenDocument,
	judge: (document: StatusDocument) => readonly Finding[],
	options: ValidateOptions,
	ports: Ports,
): Promise<{ applied: readonly ReportedFinding[]; left: readonly ReportedFinding[] }> {
	const { at } = open;
	let { document, bytes } = open;
	refuseConflict(document, at.displayPath);
	let result = fix(document, open.reread, judge);
	if (options.dryRun) {
		const { unifiedDiff } = await import("../text/diff.ts");
		const mark = document.source.byteOrderMark ? "\ufeff" : "";
		ports.output.stdout.write(unifiedDiff(at.displayPath, mark + document.source.raw, mark + result.text));
	} else if (result.text !== document.source.raw) {
		if (at.path === null) throw new Failure("usage", "standard input cannot be fixed in place", "name a file");
		const repairAgain = (now: Uint8Array): Uint8Array | null => {
			// The file may have been saved in the meantime: that change must not be lost.
			if (Buffer.compare(now, bytes) !== 0) {
				bytes = now;
				document = open.readAgain(now);
				refuseConflict(document, at.displayPath);
				result = fix(document, open.reread, judge);
			}
			return encode(result.text, document.source.byteOrderMark);
		};
		if (await ports.files.update(at.path, repairAgain, { command: "validate --fix", wait: 10_000 })) reportWritten(ports, at);
	}
	const { source } = document;
	const after = open.reread(result.text);
	return {
		applied: result.applied.map((finding) => reportFinding(finding, source, at.displayPath)),
		left: result.left.map((finding) => reportFinding(finding, after.source, at.displayPath)),
	};
}
