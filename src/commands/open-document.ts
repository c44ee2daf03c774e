import { dirname, join, sep } from "node:path";
import { documentOfText, textOfDocument } from "../document/kept-document.ts";
import { mostLength, sourceOf } from "../document/source-of.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { builtInVocabulary, extendVocabulary, type Vocabulary } from "../model/vocabulary.ts";
import type { Policy } from "../probes/policy-section.ts";
import { type SourceText, sourceText } from "../text/decode.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import type { Host } from "./host.ts";
import type { DocumentPath } from "./locate-document.ts";

export interface OpenDocument {
	readonly at: DocumentPath;
	readonly bytes: Uint8Array;
	readonly document: StatusDocument;
	readonly policy: Policy;
	/** The probes file beside it, or the one that was named; null where there is none. */
	readonly probesFile: ProbesText | null;
	/** Loads what reads other versions of it. */
	readonly reader: () => Promise<Reader>;
}

/** Reads with the vocabulary of one document. */
export interface Reader {
	/** Another text: what an edit made of this one. */
	readonly reread: (text: string) => StatusDocument;
	/** What the file holds by now. */
	readonly readAgain: (bytes: Uint8Array) => StatusDocument;
}

/** A probes file that nobody has parsed yet. */
export interface ProbesText {
	readonly path: string;
	readonly shown: string;
	readonly bytes: Uint8Array;
	readonly text: string;
}

/** One that this very run has read. */
export interface FreshDocument extends OpenDocument, Reader {}

/** Called when both files are read, and nothing is parsed yet; waited for. */
export type WhenRead = (document: SourceText, probes: ProbesText | null) => Promise<void>;

/** What is kept of a document has at most so many characters: those of thirty documents may lie in the user's cache. */
const mostKept = 1_000_000;
/** What is read of a longer one is too long in any case, and a second copy of it takes memory. */
const longestKept = 300_000;

/** Reads and parses the document, with the vocabulary of the probes file beside it. Throws a Failure for what cannot be used. */
export async function openDocument(host: Host, at: DocumentPath, probesFile?: string): Promise<FreshDocument> {
	const { source, words, ...files } = await readFiles(host, at, probesFile);
	return { ...files, document: await read(source, words), ...(await files.reader()) };
}

/**
 * The same for whoever changes nothing: a document is looked at more often than it changes, so that what was read of the very same text
 * is kept for the next run. An edit relies on what it has read itself.
 */
export async function lookAtDocument(
	host: Host,
	at: DocumentPath,
	probesFile?: string,
	whenRead?: WhenRead,
): Promise<OpenDocument> {
	const { source, words, ...files } = await readFiles(host, at, probesFile, whenRead);
	return { ...files, document: await keptOrRead(host, source, words) };
}

async function keptOrRead(host: Host, source: SourceText, words: Vocabulary): Promise<StatusDocument> {
	if (source.text.length > longestKept) return read(source, words);
	const from = JSON.stringify([source.text, words]);
	const kept = host.kept.read("document", from);
	if (kept !== null) return documentOfText(kept, source);
	const document = await read(source, words);
	host.kept.write("document", from, () => {
		const text = textOfDocument(document);
		return text.length <= mostKept ? text : null;
	});
	return document;
}

async function read(source: SourceText, words: Vocabulary): Promise<StatusDocument> {
	const { readDocument } = await import("../document/read-document.ts");
	return readDocument(source, words);
}

async function readFiles(
	host: Host,
	at: DocumentPath,
	probesFile?: string,
	whenRead?: WhenRead,
): Promise<Omit<OpenDocument, "document"> & { readonly source: SourceText; readonly words: Vocabulary }> {
	const bytes = at.path === null ? await host.stdin.read() : host.files.read(at.path);
	if (bytes === null) {
		throw new Failure(
			"unusable",
			`there is no file ${at.shown}`,
			"name the status document with --file FILE or BOULDER_MIGRATE_FILE",
		);
	}
	const source = decodeDocument(bytes, at.shown);
	const probes = readProbesText(host, at, probesFile);
	await whenRead?.(source, probes);
	const { words, policy } = await settingsIn(probes);
	const reader = async (): Promise<Reader> => {
		const { readDocument } = await import("../document/read-document.ts");
		return {
			reread: (text) => readDocument(sourceText(text), words),
			readAgain: (now) => readDocument(decodeDocument(now, at.shown), words),
		};
	};
	return { at, bytes, source, words, policy, probesFile: probes, reader };
}

function decodeDocument(bytes: Uint8Array, shown: string): SourceText {
	if (bytes.length > mostLength) {
		throw new Failure("unusable", `${shown} has ${Math.round(bytes.length / 1024 / 1024)} MB; a status document has at most 16`);
	}
	return sourceOf(bytes, shown);
}

/** The probes file that was named, or the one beside the document. */
function readProbesText(host: Host, at: DocumentPath, probesFile: string | undefined): ProbesText | null {
	const path = probesFile ?? (at.path === null ? null : join(dirname(at.path), "probes.yaml"));
	const bytes = path === null ? null : host.files.read(path);
	if (path === null || bytes === null) {
		if (probesFile !== undefined)
			throw new Failure("unusable", `there is no file ${probesFile}`, "name the probes file with --probes FILE");
		return null;
	}
	const shown = probesFile ?? join(dirname(at.shown), "probes.yaml").split(sep).join("/");
	return { path, shown, bytes, text: decodeProbes(bytes, shown) };
}

/** Strictly: a byte that is not UTF-8 would otherwise become part of a name. */
function decodeProbes(bytes: Uint8Array, shown: string): string {
	const decoded = decodeUtf8(bytes);
	if (decoded.kind === "text") return decoded.text.replace(/^\ufeff/, "");
	const { position, problem, hint } = decoded;
	const place = position === null ? "" : `:${position.line}:${position.column}`;
	throw new Failure("unusable", `${shown}${place}: ${problem}`, hint);
}

/**
 * The vocabulary: and the policy: of the probes file. It is YAML, and long where it binds a hundred items; every command needs its words,
 * few need the rest. So only these sections are read, and the YAML library is loaded only if there is one.
 */
async function settingsIn(probes: ProbesText | null): Promise<{ readonly words: Vocabulary; readonly policy: Policy }> {
	const { text, path } = probes ?? { text: "", path: "" };
	const has = (section: string): boolean => new RegExp(`^${section}[ \\t]*:`, "m").test(text);
	const words = has("vocabulary")
		? extendVocabulary(builtInVocabulary, (await import("../probes/vocabulary-section.ts")).readVocabularySection(text, path))
		: builtInVocabulary;
	const policy = has("policy")
		? (await import("../probes/policy-section.ts")).readPolicySection(text, path)
		: { secondReviewer: false };
	return { words, policy };
}
