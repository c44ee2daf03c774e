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

/** The colours of a level. chalk asks the system about its terminal when it is loaded, so that is left out where none is wanted. */
export async function palette(level: ColourLevel): Promise<Palette> {
	if (level === 0) return colourless;
	const { Chalk } = await import("chalk");
	const chalk = new Chalk({ level });
	return {
		heading: (text) => chalk.bold(text),
		good: (text) => chalk.green(text),
		busy: (text) => chalk.yellow(text),
		bad: (text) => chalk.red(text),
		caution: (text) => chalk.magenta(text),
		faint: (text) => chalk.dim(text),
	};
}
