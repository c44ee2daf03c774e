import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { Failure } from "../model/failure.ts";
import type { Host } from "./host.ts";

const usualPlaces = [join("status", "PHASE-STATUS.md"), "PHASE-STATUS.md"];

/** The document that a command works on; `-` is standard input. */
export interface DocumentPath {
	/** Absolute, or null for standard input. */
	readonly path: string | null;
	/** As it is shown: relative to the working directory where it is below it. */
	readonly shown: string;
}

/**
 * Finds the document: `--file`, else `BOULDER_MIGRATE_FILE`, else one of the usual places in this folder or the nearest one above.
 * Throws a Failure that says where it was looked for.
 */
export function locateDocument(host: Host, file: string | undefined): DocumentPath {
	const named = file ?? host.env.BOULDER_MIGRATE_FILE;
	if (named === "-") return { path: null, shown: "standard input" };
	if (named !== undefined && named !== "") return place(host, resolve(host.directory, named));
	for (let folder = host.directory; ; folder = dirname(folder)) {
		for (const usual of usualPlaces) if (host.files.exists(join(folder, usual))) return place(host, join(folder, usual));
		if (dirname(folder) === folder) break;
	}
	throw new Failure(
		"unusable",
		`no status document: there is no ${usualPlaces.join(" and no ")} in ${host.directory} or above it`,
		"name one with --file FILE or BOULDER_MIGRATE_FILE",
	);
}

function place(host: Host, path: string): DocumentPath {
	const below = relative(host.directory, path);
	const outside = below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
	return { path, shown: outside ? path : below.split(sep).join("/") };
}
