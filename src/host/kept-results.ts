import { createHash } from "node:crypto";
import type { Kept } from "../commands/host.ts";
import { CacheFolder } from "../start/cache-folder.ts";

/** Of as many versions of what they depend on. */
const most = 30;
const mostBuilds = 5;

/** Results of earlier runs of this very build, in the user's cache; of nothing where there is no build or no home. */
export function keptResults(build: string | null): Kept {
	const nameOf = (from: string): string => createHash("sha256").update(from).digest("hex");
	return {
		read: (what, from) => (build === null ? null : (cacheOf(build, what)?.read(nameOf(from))?.toString("utf8") ?? null)),
		write: (what, from, make) => {
			const cache = build === null ? null : cacheOf(build, what);
			if (cache === null) return;
			const result = make();
			if (result === null) return;
			cache.write(nameOf(from), Buffer.from(result));
			cache.tidy(most);
			cacheOf()?.tidy(mostBuilds);
		},
	};
}

/** Of one kind of work of a build; without names that of all builds. */
function cacheOf(...names: readonly string[]): CacheFolder | null {
	try {
		return new CacheFolder("kept", ...names);
	} catch {
		return null;
	}
}
