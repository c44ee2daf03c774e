import fastStringWidth from "fast-string-width";

/** Latin letters, punctuation, arrows, boxes and bars: one column each, and none joins another. Most texts have no others. */
const oneColumnEach = /^[\x20-\x7e\xa1-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc]*$/;

/** Columns that a text takes in a terminal: East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
	return oneColumnEach.test(text) ? text.length : fastStringWidth(text);
}

export function padEnd(text: string, width: number): string {
	return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
	return " ".repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Cut to a width, with an ellipsis in the last column where something was cut. */
export function truncate(text: string, width: number): string {
	if (displayWidth(text) <= width) return text;
	return width < 1 ? "" : `${beginning(text, width - 1)}…`;
}

/** As many whole characters as a width has room for. */
function beginning(text: string, width: number): string {
	let kept = "";
	let used = 0;
	for (const { segment } of graphemes().segment(text)) {
		const next = displayWidth(segment);
		if (used + next > width) break;
		kept += segment;
		used += next;
	}
	return kept;
}

/** Lines no wider than `width`, broken at spaces; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > width) {
			lines.push(line);
			line = word;
		} else line = line === "" ? word : `${line} ${word}`;
	}
	lines.push(line);
	return lines;
}

/** The same, with longer words in pieces: nothing is lost and no line is wider. */
export function wrapHard(text: string, width: number): string[] {
	return wrap(text, width).flatMap((line) => {
		const pieces: string[] = [];
		let rest = line;
		while (displayWidth(rest) > width) {
			// A single character may be wider than the line; it still goes forward.
			const piece = beginning(rest, width) || [...graphemes().segment(rest)][0]?.segment || rest;
			pieces.push(piece);
			rest = rest.slice(piece.length);
		}
		return [...pieces, rest];
	});
}

let segmenter: Intl.Segmenter | undefined;

function graphemes(): Intl.Segmenter {
	segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
	return segmenter;
}
