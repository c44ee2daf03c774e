import { everyInvisibleInText } from "../text/invisible.ts";
import type { Rule } from "./rule.ts";

export const invisibleCharacter: Rule = {
	name: "invisible-character",
	severity: "warning",
	reports: "invisible characters, which can make a line read differently than it is",
	*check({ document }) {
		const { text, lineOf } = document.source;
		let reported = 0;
		for (const match of text.matchAll(everyInvisibleInText)) {
			const line = lineOf(match.index);
			if (line === reported) continue;
			reported = line;
			const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
			yield {
				span: { start: match.index, end: match.index + match[0].length },
				message: `invisible character U+${code}`,
				hint: "retype the word",
			};
		}
	},
};
