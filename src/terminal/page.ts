import type { Palette } from "../reporters/palette.ts";

/** What a full-screen view shows of one reading. Nothing in it is escaped: `draw` does that. */
export interface Page {
	/** The document, as it is shown. */
	readonly document: string;
	readonly title: string | null;
	/** One sentence on the whole. */
	readonly headline: string;
	/** When it was read: `read 19:51:05 UTC`. */
	readonly reading: string;
	/** Which cluster was asked; empty where none is. */
	readonly source: string;
	readonly phases: readonly PhaseRow[];
	readonly items: readonly ItemRow[];
}

export type Tone = keyof Palette | "plain";

export interface PhaseRow {
	readonly id: string;
	readonly title: string;
	readonly tone: Tone;
	readonly percent: number;
	/** Behind the bar: `12/52 in progress`. */
	readonly remark: string;
}

export interface ItemRow {
	readonly id: string;
	readonly phase: string;
	/** Under which heading it stands. */
	readonly heading: string;
	readonly box: "[x]" | "[ ]" | "n/a";
	/** One character for its state; empty where there is none to tell. */
	readonly mark: string;
	readonly tone: Tone;
	readonly text: string;
	/** A word for its state. */
	readonly remark: string;
	readonly details: readonly Detail[];
	/** Why it cannot be checked off; null: it may be tried. */
	readonly settled: string | null;
	/** What is worth knowing before it is checked off. */
	readonly warning: string | null;
}

/** What the box of an item says of it, and why it cannot be checked off where it cannot. */
export function boxOf({
	checked,
	skipped,
}: {
	readonly checked: boolean;
	readonly skipped: boolean;
}): Pick<ItemRow, "box" | "settled"> {
	return {
		box: skipped ? "n/a" : checked ? "[x]" : "[ ]",
		settled: checked ? "it is checked off already" : skipped ? "it is skipped: unskip it first" : null,
	};
}

export interface Detail {
	readonly text: string;
	readonly tone: Tone;
}
