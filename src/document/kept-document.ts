import type { StatusDocument } from "../model/document.ts";
import type { SourceText } from "../text/decode.ts";

/** What was read of a source, as text for `documentOfText`. */
export function textOfDocument({ source: _, ...facts }: StatusDocument): string {
	return JSON.stringify(facts);
}

/** The document whose `textOfDocument` this is, and that has this source: with any other its places make no sense. */
export function documentOfText(text: string, source: SourceText): StatusDocument {
	const facts: Omit<StatusDocument, "source"> = JSON.parse(text);
	return { source, ...facts };
}
