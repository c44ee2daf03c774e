import type { Rule } from "./rule.ts";

export const garbledEncoding: Rule = {
	name: "garbled-encoding",
	severity: "error",
	reports: "UTF-8 that was misread as Mac Roman, Windows-1252 or Windows-1250 and saved",
	*check({ document }) {
		const { garbling } = document.source;
		if (garbling === null) return;
		const count = garbling.stretches.length;
		const names = { macintosh: "Mac Roman", "windows-1252": "Windows-1252", "windows-1250": "Windows-1250" } as const;
		// Up to the first garbled stretch both texts are the same.
		const start = garbling.stretches[0]?.start ?? 0;
		yield {
			span: { start, end: start + 1 },
			message: `${count} ${count === 1 ? "character was" : "characters were"} garbled: the file's UTF-8 was misread as ${names[garbling.codePage]}`,
			...(garbling.lossless
				? { hint: "validate --fix restores every byte", fix: "mend-encoding" }
				: { hint: "a character was lost: restore the file from git, or retype the marks of the legend" }),
		};
	},
};
