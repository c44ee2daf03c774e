import { readFileSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import { errorCode, unreadable } from "./file-problems.ts";

/** What of the outside the library needs. It belongs to somebody else's process: no signal is caught, no stream written. */
export function libraryHost(signal: AbortSignal | undefined) {
	return {
		version: packageJson.version,
		env: process.env,
		directory: process.cwd(),
		now: () => new Date(),
		interrupted: new Promise<void>((resolve) => {
			if (signal?.aborted) resolve();
			signal?.addEventListener("abort", () => resolve(), { once: true });
		}),
		files: {
			read(path: string): Uint8Array | null {
				try {
					return readFileSync(path);
				} catch (problem) {
					if (errorCode(problem) === "ENOENT" || errorCode(problem) === "ENOTDIR") return null;
					throw unreadable(problem, path);
				}
			},
		},
	};
}
