import packageJson from "../../package.json" with { type: "json" };
import { currentTime } from "./clock.ts";
import { readInput } from "./read-input.ts";

/** What of the outside the library needs. It belongs to somebody else's process: no signal is caught, no stream written. */
export function libraryHost(signal: AbortSignal | undefined) {
	return {
		version: packageJson.version,
		env: process.env,
		directory: process.cwd(),
		now: currentTime,
		interrupted: new Promise<void>((resolve) => {
			if (signal?.aborted) resolve();
			signal?.addEventListener("abort", () => resolve(), { once: true });
		}),
		files: {
			read: readInput,
		},
	};
}
