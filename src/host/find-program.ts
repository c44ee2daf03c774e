import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/**
 * Finds a program by name: never one in the current folder, which may be a repository of someone else. Null if there is none. A path is
 * used as it is.
 */
export function findProgram(command: string, env: Readonly<Record<string, string | undefined>>): string | null {
	if (isAbsolute(command)) return isProgram(command) ? command : null;
	const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter(isAbsolute);
	const endings = process.platform === "win32" ? ["", ...(env.PATHEXT ?? ".EXE").split(";")] : [""];
	for (const folder of folders) {
		for (const ending of endings) {
			const path = join(folder, command + ending);
			if (isProgram(path)) return path;
		}
	}
	return null;
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
