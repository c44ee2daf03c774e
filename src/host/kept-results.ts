import { createHash } from "node:crypto";
import type { Kept } from "../commands/host.ts";
import { CacheFolder } from "../start/cache-folder.ts";

/** Of as many versions of probes files. */
const most = 30;
const mostBuilds = 5;

/** Results of earlier runs of this very build, in the user's cache; of nothing where there is no build or no home. */
export function keptResults(build: string | null): Kept {
	const cache = build === null ? null : cacheOf(build);
	const nameOf = (what: string, from: string): string => `${what}-${createHash("sha256").update(from).digest("hex")}`;
	return {
		read: (what, from) => cache?.read(nameOf(what, from))?.toString("utf8") ?? null,
		write: (what, from, result) => {
			cache?.write(nameOf(what, from), Buffer.from(result));
			cache?.tidy(most);
			cacheOf()?.tidy(mostBuilds);
		},
	};
}

/** Of a build; without one that of all builds. */
function cacheOf(...build: readonly string[]): CacheFolder | null {
	try {
		return new CacheFolder("kept", ...build);
	} catch {
		return null;
	}
}
