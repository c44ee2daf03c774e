import type { Rule } from "./rule.ts";

/** Control characters, bidirectional controls, and zero-width characters that are not part of an emoji. */
const invisible = new RegExp(
	"[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]",
	"g",
);

export const invisibleCharacter: Rule = {
	name: "invisible-character",
	severity: "warning",
	reports: "characters that nobody sees and that can make a line say something else than it seems to",
	*check({ document }) {
		const { text, lineOf } = document.source;
		let told = 0;
		for (const match of text.matchAll(invisible)) {
			const line = lineOf(match.index);
			if (line === told) continue;
			told = line;
			const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
			yield {
				span: { start: match.index, end: match.index + 1 },
				message: `there is an invisible character here: U+${code}`,
				hint: "retype the word",
			};
		}
	},
};
