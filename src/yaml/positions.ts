import { SCALAR_STYLE } from "js-yaml";
import { Lines } from "../text/lines.ts";
import type { Place } from "./tree.ts";

/** Positions of offsets in a text that starts on some line of a file. */
export class Positions {
	readonly #text: string;
	readonly #lines: Lines;
	readonly #firstLine: number;

	constructor(text: string, firstLine: number) {
		this.#text = text;
		this.#lines = new Lines(text);
		this.#firstLine = firstLine;
	}

	placeOf(offset: number): Place {
		const { line, column } = this.#lines.at(offset);
		return { line: line + this.#firstLine - 1, column };
	}

	/** Where a scalar starts: at its quote or its block indicator, neither of which is part of its value. */
	startOf(valueStart: number, style: number): number {
		if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
		if (style === SCALAR_STYLE.PLAIN) return valueStart;
		const end = this.#text[valueStart - 1] === "\n" ? valueStart - 1 : valueStart;
		const start = this.#text.lastIndexOf("\n", end - 1) + 1;
		const header = /[|>][-+\d]{0,2}(?:[ \t]+#.*)?[ \t\r]*$/.exec(this.#text.slice(start, end));
		return start + (header?.index ?? 0);
	}
}
