import { printable } from "../../text/printable.ts";
import { displayWidth, padEnd, truncate } from "../../text/width.ts";

export interface ProgressTerminal {
	readonly isTerminal: boolean;
	/** Null where it is not known. */
	readonly columns: number | null;
}

export interface AskedItem {
	readonly asked: number;
	readonly total: number;
	/** Such as `reading pods in boulder-staging`. */
	readonly doing: string | null;
}

/** One line that is rewritten in place; both methods return the text for the terminal, which may be empty. */
export interface ProgressLine {
	/** `at` is a clock's milliseconds. */
	show(asked: AskedItem, at: number): string;
	/** Before anything else is written there, and at the end: leaves nothing behind. */
	clear(): string;
}

/** Oftener than this a line flickers and cannot be read. */
const calm = 100;

/** A progress line for a terminal; for other streams it is empty. */
export function progressLine({ isTerminal, columns }: ProgressTerminal): ProgressLine {
	let current = "";
	let since = Number.NEGATIVE_INFINITY;
	return {
		show(asked, at) {
			if (!isTerminal || at - since < calm) return "";
			// The last column stays free: some terminals wrap as soon as it is written.
			const line = truncate(sentence(asked), Math.max(1, (columns ?? 80) - 1));
			if (line === current) return "";
			const written = `\r${padEnd(line, displayWidth(current))}`;
			current = line;
			since = at;
			return written;
		},
		clear() {
			if (current === "") return "";
			const written = `\r${" ".repeat(displayWidth(current))}\r`;
			current = "";
			since = Number.NEGATIVE_INFINITY;
			return written;
		},
	};
}

function sentence({ asked, total, doing }: AskedItem): string {
	const counted = `${asked} of ${total} asked`;
	return doing === null ? counted : `${counted}, ${printable(doing)}`;
}
