import { Lines, lineEndings, usualLineEnding } from "../text/lines.ts";
import type { Rule } from "./rule.ts";

export const mixedLineEndings: Rule = {
	name: "mixed-line-endings",
	severity: "warning",
	reports: "different line endings, usually from two editors or a merge",
	*check({ document }) {
		const { text } = document.source;
		const counts = lineEndings(text);
		const kinds = [counts.lf, counts.crlf, counts.cr].filter((count) => count > 0);
		if (kinds.length < 2) return;
		const usual = usualLineEnding(text);
		const odd = usual === "\n" ? /\r\n?/ : usual === "\r\n" ? /(?<!\r)\n|\r(?!\n)/ : /\n/;
		const line = new Lines(text).span(document.source.lineOf(text.search(odd)));
		const parts = [`${counts.lf} LF`, `${counts.crlf} CRLF`, `${counts.cr} CR`].filter((part) => !part.startsWith("0 "));
		yield {
			span: { start: line.start, end: line.start },
			message: `line endings are mixed: ${parts.join(", ")}; this is the first different one`,
			hint: "set one in .editorconfig or .gitattributes",
		};
	},
};
