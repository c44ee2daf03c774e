import { InvalidArgumentError } from "commander";
import { nearest } from "../../model/did-you-mean.ts";

/** Reads the value of `--output`; an unknown one is a usage error that names the nearest. */
export function outputFormat<Format extends string>(known: Readonly<Record<Format, unknown>>): (text: string) => Format {
	return (text) => {
		const names: string[] = Object.keys(known);
		const isKnown = (name: string): name is Format => names.includes(name);
		if (isKnown(text)) return text;
		const close = nearest(text, names);
		throw new InvalidArgumentError(
			close === null ? `It is one of ${names.join(", ")}.` : `Did you mean ${close}? It is one of ${names.join(", ")}.`,
		);
	};
}
