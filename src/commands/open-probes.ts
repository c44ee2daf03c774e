import { dirname, resolve } from "node:path";
import type { ProbesFile } from "../probes/file/read-probes.ts";
import { type Bindings, bind } from "../verify/bind.ts";
import type { Host } from "./host.ts";
import type { OpenDocument } from "./open-document.ts";

export interface OpenProbes {
	readonly probes: ProbesFile;
	readonly bindings: Bindings;
	/** As it is shown; null where there is none. */
	readonly shown: string | null;
	/** The folder that paths in it are relative to. */
	readonly root: string;
	readonly text: string;
}

/** Reads and binds the probes file of a document. Without one nothing is bound. `namespace` beats its default one. */
export async function openProbes(
	host: Host,
	{ document, probesFile }: OpenDocument,
	namespace: string | null,
): Promise<OpenProbes> {
	const { noProbes } = await import("../probes/file/read-probes.ts");
	if (probesFile === null)
		return { probes: noProbes, bindings: bind(document, noProbes), shown: null, root: host.directory, text: "" };
	const { path, shown, text } = probesFile;
	const probes = await keptOrRead(host, text, shown, namespace);
	return { probes, bindings: bind(document, probes), shown, root: dirname(resolve(host.directory, path)), text };
}

/** A probes file changes less often than it is read, and its YAML and its expressions take longer than all else that is read. */
async function keptOrRead(host: Host, text: string, shown: string, namespace: string | null): Promise<ProbesFile> {
	const { probesOf } = await import("../probes/file/read-probes.ts");
	const { keptTree, textOfProbes } = await import("../probes/file/kept-probes.ts");
	const kept = host.kept.read("probes", text);
	if (kept !== null) return probesOf(keptTree(kept), shown, namespace);
	const { parseProbesFile } = await import("../probes/file/probe-fields.ts");
	const tree = parseProbesFile(text, shown);
	const probes = probesOf(tree, shown, namespace);
	host.kept.write("probes", text, () => textOfProbes(tree));
	return probes;
}
