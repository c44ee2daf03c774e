import { type Garbling, readGarbled } from "./garbled.ts";
import { Lines, type Position } from "./lines.ts";
import { type DecodedUtf8, decodeUtf8 } from "./utf8.ts";

/** A text file as read: what is on disk, what it means, and how the two correspond. */
export interface SourceText {
	/** As on disk, without the byte order mark; edits are made to this. */
	readonly raw: string;
	/** The intended text: `raw`, or its repaired reading if it was garbled. All spans of the model refer to this. */
	readonly text: string;
	readonly byteOrderMark: boolean;
	readonly garbling: Garbling | null;
	/** The position of an offset of `text` on disk. */
	at(offset: number): Position;
	/** The line from 1 of an offset of `text`: garbling never touches line endings. */
	lineOf(offset: number): number;
}

export type Decoded = { readonly kind: "text"; readonly source: SourceText } | Exclude<DecodedUtf8, { readonly kind: "text" }>;

const byteOrderMark = "\ufeff";

/** Decodes a file strictly: bytes that would not survive a round trip make it invalid, never a silent U+FFFD. */
export function decode(bytes: Uint8Array): Decoded {
	const decoded = decodeUtf8(bytes);
	return decoded.kind === "text" ? { kind: "text", source: sourceText(decoded.text) } : decoded;
}

/** A source from a string that is known to be well formed (tests, the result of an edit). */
export function sourceText(whole: string): SourceText {
	const hasMark = whole.startsWith(byteOrderMark);
	const raw = hasMark ? whole.slice(1) : whole;
	const garbling = readGarbled(raw);
	let lines: Lines | null = null;
	const at = (offset: number): Position => {
		lines ??= new Lines(raw);
		return lines.at(garbling === null ? offset : garbling.toSource(offset));
	};
	return {
		raw,
		text: garbling?.text ?? raw,
		byteOrderMark: hasMark,
		garbling,
		at,
		lineOf: (offset) => at(offset).line,
	};
}

/** The bytes of a text, with the byte order mark that its source had. */
export function encode(text: string, withByteOrderMark: boolean): Uint8Array {
	return new TextEncoder().encode(withByteOrderMark ? byteOrderMark + text : text);
}
