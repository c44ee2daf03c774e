import { dirname, join } from "node:path";
import { Failure } from "../model/failure.ts";
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

/** Reads the probes file beside the document, or the one named, and binds it. Without one nothing is bound. */
export async function openProbes(
	host: Host,
	{ at, document }: OpenDocument,
	named: string | undefined,
	namespace: string | null,
): Promise<OpenProbes> {
	const path = named ?? (at.path === null ? null : join(dirname(at.path), "probes.yaml"));
	const bytes = path === null ? null : host.files.read(path);
	const { noProbes, readProbes } = await import("../probes/file/read-probes.ts");
	if (path === null || bytes === null) {
		if (named !== undefined)
			throw new Failure("unusable", `there is no file ${named}`, "name the probes file with --probes FILE");
		return { probes: noProbes, bindings: bind(document, noProbes), shown: null, root: host.directory, text: "" };
	}
	const shown = named ?? join(dirname(at.shown), "probes.yaml");
	const text = new TextDecoder().decode(bytes);
	const probes = readProbes(text, shown, namespace);
	return { probes, bindings: bind(document, probes), shown, root: dirname(path), text };
}
