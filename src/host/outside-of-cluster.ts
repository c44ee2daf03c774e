import type { Outside } from "../cluster/outside.ts";

/** The real outside of `src/cluster/`, made of what main.ts has already. `interrupted` ends the plugins that run. */
export function outsideOfCluster(host: {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly directory: string;
	readonly files: { read(path: string): Uint8Array | null };
	readonly now: () => Date;
	readonly interrupted: Promise<void>;
}): Outside {
	return {
		env: host.env,
		directory: host.directory,
		read: (path) => host.files.read(path),
		// Few kubeconfigs name a plugin, and starting programs is slow to load.
		run: async (request) => (await import("./run-plugin.ts")).runPlugin(request, host.env, host.interrupted),
		now: () => host.now().getTime(),
	};
}
