import type { Quoted } from "../../text/command-line.ts";
import type { Palette } from "../palette.ts";

/** What the formats of `verify` need besides the verdicts. */
export interface VerdictLayout {
	/** Columns of the terminal; null where there is none: nothing is cut or wrapped. */
	readonly width: number | null;
	readonly paint: Palette;
	/** Phases or items were chosen: evidence and every open item are shown. */
	readonly detailed: boolean;
	/** `--require complete`: whatever counts and is not checked off is a finding. */
	readonly requireComplete: boolean;
	/** The options that chose the document and the cluster, each with a blank in front: for commands that are told. */
	readonly sameDocument: Quoted;
	readonly sameCluster: Quoted;
	/** Of this program. */
	readonly version: string;
	/** Of the bytes of the document, in hex. */
	readonly documentSha256: string;
}
