import type { Span } from "./span.ts";

/** UTF-8 whose bytes were once read as if they were one of these. */
export const codePages = ["macintosh", "windows-1252", "windows-1250"] as const;
export type CodePage = (typeof codePages)[number];

export interface Garbling {
	readonly codePage: CodePage;
	/** Whether garbling `text` again gives the very source back; false where a character had been lost on the way. */
	readonly lossless: boolean;
	readonly text: string;
	/** The garbled stretches, in offsets of the source. */
	readonly stretches: readonly Span[];
	/** Maps an offset of `text` to the source. */
	readonly toSource: (offset: number) => number;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const notAscii = /[^\0-\x7f]+/g;

/**
 * Detects UTF-8 misread as a one-byte code page and reads it correctly.
 *
 * Each run of non-ASCII characters is judged alone, so that a text edited after it was garbled is still understood: a run is garbled if its
 * bytes in the code page are valid UTF-8 of common characters. Accented text can match by chance («déjà »» with a no-break space), so a run
 * without a pictograph counts only if no other run contradicts the code page. The code page that explains most characters is used, on a tie
 * the first. A document garbled twice is read through both layers.
 */
export function readGarbled(source: string): Garbling | null {
	const first = readLayer(source);
	if (first === null) return null;
	const deeper = first.lossless ? readGarbled(first.text) : null;
	if (deeper === null) return first;
	return {
		codePage: first.codePage,
		lossless: deeper.lossless,
		text: deeper.text,
		stretches: first.stretches,
		toSource: (offset) => first.toSource(deeper.toSource(offset)),
	};
}

function readLayer(source: string): Garbling | null {
	let best: Garbling | null = null;
	let mostSigns = 0;
	for (const codePage of codePages) {
		const found = readAs(source, codePage);
		if (found === null) continue;
		const explained = found.stretches.reduce((sum, stretch) => sum + stretch.end - stretch.start, 0);
		if (explained > mostSigns) {
			best = found;
			mostSigns = explained;
		}
	}
	return best;
}

interface Piece {
	readonly source: Span;
	readonly text: string;
	readonly certain: boolean;
}

function readAs(source: string, codePage: CodePage): Garbling | null {
	const bytesOf = encoding(codePage);
	const found: Piece[] = [];
	let lossless = true;
	let contradicted = false;
	for (const match of source.matchAll(notAscii)) {
		const bytes = toBytes(match[0], bytesOf);
		if (bytes === null) continue;
		const read = decodeRun(bytes);
		if (read === null) {
			contradicted = true;
			continue;
		}
		if (read.lost) lossless = false;
		const certain = pictograph.test(read.text);
		found.push({ source: { start: match.index, end: match.index + match[0].length }, text: read.text, certain });
	}
	const pieces = contradicted ? found.filter((piece) => piece.certain) : found;
	if (pieces.length === 0) return null;
	return { codePage, lossless, ...join(source, pieces) };
}

const pictograph = /\p{Extended_Pictographic}/u;
/** Latin, Greek, Cyrillic, punctuation, symbols, East Asian scripts, emoji: what a status document may be written in; and what only garbling brings. */
const written = new RegExp(
	"^[\\u0081\\u008d\\u008f\\u0090\\u009d\\u00a0-\\u017f\\u0192\\u02c6-\\u02dd\\u0370-\\u04ff\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20bf\\u2100-\\u2bff\\u3000-\\u9fff\\uac00-\\ud7af\\uf8ff\\ufb01\\ufb02\\ufe0f\\u200d\\uff00-\\uffef\\u{1f000}-\\u{1faff}]+$",
	"u",
);

/** Decodes a run, if it is UTF-8 of something a person would write. */
function decodeRun(bytes: Uint8Array): { text: string; lost: boolean } | null {
	const whole = decodeUtf8(bytes);
	if (whole !== null) return { text: whole, lost: false };
	// 0xF0 in Mac Roman is a private-use character that many tools drop: what is left starts with the emoji's second byte.
	if (bytes[0] !== 0x9f || bytes.length < 3) return null;
	const restored = decodeUtf8(Uint8Array.of(0xf0, ...bytes));
	return restored === null ? null : { text: restored, lost: true };
}

function decodeUtf8(bytes: Uint8Array): string | null {
	try {
		const text = utf8.decode(bytes);
		return written.test(text) ? text : null;
	} catch {
		return null;
	}
}

function toBytes(run: string, bytesOf: ReadonlyMap<string, number>): Uint8Array | null {
	const bytes = new Uint8Array(run.length);
	for (let i = 0; i < run.length; i += 1) {
		const byte = bytesOf.get(run.charAt(i));
		if (byte === undefined) return null;
		bytes[i] = byte;
	}
	return bytes;
}

function join(source: string, pieces: readonly Piece[]): Pick<Garbling, "text" | "stretches" | "toSource"> {
	let text = "";
	let from = 0;
	/** Ends of the read stretches, in both texts: between two of them offsets differ by a constant. */
	const anchors: { read: number; source: number; width: number }[] = [];
	for (const piece of pieces) {
		text += source.slice(from, piece.source.start);
		anchors.push({ read: text.length, source: piece.source.start, width: piece.text.length });
		text += piece.text;
		from = piece.source.end;
		anchors.push({ read: text.length, source: from, width: 0 });
	}
	text += source.slice(from);
	const toSource = (offset: number): number => {
		let low = 0;
		let high = anchors.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((anchors[middle]?.read ?? 0) <= offset) low = middle + 1;
			else high = middle;
		}
		const anchor = anchors[low - 1];
		if (anchor === undefined) return offset;
		// Inside a garbled run no single character corresponds: its start represents all of it.
		return offset < anchor.read + anchor.width ? anchor.source : anchor.source + offset - anchor.read;
	};
	return { text, stretches: pieces.map((piece) => piece.source), toSource };
}

/** 0x80 to 0x9F; the five that are not assigned map to themselves. */
const windows1252 =
	"\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

const encodings = new Map<CodePage, ReadonlyMap<string, number>>();

/** Which byte each character above ASCII stood for. */
function encoding(codePage: CodePage): ReadonlyMap<string, number> {
	const known = encodings.get(codePage);
	if (known !== undefined) return known;
	const upper = Uint8Array.from({ length: 128 }, (_, i) => 128 + i);
	const decoded = new TextDecoder(codePage).decode(upper);
	// Several Node versions decode windows-1252 as Latin-1 (nodejs/node#56542): its own 32 characters are given here.
	const characters = codePage === "windows-1252" ? windows1252 + decoded.slice(32) : decoded;
	const made = new Map(Array.from(characters, (character, i) => [character, 128 + i] as const));
	encodings.set(codePage, made);
	return made;
}
