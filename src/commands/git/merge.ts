import { resolve } from "node:path";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { mergeDocuments, wronglyDerived } from "../../git/merge.ts";
import { dayOf } from "../../model/date.ts";
import { type ExitCode, exitCode, Failure, InputTooLarge } from "../../model/failure.ts";
import { encode } from "../../text/decode.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";

interface Files {
	readonly base: string;
	readonly ours: string;
	readonly theirs: string;
	readonly markerSize: number;
	/** The document's name; the probes file next to it may extend the vocabulary. */
	readonly displayPath: string;
}

export const declareMerge: Declare = (command, ports, done) => {
	command
		.argument("<base>", "%O: the common ancestor's version")
		.argument("<ours>", "%A: our version, which becomes the result")
		.argument("<theirs>", "%B: the other version")
		.argument("[marker-size]", "%L: how long conflict markers are", "7")
		.argument("[path]", "%P: the document's name", "PHASE-STATUS.md")
		.action(async (base: string, ours: string, theirs: string, size: string, displayPath: string) => {
			const markerSize = /^\d{1,3}$/.test(size) ? Number(size) : 7;
			done(await merge({ base, ours, theirs, markerSize, displayPath }, ports));
		});
};

/** Exit code 0: merged; 1: a conflict remains. Any failure falls back to git's own merge, so that no text of either side is lost. */
async function merge(files: Files, ports: Ports): Promise<ExitCode> {
	const read = readVersions(files, ports);
	if (read instanceof InputTooLarge) return mergeAsText(files, read.message, ports);
	let why: string;
	try {
		const open = await openVersion(ports, files.displayPath, read.ours);
		const versions = { base: open.readAgain(read.base), ours: open.document, theirs: open.readAgain(read.theirs) };
		const merged = mergeDocuments(versions, files.markerSize, open.reread, dayOf(ports.clock.now()));
		if (merged.kind === "merged") {
			const content = encode(merged.text, open.document.source.byteOrderMark);
			await ports.files.write(resolve(ports.invocation.directory, files.ours), content);
			if (merged.conflicts === 0) return exitCode.done;
			talk(
				ports,
				`${files.displayPath}: ${merged.conflicts === 1 ? "one place needs" : `${merged.conflicts} places need`} a decision`,
			);
			return exitCode.findings;
		}
		why = merged.why;
	} catch (problem) {
		why = problem instanceof Error ? problem.message : String(problem);
	}
	return mergeAsText(files, why, ports);
}

type Versions = Readonly<Record<"base" | "ours" | "theirs", Uint8Array>>;

/**
 * Git cannot merge something that is not a file either: it would wait for a named pipe forever. It can merge a file that is too large here.
 */
function readVersions({ base, ours, theirs }: Files, ports: Ports): Versions | InputTooLarge {
	const version = (name: string): Uint8Array => {
		const bytes = ports.files.read(resolve(ports.invocation.directory, name));
		if (bytes === null) throw new Failure("unusable", `there is no file ${name}`);
		return bytes;
	};
	try {
		return { base: version(base), ours: version(ours), theirs: version(theirs) };
	} catch (problem) {
		if (problem instanceof InputTooLarge) return problem;
		throw problem;
	}
}

async function openVersion(ports: Ports, displayPath: string, bytes: Uint8Array): Promise<OpenDocument> {
	const path = resolve(ports.invocation.directory, displayPath);
	const read = (name: string, limit?: number): Uint8Array | null => (name === path ? bytes : ports.files.read(name, limit));
	return openDocument({ ...ports, files: { ...ports.files, read } }, { path, displayPath });
}

async function mergeAsText(files: Files, why: string, ports: Ports): Promise<ExitCode> {
	talk(ports, `${files.displayPath}: merged as plain text, because ${why.slice(0, 300)}`);
	const labels = ["-L", "ours", "-L", "base", "-L", "theirs", `--marker-size=${files.markerSize}`];
	const { code, stderr } = await ports.git.here(["merge-file", ...labels, "--", files.ours, files.base, files.theirs]);
	if (code > 127) talk(ports, stderr.trim());
	if (code !== 0) return exitCode.findings;
	return (await isCorrect(files, ports)) ? exitCode.done : exitCode.findings;
}

/** Lines that merge cleanly may add up to a document that is wrong: then it is left for people to look at. */
async function isCorrect(files: Files, ports: Ports): Promise<boolean> {
	try {
		const result = ports.files.read(resolve(ports.invocation.directory, files.ours));
		if (result === null) return false;
		const wrong = wronglyDerived((await openVersion(ports, files.displayPath, result)).document, dayOf(ports.clock.now()));
		if (wrong.size === 0) return true;
		talk(ports, `cells of Phase ${[...wrong].join(", ")} do not match the checkboxes: run boulder-migrate sync, then git add it`);
	} catch {
		talk(ports, "the result cannot be read: look at it before you git add it");
	}
	return false;
}

function talk(ports: Ports, words: string): void {
	ports.output.stderr.write(`boulder-migrate: ${printable(words)}\n`);
}
