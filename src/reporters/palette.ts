/** How much colour a stream takes: none, 16, 256 or all. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** Colours by what they mean, so that a reporter never names one. */
export interface Palette {
	readonly heading: (text: string) => string;
	readonly good: (text: string) => string;
	readonly busy: (text: string) => string;
	readonly bad: (text: string) => string;
	readonly caution: (text: string) => string;
	readonly faint: (text: string) => string;
}

const asItIs = (text: string): string => text;

export const colourless: Palette = { heading: asItIs, good: asItIs, busy: asItIs, bad: asItIs, caution: asItIs, faint: asItIs };

/** The colors of a level. chalk queries the terminal when it is loaded, so it is loaded only if color is enabled. */
export async function palette(level: ColourLevel): Promise<Palette> {
	if (level === 0) return colourless;
	const { Chalk } = await import("chalk");
	const chalk = new Chalk({ level });
	const faint = (text: string): string => chalk.dim(text);
	const heading = (text: string): string => chalk.bold(text);
	// The 16 colours are those of the user's own theme. Yellow is left out: most light themes make it unreadable.
	if (level === 1) {
		const { green: good, cyan: busy, red: bad, magenta: caution } = chalk;
		return { heading, good, busy, bad, caution, faint };
	}
	return {
		heading,
		good: chalk.ansi256(colours.good),
		busy: chalk.ansi256(colours.busy),
		bad: chalk.ansi256(colours.bad),
		caution: chalk.ansi256(colours.caution),
		faint,
	};
}

/**
 * Teal, blue, vermilion and purple after Okabe and Ito, which people with any kind of color blindness can distinguish
 * (https://jfly.uni-koeln.de/color/), in a lightness between black and white: each has a contrast of 3.7 or more against both. A mark and a
 * word always repeat the meaning.
 */
const colours = { good: 30, busy: 32, bad: 166, caution: 133 } as const;
