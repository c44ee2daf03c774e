import { dirname, join, relative, resolve, sep } from "node:path";
import { folderPrefix, type Git } from "../git/git.ts";
import { Failure } from "../model/failure.ts";
import type { DocumentPath } from "./locate-document.ts";
import type { Ports } from "./ports/ports.ts";
import { isInside, workTreeTop } from "./work-tree-top.ts";

/** The repository of a document, which need not be that of the working directory. */
export interface Repository {
	readonly git: Git;
	/** The name of the document from the top of the work tree, as git has it. */
	readonly name: string;
	/** The top of the work tree. */
	readonly top: string;
}

/** Throws a Failure for standard input, and where the document is in no repository. */
export async function repositoryOf(ports: Ports, { path }: DocumentPath): Promise<Repository> {
	if (path === null) throw new Failure("usage", "standard input has no history", "name a file with --file FILE");
	const { git, top } = await repositoryAt(ports, dirname(path));
	return { git, top, name: nameIn(top, path) };
}

/**
 * The repository of a folder. In that of the working directory git runs there, with the variables of a hook; in another one it runs
 * without them.
 */
export async function repositoryAt(ports: Ports, folder: string): Promise<Omit<Repository, "name">> {
	const top = workTreeTop(ports, folder);
	if (top !== workTreeTop(ports, ports.invocation.directory)) return { git: ports.git.in(top ?? folder), top: top ?? folder };
	return { git: ports.git.here, top: topOf(ports.invocation.directory, await prefixOf(ports)) };
}

/** The path of a file from the top of its work tree, as git has it. Throws a Failure if it is outside. */
export function nameIn(top: string, path: string): string {
	if (!isInside(top, path))
		throw new Failure("unusable", `${path} is outside of the git work tree ${top}`, "name a file inside it");
	return relative(top, path).split(sep).join("/");
}

/** In a hook, and everywhere else with this variable, this is the top of the work tree; running git costs a process. */
async function prefixOf(ports: Ports): Promise<string> {
	const { GIT_DIR, GIT_WORK_TREE } = ports.invocation.env;
	const isTop =
		GIT_WORK_TREE === undefined && (GIT_DIR !== undefined || ports.files.exists(join(ports.invocation.directory, ".git")));
	return isTop ? "" : folderPrefix(ports.git.here);
}

/** The top of the work tree: `prefix` is the way from there to `directory`, as git has it. */
function topOf(directory: string, prefix: string): string {
	const steps = prefix.split("/").filter(Boolean);
	return resolve(directory, ...steps.map(() => ".."));
}
