import { Failure } from "../model/failure.ts";
import { decode, type SourceText } from "../text/decode.ts";

/** Larger than any document that people keep by hand, in bytes or characters; a mistake in the path should not cost minutes. */
export const mostLength = 16 * 1024 * 1024;

/** The text of a document's bytes. Throws a Failure with the place where they are none. */
export function sourceOf(bytes: Uint8Array, shown: string): SourceText {
	const decoded = decode(bytes);
	if (decoded.kind === "text") return decoded.source;
	const where = decoded.position === null ? shown : `${shown}:${decoded.position.line}:${decoded.position.column}`;
	throw new Failure("unusable", `${where} cannot be read: ${decoded.problem}`, decoded.hint);
}
