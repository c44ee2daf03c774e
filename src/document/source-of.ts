import { Failure } from "../model/failure.ts";
import { refusePointer } from "../model/lfs-pointer.ts";
import { decode, type SourceText } from "../text/decode.ts";

/** Larger than any document that people keep by hand, in bytes or characters; a mistake in the path should not cost minutes. */
export const maxLength = 16 * 1024 * 1024;

const noHistory = "; git itself keeps only pointers, so that history, diff and hooks need a document outside of Git LFS";

/** The text of a document's bytes. Throws a Failure with the place where they are none. */
export function sourceOf(bytes: Uint8Array, displayPath: string): SourceText {
	// A pointer has no phases, so that nothing would be wrong with it.
	refusePointer(bytes, displayPath, "the document", noHistory);
	const decoded = decode(bytes);
	if (decoded.kind === "text") return decoded.source;
	const where = decoded.position === null ? displayPath : `${displayPath}:${decoded.position.line}:${decoded.position.column}`;
	throw new Failure("unusable", `${where} cannot be read: ${decoded.problem}`, decoded.hint);
}
