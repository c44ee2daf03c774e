import type { Command } from "commander";
import { locateDocument } from "../../app/locate-document.ts";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import { type OpenProbes, openProbes } from "../../app/open-probes.ts";
import type { DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { renderJson } from "../../reporters/json.ts";
import { outputFormat } from "../options/output-format.ts";

export const formats = { text: true, json: true } as const;

export interface ProbesOptions extends DocumentOptions {
	readonly output: keyof typeof formats;
	readonly namespace?: string;
}

export function formatOption(command: Command): Command {
	return command.option("-o, --output <format>", Object.keys(formats).join(", "), outputFormat(formats), "text");
}

export async function openBoth(
	ports: Ports,
	options: DocumentOptions & { readonly namespace?: string },
): Promise<{ open: OpenDocument; bound: OpenProbes }> {
	const open = await openDocument(ports, locateDocument(ports, options.file), options.probes);
	return { open, bound: await openProbes(ports, open, options.namespace ?? null) };
}

/** The result in the format that was asked for. */
export function show(ports: Ports, options: ProbesOptions, data: object, text: () => string): void {
	ports.output.stdout.write(options.output === "json" ? renderJson({ schemaVersion: 1, ...data }) : text());
}
