import { type Garbling, readGarbled } from "./garbled.ts";
import { Lines, type Position } from "./lines.ts";

/** A text file as read: what is on disk, what it means, and how the two correspond. */
export interface SourceText {
	/** As on disk, without the byte order mark; edits are made to this. */
	readonly raw: string;
	/** As meant: `raw`, or its reading where it was garbled. All spans of the model refer to this. */
	readonly text: string;
	readonly byteOrderMark: boolean;
	readonly garbling: Garbling | null;
	/** Where an offset of `text` stands on disk. */
	at(offset: number): Position;
	/** The line from 1 of an offset of `text`: garbling never touches line endings. */
	lineOf(offset: number): number;
}

export type Decoded =
	| { readonly kind: "text"; readonly source: SourceText }
	| { readonly kind: "invalid"; readonly problem: string; readonly hint: string; readonly position: Position | null };

const byteOrderMark = "\ufeff";

/** Decodes a file strictly: bytes that would not survive a round trip make it invalid, never a silent U+FFFD. */
export function decode(bytes: Uint8Array): Decoded {
	const foreign = foreignEncoding(bytes);
	if (foreign !== null) {
		const hint = `convert it first: iconv -f ${foreign} -t UTF-8`;
		return { kind: "invalid", problem: `it is ${foreign}, not UTF-8`, hint, position: null };
	}
	const whole = decodeStrictly(bytes);
	if (whole === null) {
		const valid = validPrefix(bytes);
		const position = new Lines(valid).at(valid.length);
		const byte = bytes[new TextEncoder().encode(valid).length] ?? 0;
		return {
			kind: "invalid",
			problem: `it is not UTF-8: byte 0x${byte.toString(16).padStart(2, "0")} fits no character`,
			hint: "save it as UTF-8; if it was written in an old encoding, convert it: iconv -f WINDOWS-1252 -t UTF-8",
			position,
		};
	}
	return { kind: "text", source: sourceText(whole) };
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

function decodeStrictly(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** The longest prefix that is UTF-8. The streaming decoder throws at the first bad byte, so the prefix is found by halving. */
function validPrefix(bytes: Uint8Array): string {
	let good = 0;
	let bad = bytes.length;
	while (bad - good > 1) {
		const middle = (good + bad) >> 1;
		if (streams(bytes.subarray(0, middle))) good = middle;
		else bad = middle;
	}
	const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
	return decoder.decode(bytes.subarray(0, good), { stream: true });
}

function streams(bytes: Uint8Array): boolean {
	try {
		new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
		return true;
	} catch {
		return false;
	}
}

function foreignEncoding(bytes: Uint8Array): "UTF-16LE" | "UTF-16BE" | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return "UTF-16LE";
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return "UTF-16BE";
	return null;
}
