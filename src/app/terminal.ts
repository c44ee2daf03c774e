import { type ColourLevel, type Palette, palette } from "../reporters/palette.ts";
import type { OutputStream } from "./ports/output.ts";
import type { Ports } from "./ports/ports.ts";

/** Clears a terminal and what has scrolled out of it, and goes to its first line. */
export const clearScreen = "\u001b[H\u001b[2J\u001b[3J";

/** The colours that a stream takes. */
export function paletteOf(ports: Ports, stream: OutputStream): Promise<Palette> {
	return palette(colourOf(ports, stream));
}

/**
 * How much color to use: `FORCE_COLOR` takes precedence, then `NO_COLOR` (https://no-color.org: any value but the empty one), then whether
 * the stream is a terminal that supports colors.
 */
function colourOf(ports: Ports, stream: OutputStream): ColourLevel {
	const { FORCE_COLOR: force, NO_COLOR: no, TERM: term, COLORTERM: colours } = ports.invocation.env;
	if (force !== undefined) {
		if (force === "0" || force === "false") return 0;
		return force === "3" ? 3 : force === "2" ? 2 : 1;
	}
	if (no !== undefined && no !== "") return 0;
	if (!stream.isTerminal || term === "dumb") return 0;
	if (colours === "truecolor" || colours === "24bit") return 3;
	return term?.includes("256") ? 2 : 1;
}

/** The width to fit into; null where the output goes to no terminal: then nothing is cut. `COLUMNS` sets it in both cases. */
export function widthOf(ports: Ports, stream: OutputStream): number | null {
	const columns = Number(ports.invocation.env.COLUMNS);
	if (Number.isInteger(columns) && columns >= 20 && columns <= 1000) return columns;
	return stream.isTerminal ? Math.max(20, stream.columns ?? 80) : null;
}

/** Whether a person at a real terminal can see a view and press keys. A terminal without a size cannot show one. */
export function isInteractive({ input, output: { stdout }, invocation: { env } }: Ports): boolean {
	if (!input.isTerminal || !stdout.isTerminal || env.TERM === "dumb" || isInCi(env)) return false;
	return (stdout.columns ?? 0) >= 20;
}

/** Continuous integration gives some jobs a terminal that no person watches. */
function isInCi(env: Ports["invocation"]["env"]): boolean {
	if (env.CI === "0" || env.CI === "false") return false;
	return Object.keys(env).some((name) => name === "CI" || name === "CONTINUOUS_INTEGRATION" || name.startsWith("CI_"));
}
