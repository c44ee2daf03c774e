import type { Outside } from "../cluster/kubeconfig/environment.ts";

export interface ClusterHost {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly directory: string;
	readonly files: { read(path: string): Uint8Array | null };
	readonly now: () => Date;
	/** Ends the plugins that run. */
	readonly interrupted: Promise<void>;
}

/** The real outside of `src/cluster/`, made of what main.ts or the library has already. */
export function outsideOfCluster(host: ClusterHost): Outside {
	return {
		env: host.env,
		directory: host.directory,
		read: (path) => host.files.read(path),
		// Few kubeconfigs name a plugin, and starting programs is slow to load.
		run: async (request) => (await import("./run-plugin.ts")).runPlugin(request, host.env, host.interrupted),
		now: () => host.now().getTime(),
	};
}
