import { readDocument } from "../document/read-document.ts";
import { maxLength, sourceOf } from "../document/source-of.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { noPhase } from "../model/phase-range.ts";
import { builtInVocabulary } from "../model/words/built-in-words.ts";
import { extendVocabulary, type VocabularyExtension } from "../model/words/vocabulary.ts";
import { type SourceText, sourceText } from "../text/decode.ts";

export interface ParseOptions {
	/** Words and marks besides the built-in ones, as `vocabulary:` of a probes file has them. The document's own legend beats both. */
	readonly vocabulary?: VocabularyExtension | undefined;
	/** The document's name in messages and reports; default: `PHASE-STATUS.md`. */
	readonly file?: string | undefined;
}

export const usualName = "PHASE-STATUS.md";

/**
 * Reads a status document into a typed model: every fact with its position in the text, nothing derived. Text that cannot be understood is
 * in its `irregularities`, and `validate` reports it.
 *
 * @param text The text, or the bytes of a file.
 * @throws Failure if it is not UTF-8, has more than 16 MB, or has no phase: without phases, everything would count as done.
 */
export function parse(text: string | Uint8Array, options: ParseOptions = {}): StatusDocument {
	const document = reader(options)(text);
	if (document.phases.length > 0) return document;
	throw noPhase(options.file ?? usualName, "validate");
}

/** Reads texts with the same vocabulary, with or without a phase. */
export function reader({ vocabulary = {}, file = usualName }: ParseOptions): (text: string | Uint8Array) => StatusDocument {
	const words = extendVocabulary(builtInVocabulary, vocabulary);
	return (text) => readDocument(sourceFrom(text, file), words);
}

function sourceFrom(text: string | Uint8Array, file: string): SourceText {
	if (text.length > maxLength) throw new Failure("unusable", `${file} is too long: a status document has at most 16 MB`);
	if (typeof text === "string") {
		if (/\p{Surrogate}/u.test(text))
			throw new Failure("unusable", `${file} is not valid Unicode: it contains half a surrogate pair`);
		return sourceText(text);
	}
	return sourceOf(text, file);
}
