import type { Quoted } from "../../text/command-line.ts";
import type { Palette } from "../palette.ts";

/** How much `verify` prints: `-q` the headline, by default one screen, `-v` the evidence, `-vv` also expectations and object versions. */
export const amounts = ["headline", "screen", "evidence", "everything"] as const;
export type Verbosity = (typeof amounts)[number];

/** What the formats of `verify` need besides the verdicts. */
export interface VerdictLayout {
	/** Columns of the terminal; null without one. */
	readonly width: number | null;
	readonly paint: Palette;
	/** Phases or items were chosen: each of their items is listed. */
	readonly detailed: boolean;
	readonly verbosity: Verbosity;
	/** `--require complete`: every counted item that is not checked is a finding. */
	readonly requireComplete: boolean;
	/** The options that chose the document and the cluster, each with a leading blank, for commands that are suggested. */
	readonly sameDocument: Quoted;
	readonly sameCluster: Quoted;
	/** Of this program. */
	readonly version: string;
	/** Of the bytes of the document, in hex. */
	readonly documentSha256: string;
}

/** Without a terminal, sentences are wrapped at this width, so that logs and mails stay readable. */
const widthWithoutTerminal = 120;

export function textWidth({ width }: Pick<VerdictLayout, "width">): number {
	return width ?? widthWithoutTerminal;
}
