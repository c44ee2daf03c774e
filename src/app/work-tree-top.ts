import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Ports } from "./ports/ports.ts";

/**
 * The top of the git work tree that a folder is in; null where it is in none. It is found without running git, because every command
 * needs it: the nearest folder with a `.git`, which is a file in linked work trees and submodules. GIT_WORK_TREE names it where a hook or
 * the user sets that.
 */
export function workTreeTop(ports: Pick<Ports, "invocation" | "files">, folder: string): string | null {
	const named = ports.invocation.env.GIT_WORK_TREE;
	if (named !== undefined && named !== "") {
		const top = resolve(ports.invocation.directory, named);
		if (isInside(top, folder)) return top;
	}
	for (let at = folder; ; at = dirname(at)) {
		if (ports.files.exists(join(at, ".git"))) return at;
		if (dirname(at) === at) return null;
	}
}

/** Whether a path is a folder or something below it. */
export function isInside(folder: string, path: string): boolean {
	const below = relative(folder, path);
	return below === "" || !(below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below));
}
