import { Lines, type Position } from "./lines.ts";

export type DecodedUtf8 =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "invalid"; readonly problem: string; readonly hint: string; readonly position: Position | null };

/** Decodes strictly: bytes that would not survive a round trip are an error, never a silent U+FFFD. A byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array): DecodedUtf8 {
	const foreign = foreignEncoding(bytes);
	if (foreign !== null) {
		const hint = `convert it first: iconv -f ${foreign} -t UTF-8`;
		return { kind: "invalid", problem: `it is ${foreign}, not UTF-8`, hint, position: null };
	}
	const text = decodeStrictly(bytes);
	if (text !== null) return { kind: "text", text };
	const valid = validPrefix(bytes);
	const byte = bytes[new TextEncoder().encode(valid).length] ?? 0;
	return {
		kind: "invalid",
		problem: `it is not UTF-8: byte 0x${byte.toString(16).padStart(2, "0")} fits no character`,
		hint: "save it as UTF-8; if it was written in an old encoding, convert it: iconv -f WINDOWS-1252 -t UTF-8",
		position: new Lines(valid).at(valid.length),
	};
}

function decodeStrictly(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** The longest prefix that is UTF-8. The streaming decoder throws at the first bad byte, so the prefix is found by bisection. */
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
