import { dirname, join, relative, sep } from "node:path";
import { applyChange } from "../edits/apply-change.ts";
import type { Applied, Change, Signature } from "../edits/change.ts";
import { refuseConflict } from "../edits/refuse-conflict.ts";
import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import { rollUp } from "../model/roll-up.ts";
import { reportStatus } from "../report/status-report.ts";
import { renderJson } from "../reporters/json.ts";
import { commandLine } from "../text/command-line.ts";
import { encode } from "../text/decode.ts";
import { printable } from "../text/printable.ts";
import { type DocumentPath, locateDocument } from "./locate-document.ts";
import { type OpenDocument, openDocument } from "./open-document.ts";
import type { EditCommandOptions } from "./options.ts";
import type { Ports } from "./ports/ports.ts";
import { sameDocument } from "./repeat-options.ts";
import { reportWritten } from "./report-written.ts";
import { reviewerOf } from "./reviewer.ts";

export interface Edit {
	/** The name of the command, displayed to processes that wait for the lock. */
	readonly command: string;
	/** The reason to pass a closed gate. */
	readonly force?: string | null;
	/** What to change, decided from the document as it was opened; null: nothing. */
	readonly decide: (open: OpenDocument) => Change | null | Promise<Change | null>;
}

/**
 * What every writing command does: opens the document, decides, applies, writes under the lock, reports. The change is planned before the
 * lock is taken, so that a refusal costs nothing, and planned again inside it if the document is no longer what it was.
 */
export async function editDocument(ports: Ports, options: EditCommandOptions, edit: Edit): Promise<ExitCode> {
	const at = locateDocument(ports, options.file);
	const { path } = at;
	if (path === null) {
		const hint = "name a file with --file FILE: text from a pipe cannot be written back";
		throw new Failure("usage", "standard input cannot be changed", hint);
	}
	const open = await openDocument(ports, at, options.probes);
	refuseConflict(open.document, at.displayPath);
	const change = await edit.decide(open);
	if (change === null) return exitCode.done;
	const signature: Signature = {
		reviewer: await reviewerOf(ports, options.reviewer),
		day: options.date ?? dayOf(ports.clock.now()),
		message: options.message ?? null,
		force: edit.force ?? null,
		...open.policy,
	};
	let document = open.document;
	let bytes = open.bytes;
	const createPart = options.create === true ? (await import("../edits/create-part.ts")).createPart : null;
	const plan = (now: StatusDocument): Applied => {
		const created = createPart?.(now, change, signature.day, open.reread) ?? null;
		const planned = applyChange(created === null ? now : open.reread(created.text), change, signature, open.reread);
		if (created === null || planned.kind === "unchanged") return planned;
		return { ...planned, changes: [`added: ${created.added}`, ...planned.changes] };
	};
	let applied = plan(document);
	if (options.dryRun) await preview(ports, open, path, applied, options);
	else {
		const replan = (now: Uint8Array): Uint8Array | null => {
			if (Buffer.compare(now, bytes) !== 0) {
				bytes = now;
				document = open.readAgain(now);
				applied = plan(document);
			}
			return applied.kind === "changed" ? encode(applied.text, document.source.byteOrderMark) : null;
		};
		const how = { command: edit.command, wait: options.lockTimeout };
		const written = applied.kind === "changed" && (await ports.files.update(path, replan, how));
		reportEdit(ports, at.displayPath, applied, options);
		if (written) reportWritten(ports, at);
		if (written && applied.kind === "changed" && options.output === "text" && options.quiet !== true)
			reportTotals(ports, at, applied.document, change, options);
	}
	return exitCode.done;
}

/** The new total of the phases that changed, and what to do next. */
function reportTotals(
	ports: Ports,
	at: DocumentPath,
	document: StatusDocument,
	change: Change,
	options: EditCommandOptions,
): void {
	const phases = phasesOf(change);
	const changed = rollUp(document, dayOf(ports.clock.now())).filter(({ phase }) => phases.has(phase.id));
	const { stderr } = ports.output;
	for (const { id, done, counted } of reportStatus(document, changed, at.displayPath).phases)
		stderr.write(`${printable(at.displayPath)}: Phase ${printable(id)}: ${done} of ${counted} items done\n`);
	const command = commandLine`boulder-migrate next${sameDocument(options)}`;
	if (command !== null) stderr.write(`next: ${command}\n`);
}

function phasesOf(change: Change): ReadonlySet<string> {
	if ("items" in change) return new Set(change.items.map((id) => id.split("/")[0] ?? ""));
	return new Set("phase" in change ? [change.phase] : []);
}

function reportEdit(
	ports: Ports,
	displayPath: string,
	applied: Applied,
	options: EditCommandOptions,
	diff: string | null = null,
): void {
	const changes = applied.kind === "changed" ? applied.changes : [];
	if (options.output === "json") {
		const report = { schemaVersion: 1, document: displayPath, changed: applied.kind === "changed", changes };
		ports.output.stdout.write(renderJson(diff === null ? report : { ...report, diff }));
	} else if (diff !== null) ports.output.stdout.write(diff);
	else for (const line of changes) ports.output.stdout.write(`${printable(line)}\n`);
	if (applied.kind === "unchanged") ports.output.stderr.write(`nothing to change: ${printable(applied.why)}\n`);
}

async function preview(
	ports: Ports,
	open: OpenDocument,
	path: string,
	applied: Applied,
	options: EditCommandOptions,
): Promise<void> {
	if (applied.kind === "unchanged") return reportEdit(ports, open.at.displayPath, applied, options, "");
	const { unifiedDiff } = await import("../text/diff.ts");
	const { source } = open.document;
	const mark = source.byteOrderMark ? "\ufeff" : "";
	const { folder, name } = placeOfPatch(ports, path);
	if (folder !== ports.invocation.directory)
		ports.output.stderr.write(`the paths are relative to ${printable(folder)}: apply it there\n`);
	reportEdit(ports, open.at.displayPath, applied, options, unifiedDiff(name, mark + source.raw, mark + applied.text));
}

/**
 * The folder from which a patch applies: the current one if the document is below it, else the top of its repository, else the document's
 * own folder.
 */
function placeOfPatch(ports: Ports, path: string): { readonly folder: string; readonly name: string } {
	const below = (folder: string): string => relative(folder, path).split(sep).join("/");
	const here = below(ports.invocation.directory);
	if (!here.startsWith("../")) return { folder: ports.invocation.directory, name: here };
	for (let folder = dirname(path); ; folder = dirname(folder)) {
		if (ports.files.exists(join(folder, ".git"))) return { folder, name: below(folder) };
		if (dirname(folder) === folder) return { folder: dirname(path), name: below(dirname(path)) };
	}
}
