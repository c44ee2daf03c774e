import packageJson from "../../package.json" with { type: "json" };
import { currentTime } from "./clock.ts";
import { readInput } from "./read-input.ts";

/** The ports that the library needs. The process belongs to the calling program: no signal is caught, no stream is written. */
export function libraryPorts(signal: AbortSignal | undefined) {
	return {
		invocation: {
			version: packageJson.version,
			env: process.env,
			directory: process.cwd(),
			interrupted: new Promise<void>((resolve) => {
				if (signal?.aborted) resolve();
				signal?.addEventListener("abort", () => resolve(), { once: true });
			}),
		},
		clock: { now: currentTime },
		files: { read: readInput },
	};
}
