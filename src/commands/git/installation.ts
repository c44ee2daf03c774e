import { dirname, join, resolve } from "node:path";
import { folderOfUsual, locateDocument, usualDocuments, usualPlaces } from "../../app/locate-document.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { nameIn, repositoryAt } from "../../app/repository.ts";
import { workTreeTop } from "../../app/work-tree-top.ts";
import type { Git } from "../../git/git.ts";
import { stagedNames } from "../../git/staged.ts";
import { Failure } from "../../model/failure.ts";

/** Where `git install` works, and for which documents; all are named from the top of the work tree. */
export interface Installation {
	readonly git: Git;
	readonly top: string;
	/** The documents that exist. */
	readonly documents: readonly string[];
	/** What the hook checks: those, and for a document in a usual place the other place too. */
	readonly names: readonly string[];
}

/**
 * The named documents, or else those in the usual places of this folder or its nearest parent that has any, or else all with that name in
 * the repository: a monorepo has them in several folders. Throws a Failure if there is none and one is `needed`.
 */
export async function installationOf(
	ports: Ports,
	files: readonly string[],
	file: string | undefined,
	needed: boolean,
): Promise<Installation> {
	const single = file ?? (ports.invocation.env.BOULDER_MIGRATE_FILE || undefined);
	const named = (files.length > 0 ? files : single === undefined ? [] : [single]).map((name) => {
		const path = resolve(ports.invocation.directory, name);
		if (name === "-") throw new Failure("usage", "standard input is in no repository", "name a file");
		if (!ports.files.exists(path))
			throw new Failure("unusable", `there is no file ${name}`, "name the document that the hook should check");
		return path;
	});
	const [first = null] = named;
	const { git, top } = await repositoryAt(ports, first === null ? ports.invocation.directory : dirname(first));
	const other = named.find((path) => workTreeTop(ports, dirname(path)) !== workTreeTop(ports, dirname(first ?? path)));
	if (other !== undefined)
		throw new Failure("usage", `${other} is in another repository than ${first}`, "run it once for each repository");
	if (named.length > 0) {
		const documents = named.map((path) => nameIn(top, path));
		return { git, top, documents, names: documents };
	}
	const usual = usualDocuments(ports, top);
	if (usual.length > 0) {
		const folder = folderOfUsual(usual[0] ?? "");
		return {
			git,
			top,
			documents: usual.map((path) => nameIn(top, path)),
			names: usualPlaces.map((place) => nameIn(top, join(folder, place))),
		};
	}
	const everywhere = await stagedNames(git, "PHASE-STATUS.md");
	if (everywhere.length > 0) return { git, top, documents: everywhere, names: everywhere };
	// Its error lists the searched places.
	if (needed) locateDocument(ports, undefined);
	return { git, top, documents: [], names: usualPlaces.map((place) => nameIn(top, join(top, place))) };
}
