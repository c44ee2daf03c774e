import type { ItemStatus } from "../model/item-status.ts";
import type { Palette } from "../reporters/palette.ts";

/** What a full-screen view shows of one reading. Nothing in it is escaped: `draw` does that. */
export interface Page {
	/** The document, for display. */
	readonly document: string;
	readonly title: string | null;
	/** One sentence on the whole. */
	readonly headline: string;
	/** When it was read: `read 19:51:05 UTC`. */
	readonly reading: string;
	/** The cluster that was read; empty if there is none. */
	readonly source: string;
	readonly phases: readonly PhaseRow[];
	/** By phase: its items, its checks, its success criteria. */
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
	/** Whether the remark is about something wrong. */
	readonly isProblem: boolean;
	/** What blocks it; null where nothing does. */
	readonly blocked: string | null;
	/** Line of its heading. */
	readonly line: number;
}

export interface ItemRow {
	readonly id: string;
	readonly phase: string;
	/** The heading above it. */
	readonly heading: string;
	readonly box: BoxMark;
	/** One character for its state; empty if it has none. */
	readonly mark: string;
	readonly tone: Tone;
	readonly text: string;
	/** Decides which filter shows it. */
	readonly status: ItemStatus;
	/** A word for its state. */
	readonly remark: string;
	readonly details: readonly Detail[];
	/** Whether `n` and `p` stop at it. */
	readonly isProblem: boolean;
	/** What is worth knowing before it is checked off. */
	readonly warning: string | null;
	readonly line: number;
	/** A command line that goes on from here; null where none can be typed. */
	readonly command: string | null;
}

/** A success criterion without a checkbox has a bullet. */
export type BoxMark = "[x]" | "[ ]" | "n/a" | " - ";

export function boxOf({ checked, skipped }: { readonly checked: boolean; readonly skipped: boolean }): BoxMark {
	return skipped ? "n/a" : checked ? "[x]" : "[ ]";
}

export interface Detail {
	readonly text: string;
	readonly tone: Tone;
}
