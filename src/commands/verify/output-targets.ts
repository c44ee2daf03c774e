import { normalize, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import type { Files } from "../../app/ports/files.ts";
import type { Output, OutputStream } from "../../app/ports/output.ts";
import type { Invocation } from "../../app/ports/ports.ts";
import { outputFormat } from "../options/output-format.ts";

/** Where a format goes: a file, or standard output. */
export interface OutputTarget<Format extends string> {
	readonly format: Format;
	readonly file: string | null;
}

export type OutputTargets<Format extends string> = readonly OutputTarget<Format>[];

/**
 * Reads an `--output` that may be repeated: FORMAT, at most once, or FORMAT=FILE. Leave the option without a default: commander would
 * hand it over as if it had been given.
 */
export function outputTargets<Format extends string>(
	known: Readonly<Record<Format, unknown>>,
): (text: string, before: OutputTargets<Format> | undefined) => OutputTargets<Format> {
	const formatOf = outputFormat(known);
	return (text, before = []) => {
		const at = text.indexOf("=");
		const format = formatOf(at < 0 ? text : text.slice(0, at));
		const named = at < 0 ? "-" : text.slice(at + 1);
		if (named === "") throw new InvalidArgumentError(`Name a file after the equals sign: ${format}=FILE.`);
		const file = named === "-" ? null : named;
		const clash = before.find((one) => one.file === file || (one.file !== null && file !== null && same(one.file, file)));
		if (clash !== undefined)
			throw new InvalidArgumentError(
				file === null
					? `Only one format goes to standard output, and ${clash.format} does; write ${format}=FILE.`
					: `${clash.format} is written to ${file} already.`,
			);
		return [...before, { format, file }];
	};
}

/** Files are written in addition to what is printed: a run that only writes files still prints its result. */
export function withPrinted<Format extends string>(
	targets: OutputTargets<Format> | undefined,
	usual: Format,
): OutputTargets<Format> {
	const all = targets ?? [];
	return all.some((one) => one.file === null) ? all : [{ format: usual, file: null }, ...all];
}

/**
 * Renders each target and writes it. `render` gets the stream of the text; null for a file, which has neither
 * width nor color. Files come first, so that the printed result is true and an error about a file stays visible. Throws the errors of the
 * port for a file that cannot be written.
 */
export async function writeOutputs<Format extends string>(
	ports: {
		readonly invocation: Pick<Invocation, "directory">;
		readonly output: Pick<Output, "stdout">;
		readonly files: Pick<Files, "write">;
	},
	targets: OutputTargets<Format>,
	render: (format: Format, stream: OutputStream | null) => Promise<string>,
): Promise<void> {
	for (const { format, file } of targets) {
		if (file === null) continue;
		await ports.files.write(resolve(ports.invocation.directory, file), new TextEncoder().encode(await render(format, null)));
	}
	for (const { format, file } of targets) if (file === null) ports.output.stdout.write(await render(format, ports.output.stdout));
}

function same(one: string, other: string): boolean {
	return normalize(one) === normalize(other);
}
