import { resolve } from "node:path";
import { type Day, dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import { withoutLineNumbers } from "../model/findings-baseline.ts";
import { check } from "../rules/check.ts";
import { splitLines } from "../text/lines.ts";
import { boundKeys } from "./bound-keys.ts";
import { type OpenDocument, openDocument, type ProbesText } from "./open-document.ts";
import { probesBeside } from "./open-staged.ts";
import type { Ports } from "./ports/ports.ts";

/** A version of a document and its probes file, with what is found in it. */
interface CheckedVersion {
	readonly document: StatusDocument;
	/** The probes file, where a finding may be about it. */
	readonly probes: string | null;
	readonly findings: readonly Finding[];
}

export interface ParentVersion {
	readonly bytes: Uint8Array;
	/** The document as the current probes file reads it, if that is also the parent's probes file. */
	readonly document: StatusDocument | null;
	readonly probes: Uint8Array | null;
	/** The name of the probes file, where one was named. */
	readonly probesFile: string | undefined;
}

/**
 * The findings that the document had before the commit: the parent has the same one, on the same line for an error. An error on a line that
 * the commit changes is one of the commit, because the author of the commit edited that line. A document with conflict markers cannot be compared.
 */
export async function existingFindings(
	open: OpenDocument,
	found: readonly Finding[],
	parent: ParentVersion,
	ports: Ports,
): Promise<ReadonlySet<Finding>> {
	const before = await checkParent(open, parent, ports);
	if (before === null) return new Set();
	const now: CheckedVersion = { document: open.document, probes: open.probesFile?.text ?? null, findings: found };
	return sharedFindings(before, now);
}

/** Null where the parent cannot be read: then every finding is new. */
async function checkParent(open: OpenDocument, parent: ParentVersion, ports: Ports): Promise<CheckedVersion | null> {
	const { at } = open;
	const today: Day = dayOf(ports.clock.now());
	// Compared with itself, so that a suppression of a rule about commits is as unused as it is in the next commit.
	const checked = async (document: StatusDocument, probes: ProbesText | null): Promise<CheckedVersion> => ({
		document,
		probes: probes?.text ?? null,
		findings: check(document, today, await boundKeys(probes, document), document, null, open.rules),
	});
	if (parent.document !== null) return checked(parent.document, open.probesFile);
	const probesPath = resolve(ports.invocation.directory, parent.probesFile ?? probesBeside(at.path ?? ""));
	const versions = new Map([
		[at.path ?? "", parent.bytes],
		[probesPath, parent.probes],
	]);
	const contentOf = (path: string): Uint8Array | null | undefined => versions.get(resolve(ports.invocation.directory, path));
	const parentPorts: Ports = {
		...ports,
		files: {
			...ports.files,
			read: (path, limit) => {
				const content = contentOf(path);
				return content === undefined ? ports.files.read(path, limit) : content;
			},
		},
	};
	try {
		// Read with the vocabulary of its own probes file: a commit may change what a word means.
		const old = await openDocument(parentPorts, at, parent.probes === null ? undefined : parent.probesFile);
		return await checked(old.document, old.probesFile);
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		return null;
	}
}

function sharedFindings(before: CheckedVersion, now: CheckedVersion): ReadonlySet<Finding> {
	const times = new Map<string, number>();
	const keyBefore = keysOf(before);
	for (const one of before.findings) times.set(keyBefore(one), (times.get(keyBefore(one)) ?? 0) + 1);
	const keyNow = keysOf(now);
	const shared = new Set<Finding>();
	for (const one of now.findings) {
		const key = keyNow(one);
		const left = times.get(key) ?? 0;
		if (left === 0 || one.rule === "conflict-marker") continue;
		times.set(key, left - 1);
		shared.add(one);
	}
	return shared;
}

/** Identifies the same finding in another version, on any line. */
function keysOf({ document, probes }: CheckedVersion): (finding: Finding) => string {
	const text = document.source.text;
	const probesLines = splitLines(probes ?? "");
	return ({ rule, severity, message, span, elsewhere }) => {
		const start = text.lastIndexOf("\n", span.start - 1) + 1;
		const newline = text.indexOf("\n", Math.max(span.end, span.start));
		const line = text.slice(start, newline === -1 ? text.length : newline);
		// The line of a row also changes with its percentage, which is no reason to repeat a warning about its title.
		const place =
			elsewhere !== null
				? (probesLines[elsewhere.line - 1] ?? "")
				: severity === "warning" && span.end > span.start
					? text.slice(span.start, span.end)
					: line;
		return JSON.stringify([rule, withoutLineNumbers(message), elsewhere === null, place.trimEnd()]);
	};
}
