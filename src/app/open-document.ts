import { dirname, join, sep } from "node:path";
import { readDocument, readProgress } from "../document/read-document.ts";
import { maxLength, sourceOf } from "../document/source-of.ts";
import type { DocumentProgress, StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { refusePointer } from "../model/lfs-pointer.ts";
import type { OwnerRule } from "../model/owners.ts";
import type { RuleSetting, RuleSettings } from "../model/rule-names.ts";
import { builtInVocabulary } from "../model/words/built-in-words.ts";
import { extendVocabulary, type Vocabulary } from "../model/words/vocabulary.ts";
import type { Policy } from "../probes/file/policy-section.ts";
import { type SourceText, sourceText } from "../text/decode.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import type { DocumentPath } from "./locate-document.ts";
import type { Ports } from "./ports/ports.ts";

export interface OpenDocument {
	readonly at: DocumentPath;
	readonly bytes: Uint8Array;
	readonly document: StatusDocument;
	readonly policy: Policy;
	/** The owners of items that name none, by the probes file. */
	readonly owners: readonly OwnerRule[];
	/** The section `rules:` of the probes file. */
	readonly rules: RuleSettings;
	/** The named probes file, or the one next to the document; null if there is none. */
	readonly probesFile: ProbesText | null;
	/** Reads another text with the same vocabulary: what an edit made of this one. */
	readonly reread: (text: string) => StatusDocument;
	/** Reads what the file holds by now, with the same vocabulary. */
	readonly readAgain: (bytes: Uint8Array) => StatusDocument;
	/** Reads another version of the file with the vocabulary of its own probes file; null if the vocabulary is the same, or unreadable. */
	readonly readBefore: (bytes: Uint8Array, probes: Uint8Array | null) => Promise<StatusDocument | null>;
	/** The progress in another version of the file, read with the same vocabulary. */
	readonly readProgress: (bytes: Uint8Array) => DocumentProgress;
}

/** A probes file that is not parsed yet. */
export interface ProbesText {
	readonly path: string;
	readonly displayPath: string;
	readonly bytes: Uint8Array;
	readonly text: string;
}

/** Called when the files have been read and before the document is parsed. */
export type WhenRead = (probes: ProbesText | null) => Promise<void>;

/** Reads and parses the document, with the vocabulary of the probes file next to it. Throws a Failure for an unusable file. */
export async function openDocument(
	ports: Ports,
	at: DocumentPath,
	probesFile?: string,
	whenRead?: WhenRead,
): Promise<OpenDocument> {
	const bytes = at.path === null ? await ports.input.read() : ports.files.read(at.path);
	if (bytes === null) {
		throw new Failure(
			"unusable",
			`there is no file ${at.displayPath}`,
			"name the status document with --file FILE or BOULDER_MIGRATE_FILE",
		);
	}
	const source = decodeDocument(bytes, at.displayPath);
	const probes = readProbesText(ports, at, probesFile);
	await whenRead?.(probes);
	const { words, policy, owners, rules } = await settingsIn(probes);
	const read = (text: SourceText): StatusDocument => readDocument(text, words);
	return {
		at,
		bytes,
		document: read(source),
		policy,
		owners,
		rules,
		probesFile: probes,
		reread: (text) => read(sourceText(text)),
		readAgain: (now) => read(decodeDocument(now, at.displayPath)),
		readBefore: async (then, probesBefore) => {
			const wordsThen = await wordsBefore(probesBefore, probes);
			return wordsThen === null ? null : readDocument(decodeDocument(then, at.displayPath), wordsThen);
		},
		readProgress: (then) => readProgress(decodeDocument(then, at.displayPath), words),
	};
}

/** The words of another version of the probes file; null where they are the same, or cannot be read. */
async function wordsBefore(before: Uint8Array | null, now: ProbesText | null): Promise<Vocabulary | null> {
	const decoded = before === null ? null : decodeUtf8(before);
	if (decoded !== null && decoded.kind !== "text") return null;
	const text = decoded?.text.replace(/^\ufeff/, "") ?? "";
	if (!hasWords.test(text) && !hasWords.test(now?.text ?? "")) return null;
	try {
		return await wordsIn(text, now?.path ?? "probes.yaml");
	} catch (problem) {
		if (problem instanceof Failure) return null;
		throw problem;
	}
}

const hasWords = /^vocabulary[ \t]*:/m;

async function wordsIn(text: string, path: string): Promise<Vocabulary> {
	if (!hasWords.test(text)) return builtInVocabulary;
	const { readVocabularySection } = await import("../probes/file/vocabulary-section.ts");
	return extendVocabulary(builtInVocabulary, readVocabularySection(text, path));
}

function decodeDocument(bytes: Uint8Array, displayPath: string): SourceText {
	if (bytes.length > maxLength) {
		throw new Failure(
			"unusable",
			`${displayPath} has ${Math.round(bytes.length / 1024 / 1024)} MB; a status document has at most 16`,
		);
	}
	return sourceOf(bytes, displayPath);
}

/** The named probes file, or the one next to the document. */
function readProbesText(ports: Ports, at: DocumentPath, probesFile: string | undefined): ProbesText | null {
	const path = probesFile ?? (at.path === null ? null : join(dirname(at.path), "probes.yaml"));
	const bytes = path === null ? null : ports.files.read(path);
	if (path === null || bytes === null) {
		if (probesFile !== undefined)
			throw new Failure("unusable", `there is no file ${probesFile}`, "name the probes file with --probes FILE");
		return null;
	}
	const displayPath = probesFile ?? join(dirname(at.displayPath), "probes.yaml").split(sep).join("/");
	return { path, displayPath, bytes, text: decodeProbes(bytes, displayPath) };
}

/** Strictly: a byte that is not UTF-8 would otherwise become part of a name. */
function decodeProbes(bytes: Uint8Array, displayPath: string): string {
	refusePointer(bytes, displayPath, "the probes file");
	const decoded = decodeUtf8(bytes);
	if (decoded.kind === "text") return decoded.text.replace(/^\ufeff/, "");
	const { position, problem, hint } = decoded;
	const place = position === null ? "" : `:${position.line}:${position.column}`;
	throw new Failure("unusable", `${displayPath}${place}: ${problem}`, hint);
}

interface Settings {
	readonly words: Vocabulary;
	readonly policy: Policy;
	readonly owners: readonly OwnerRule[];
	readonly rules: RuleSettings;
}

/**
 * The vocabulary:, policy:, owners: and rules: of the probes file. It is YAML, and long where it binds a hundred items; every command needs its words,
 * few need the rest. So only these sections are read, and the YAML library is loaded only if there is one.
 */
async function settingsIn(probes: ProbesText | null): Promise<Settings> {
	const { text, path } = probes ?? { text: "", path: "" };
	const has = (section: string): boolean => new RegExp(`^${section}[ \\t]*:`, "m").test(text);
	const words = await wordsIn(text, path);
	const policy = has("policy")
		? (await import("../probes/file/policy-section.ts")).readPolicySection(text, path)
		: ({ secondReviewer: false, evidence: "verified" } satisfies Policy);
	const owners = has("owners") ? (await import("../probes/file/owners-section.ts")).readOwnersSection(text, path) : [];
	const rules = has("rules")
		? (await import("../probes/file/rules-section.ts")).readRulesSection(text, path)
		: new Map<string, RuleSetting>();
	return { words, policy, owners, rules };
}
