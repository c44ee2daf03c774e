import type { Files } from "../app/ports/files.ts";
import type { Clock, Invocation } from "../app/ports/ports.ts";
import type { Environment } from "../cluster/kubeconfig/environment.ts";

/** `interrupted` ends the plugins that run. */
export interface ClusterPorts {
	readonly invocation: Pick<Invocation, "env" | "directory" | "interrupted">;
	readonly files: Pick<Files, "read">;
	readonly clock: Pick<Clock, "now">;
}

/** The environment of `src/cluster/`, made of what main.ts or the library has already. */
export function clusterEnvironment({ invocation, files, clock }: ClusterPorts): Environment {
	return {
		env: invocation.env,
		directory: invocation.directory,
		read: (path) => files.read(path),
		// Few kubeconfigs name a plugin, and starting programs is slow to load.
		run: async (request) => (await import("./run-plugin.ts")).runPlugin(request, invocation.env, invocation.interrupted),
		now: () => clock.now().getTime(),
	};
}
