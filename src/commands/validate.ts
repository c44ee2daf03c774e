import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import { bindingKeys } from "../probes/binding-keys.ts";
import { type FindingsReport, type ReportedFinding, reportFinding } from "../reporters/findings/finding-report.ts";
import { type FindingsFormat, findingsReporters } from "../reporters/findings/index.ts";
import { check } from "../rules/check.ts";
import { fix } from "../rules/fix.ts";
import { rules } from "../rules/index.ts";
import type { BoundKeys } from "../rules/rule.ts";
import { encode } from "../text/decode.ts";
import type { Declare } from "./command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import type { Host } from "./host.ts";
import { locateDocument } from "./locate-document.ts";
import { type OpenDocument, openDocument, type ProbesText } from "./open-document.ts";
import { outputFormat } from "./output-format.ts";
import { paletteOf } from "./terminal.ts";

interface ValidateOptions extends DocumentOptions {
	readonly output: FindingsFormat;
	readonly fix?: boolean;
	readonly dryRun?: boolean;
	readonly strict?: boolean;
}

export const declareValidate: Declare = (command, host, done) => {
	documentOptions(command)
		.argument("[file...]", "the documents (default: the one that status shows)")
		.option("-o, --output <format>", `${Object.keys(findingsReporters).join(", ")}`, outputFormat(findingsReporters), "text")
		.option("--fix", "mend what can be derived from the rest of the document")
		.option("--dry-run", "with --fix: print what would change as a unified diff, and change nothing")
		.option("--strict", "let warnings fail, too")
		.action(async (files: readonly string[], options: ValidateOptions) => done(await validate(files, options, host)));
};

async function validate(files: readonly string[], options: ValidateOptions, host: Host): Promise<ExitCode> {
	if (options.dryRun && !options.fix)
		throw new Failure("usage", "--dry-run previews what --fix would do", "use both: validate --fix --dry-run");
	const render = await findingsReporters[options.output]();
	const left: ReportedFinding[] = [];
	const fixed: ReportedFinding[] = [];
	const named = files.length === 0 ? [options.file] : files;
	for (const file of named) {
		const open = await openDocument(host, locateDocument(host, file), options.probes);
		const bindings = await boundKeys(open.probesFile);
		const judge = (document: StatusDocument): Finding[] => check(document, dayOf(host.now()), bindings);
		if (options.fix) {
			const mended = await mend(open, judge, options, host);
			fixed.push(...mended.applied);
			left.push(...mended.left);
		} else left.push(...judge(open.document).map((finding) => reportFinding(finding, open.document.source, open.at.shown)));
	}
	if (!options.dryRun) {
		const report: FindingsReport = { schemaVersion: 1, findings: left, ...(options.fix ? { fixed } : {}) };
		host.stdout.write(
			render(report, { paint: await paletteOf(host, host.stdout), files: named.length, version: host.version, rules }),
		);
	}
	const failed = left.some((finding) => finding.severity === "error" || options.strict);
	return failed ? exitCode.findings : exitCode.done;
}

/** What the probes file binds. It is parsed only where its lines alone do not tell. */
async function boundKeys(probes: ProbesText | null): Promise<BoundKeys | null> {
	if (probes === null) return null;
	const keys = bindingKeys(probes.text);
	if (keys !== null) return { file: probes.shown, keys };
	const { readProbes } = await import("../probes/file/read-probes.ts");
	const { bindings } = readProbes(probes.text, probes.shown);
	return { file: probes.shown, keys: bindings.map(({ key, place }) => ({ key, ...place })) };
}

async function mend(
	open: OpenDocument,
	judge: (document: StatusDocument) => readonly Finding[],
	options: ValidateOptions,
	host: Host,
): Promise<{ applied: readonly ReportedFinding[]; left: readonly ReportedFinding[] }> {
	const { at } = open;
	let { document, bytes } = open;
	let result = fix(document, open.reread, judge);
	if (options.dryRun) {
		const { unifiedDiff } = await import("../text/diff.ts");
		const mark = document.source.byteOrderMark ? "\ufeff" : "";
		host.stdout.write(unifiedDiff(at.shown, mark + document.source.raw, mark + result.text));
	} else if (result.text !== document.source.raw) {
		if (at.path === null) throw new Failure("usage", "standard input cannot be mended in place", "name a file");
		const mendAgain = (now: Uint8Array): Uint8Array | null => {
			// Somebody may have saved the file meanwhile: theirs must not be lost.
			if (Buffer.compare(now, bytes) !== 0) {
				bytes = now;
				document = open.readAgain(now);
				result = fix(document, open.reread, judge);
			}
			return encode(result.text, document.source.byteOrderMark);
		};
		await host.files.update(at.path, mendAgain, { command: "validate --fix", wait: 10_000 });
	}
	const { source } = document;
	const after = open.reread(result.text);
	return {
		applied: result.applied.map((finding) => reportFinding(finding, source, at.shown)),
		left: result.left.map((finding) => reportFinding(finding, after.source, at.shown)),
	};
}
