import { displayWidth } from "../src/text/width.ts";

export interface TerminalState {
	readonly lines: readonly string[];
	readonly isAlternate: boolean;
	readonly isCursorShown: boolean;
	/** How many lines the alternate screen lost at its top: a view must not scroll. */
	readonly scrolled: number;
	/** Sequences that are none of those a view needs. */
	readonly others: readonly string[];
	/** For each cell the parameters of the colours and styles that it was written with, `1;38;5;30`; empty: none. */
	readonly styles: readonly (readonly string[])[];
}

/** What a terminal shows after all this was written to it: as much of one as a view needs. */
export function screenOf(written: string, rows: number, columns: number): TerminalState {
	const empty = (): string[][] => Array.from({ length: rows }, () => []);
	let cells = empty();
	let styles = empty();
	let style = "";
	let main: string[][] | null = null;
	let [row, column] = [0, 0];
	let isCursorShown = true;
	let scrolled = 0;
	const others: string[] = [];
	const feed = (): void => {
		if (row < rows - 1) row += 1;
		else {
			cells = [...cells.slice(1), []];
			styles = [...styles.slice(1), []];
			if (main !== null) scrolled += 1;
		}
	};
	const put = (character: string): void => {
		const width = displayWidth(character);
		const line = cells[row] ?? [];
		if (width === 0) {
			line[column - 1] = (line[column - 1] ?? "") + character;
			return;
		}
		if (column + width > columns) {
			column = 0;
			feed();
			put(character);
			return;
		}
		for (let index = line.length; index < column; index += 1) line[index] = " ";
		line[column] = character;
		if (width === 2) line[column + 1] = "";
		cells[row] = line;
		const painted = styles[row] ?? [];
		for (let index = column; index < column + width; index += 1) painted[index] = style;
		styles[row] = painted;
		column += width;
	};
	const control = (parameters: string, final: string): boolean => {
		const count = Number(parameters.split(";")[0] || 1);
		if (final === "A") row = Math.max(0, row - count);
		else if (final === "B") row = Math.min(rows - 1, row + count);
		else if (final === "E") [row, column] = [Math.min(rows - 1, row + count), 0];
		else if (final === "G") column = count - 1;
		else if (final === "H") [row, column] = [count - 1, Number(parameters.split(";")[1] || 1) - 1];
		else if (final === "K" && parameters === "") cells[row] = (cells[row] ?? []).slice(0, column);
		else if (final === "K" && parameters === "2") cells[row] = [];
		else if (final === "J" && (parameters === "2" || parameters === "3")) cells = parameters === "2" ? empty() : cells;
		else if (parameters === "?25") isCursorShown = final === "h";
		else if (parameters === "?1049" && final === "h" && main === null) [main, cells] = [cells, empty()];
		else if (parameters === "?1049" && final === "l" && main !== null) [cells, main] = [main, null];
		else if (final === "m") style = styled(style, parameters);
		else return parameters === "?2026" || parameters === "?1049";
		return true;
	};
	for (const [part, parameters, final] of written.matchAll(/\x1b\[([?\d;]*)([A-Za-z])|\x1b.?|[\s\S]/gu)) {
		if (final !== undefined) {
			if (!control(parameters ?? "", final)) others.push(part);
		} else if (part.startsWith("\x1b") || part === "\x07") others.push(part);
		else if (part === "\n") feed();
		else if (part === "\r") column = 0;
		else put(part);
	}
	const lines = cells.map((line) => line.join("").trimEnd());
	return { lines, isAlternate: main !== null, isCursorShown, scrolled, others, styles };
}

/** The styles that hold after another sequence of them: those that a palette uses. */
function styled(before: string, parameters: string): string {
	const without = (pattern: RegExp): string => before.replace(pattern, "").replace(/;+/g, ";").replace(/^;|;$/g, "");
	if (parameters === "" || parameters === "0") return "";
	if (parameters === "22") return without(/\b[12]\b(?=;|$)(?<!5;[12])/g);
	if (parameters === "39") return without(/38;5;\d+|3[0-7]/g);
	return before === "" ? parameters : `${parameters};${before}`;
}
