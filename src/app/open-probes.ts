import { dirname, resolve } from "node:path";
import type { ProbesFile } from "../probes/file/read-probes.ts";
import { type Bindings, bind } from "../verify/bind.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Ports } from "./ports/ports.ts";

export interface OpenProbes {
	readonly probes: ProbesFile;
	readonly bindings: Bindings;
	/** For display; null if there is none. */
	readonly displayPath: string | null;
	/** The folder that paths in it are relative to. */
	readonly root: string;
	readonly text: string;
}

/**
 * Reads and binds the probes file of a document. Without one nothing is bound. `namespace` beats its default one. `parsed` is the same
 * file with the same namespace, where it has been parsed already.
 */
export async function openProbes(
	ports: Ports,
	{ document, probesFile }: OpenDocument,
	namespace: string | null,
	parsed: ProbesFile | null = null,
): Promise<OpenProbes> {
	const { loadProbes, noProbes } = await import("../probes/file/read-probes.ts");
	if (probesFile === null)
		return {
			probes: noProbes,
			bindings: bind(document, noProbes),
			displayPath: null,
			root: ports.invocation.directory,
			text: "",
		};
	const { path, displayPath, text } = probesFile;
	const probes = parsed ?? (await loadProbes(text, displayPath, namespace));
	return {
		probes,
		bindings: bind(document, probes),
		displayPath,
		root: dirname(resolve(ports.invocation.directory, path)),
		text,
	};
}
