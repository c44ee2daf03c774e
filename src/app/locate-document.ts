import { dirname, join, relative, resolve, sep } from "node:path";
import { Failure } from "../model/failure.ts";
import type { Ports } from "./ports/ports.ts";
import { isInside, workTreeTop } from "./work-tree-top.ts";

/** Where a document is looked for in a folder. */
export const usualPlaces = [join("status", "PHASE-STATUS.md"), "PHASE-STATUS.md"];

/** The document that a command works on; `-` is standard input. */
export interface DocumentPath {
	/** Absolute, or null for standard input. */
	readonly path: string | null;
	/** For display: relative to the working directory if it is below it. */
	readonly displayPath: string;
}

/**
 * Finds the document: `--file`, else `BOULDER_MIGRATE_FILE`, else one of the usual places in this folder or its nearest parent, up to
 * the top of the git work tree: a document above that belongs to another project. Outside a work tree, only this folder is searched.
 * Throws a Failure that lists the searched places.
 */
export function locateDocument(ports: Ports, file: string | undefined): DocumentPath {
	const named = file ?? ports.invocation.env.BOULDER_MIGRATE_FILE;
	if (named === "-") return { path: null, displayPath: "standard input" };
	if (named !== undefined && named !== "") return place(ports, resolve(ports.invocation.directory, named));
	const top = workTreeTop(ports, ports.invocation.directory) ?? ports.invocation.directory;
	const [found] = usualDocuments(ports, top);
	if (found !== undefined) return place(ports, found);
	const searched =
		top === ports.invocation.directory
			? ports.invocation.directory
			: `${ports.invocation.directory} or above it, up to the top of the work tree ${top}`;
	throw new Failure(
		"unusable",
		`no status document: there is no ${usualPlaces.join(" and no ")} in ${searched}`,
		"name one with --file FILE or BOULDER_MIGRATE_FILE",
	);
}

/** The documents in the usual places of the nearest folder that has any, from the working directory up to `top`. */
export function usualDocuments(ports: Ports, top: string): readonly string[] {
	for (let folder = ports.invocation.directory; ; folder = dirname(folder)) {
		const found = usualPlaces.map((usual) => join(folder, usual)).filter((path) => ports.files.exists(path));
		if (found.length > 0 || folder === top || dirname(folder) === folder) return found;
	}
}

/** The folder that a document in a usual place belongs to. */
export function folderOfUsual(path: string): string {
	const parent = dirname(path);
	return path === join(dirname(parent), usualPlaces[0] ?? "") ? dirname(parent) : parent;
}

function place(ports: Ports, path: string): DocumentPath {
	const isBelow = path !== ports.invocation.directory && isInside(ports.invocation.directory, path);
	return { path, displayPath: isBelow ? relative(ports.invocation.directory, path).split(sep).join("/") : path };
}
