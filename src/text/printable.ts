/**
 * Untrusted text on its way to a terminal: control characters, and characters that change what a line seems to say, are shown
 * as escapes instead of being obeyed. Line feeds and tabs are escaped too, because a message is one line. So is the bracket of `##[`:
 * GitHub's runner takes it for a command anywhere in a line of a log.
 */
export function printable(text: string): string {
	if (!suspicious.test(text)) return text;
	return text.replace(everySuspicious, (character) => {
		const code = character.codePointAt(0) ?? 0;
		return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`;
	});
}

// C0, DEL and C1 controls; bidirectional controls; zero-width characters (but not the joiner and the variation selector that emoji need);
// line and paragraph separators; the byte order mark; tags; lone surrogates.
const ranges =
	"\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}\\ud800-\\udfff";
const suspicious = new RegExp(`[${ranges}]|##\\[`, "u");
const everySuspicious = new RegExp(`[${ranges}]|(?<=##)\\[`, "gu");

function hex(code: number, digits: number): string {
	return code.toString(16).padStart(digits, "0");
}
