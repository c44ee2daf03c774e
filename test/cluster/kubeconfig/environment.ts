import { existsSync, readFileSync } from "node:fs";
import type { Environment } from "../../../src/cluster/kubeconfig/environment.ts";
import { clusterEnvironment } from "../../../src/host/cluster-environment.ts";

/** The real one, in a folder, with only this environment. */
export function realOutside(directory: string, env: Readonly<Record<string, string>>): Environment {
	const read = (path: string): Uint8Array | null => (existsSync(path) ? readFileSync(path) : null);
	const interrupted = new Promise<void>(() => {});
	return clusterEnvironment({ invocation: { env, directory, interrupted }, files: { read }, clock: { now: () => new Date() } });
}

/** Files in memory; runs nothing. */
export function madeUpOutside(
	files: Readonly<Record<string, string | Uint8Array>>,
	env: Readonly<Record<string, string>> = {},
	more: Partial<Environment> = {},
): Environment {
	return {
		env,
		directory: "/work",
		read: (path) => {
			const content = Object.hasOwn(files, path) ? files[path] : undefined;
			return content === undefined ? null : Buffer.from(content);
		},
		run: () => Promise.reject(new Error("nothing is to be run")),
		now: () => 1_000_000,
		...more,
	};
}
