import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** The real kubectl: the other side of every comparison. Null where there is none; on the server that is a failure. */
export const kubectl: string | null =
	(process.env.PATH ?? "")
		.split(":")
		.map((folder) => join(folder, "kubectl"))
		.find(isProgram) ?? null;

if (kubectl === null && process.env.CI === "true") throw new Error("there is no kubectl to compare with");

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

export interface KubectlRan {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs it in a folder, which is its home too, with nothing on its standard input. */
export function runKubectl(
	words: readonly string[],
	folder: string,
	env: Readonly<Record<string, string>> = {},
): Promise<KubectlRan> {
	return new Promise((resolve) => {
		const child = execFile(
			kubectl ?? "kubectl",
			words,
			{ cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env }, timeout: 20_000 },
			(problem, stdout, stderr) => resolve({ code: problem === null ? 0 : 1, stdout, stderr }),
		);
		child.stdin?.end();
	});
}
