import { ClusterProblem } from "../problem.ts";
import { clusterAddress } from "./cluster-address.ts";
import type { ResolvedContext } from "./connection.ts";
import { fixedCredentials } from "./credentials.ts";
import type { Environment } from "./environment.ts";
import { type FoundKubeconfig, findKubeconfig } from "./find-kubeconfig.ts";
import { inCluster } from "./in-cluster.ts";
import { type Plugins, userCredentials } from "./user-credentials.ts";

export interface ContextOptions {
	/** `--kubeconfig`. */
	readonly kubeconfig: string | null;
	/** `--context`, each once; empty for the current one. */
	readonly contexts: readonly string[];
	/** `--namespace`, instead of those of the contexts. */
	readonly namespace: string | null;
	/** False with `--no-exec-auth`: a kubeconfig may not run programs. */
	readonly arePluginsAllowed: boolean;
}

/** Where to connect and as whom, by the rules of kubectl. Runs nothing yet. Throws ClusterProblem "credentials". */
export function resolveContexts(environment: Environment, options: ContextOptions): readonly ResolvedContext[] {
	const found = findKubeconfig(environment, options.kubeconfig);
	const current = found.config.currentContext;
	const names = [...new Set(options.contexts.length > 0 ? options.contexts : current === "" ? [] : [current])];
	if (names.length === 0) return [withNamespace(podOrNothing(environment, options, found), options.namespace)];
	const plugins: Plugins = new Map();
	return names.map((name) => withNamespace(resolveContext(environment, { found, options, plugins }, name), options.namespace));
}

interface Resolution {
	readonly found: FoundKubeconfig;
	readonly options: ContextOptions;
	readonly plugins: Plugins;
}

function resolveContext(environment: Environment, { found, options, plugins }: Resolution, name: string): ResolvedContext {
	const { config } = found;
	const context = config.contexts.get(name);
	if (context === undefined) throw unknownContext(found, name);
	const entry = config.clusters.get(context.cluster);
	if (context.cluster === "" || entry === undefined) {
		throw broken(
			context.file,
			name,
			context.cluster === "" ? "names no cluster" : `names the cluster "${context.cluster}", which is not there`,
		);
	}
	const address = clusterAddress(environment, { context: name, cluster: context.cluster, namespace: context.namespace }, entry);
	if (context.user === "") return { address, credentials: fixedCredentials({ headers: [], clientCertificate: null }) };
	const user = config.users.get(context.user);
	if (user === undefined) throw broken(context.file, name, `names the user "${context.user}", which is not there`);
	const credentials = userCredentials(environment, {
		name: context.user,
		entry: user,
		address,
		cluster: { server: entry.server, authority: address.authority, entry },
		plugins,
		arePluginsAllowed: options.arePluginsAllowed,
	});
	return { address, credentials };
}

/** No context is named and none is current: in a pod, use its service account, unless a file was named. */
function podOrNothing(environment: Environment, options: ContextOptions, found: FoundKubeconfig): ResolvedContext {
	const pod = options.kubeconfig === null ? inCluster(environment) : null;
	if (pod !== null) return pod;
	if (found.files.length === 0) {
		throw new ClusterProblem(
			"credentials",
			`no kubeconfig found: looked at ${found.searched}, and this is not a pod with a service account`,
		);
	}
	const advice = `name one with --context: ${known(found)}`;
	throw new ClusterProblem("credentials", `the kubeconfig ${found.files.join(", ")} sets no current-context; ${advice}`);
}

function unknownContext(found: FoundKubeconfig, name: string): ClusterProblem {
	if (found.files.length === 0) {
		return new ClusterProblem("credentials", `no kubeconfig found: looked at ${found.searched} for the context "${name}"`);
	}
	return new ClusterProblem(
		"credentials",
		`the kubeconfig ${found.files.join(", ")} has no context "${name}"; it has ${known(found)}`,
	);
}

const maxNames = 20;

function known(found: FoundKubeconfig): string {
	const names = [...found.config.contexts.keys()].sort();
	if (names.length === 0) return "no context at all";
	const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
	return names.slice(0, maxNames).join(", ") + more;
}

function broken(file: string, context: string, what: string): ClusterProblem {
	return new ClusterProblem("credentials", `the context "${context}" of the kubeconfig ${file} ${what}`);
}

function withNamespace(resolved: ResolvedContext, namespace: string | null): ResolvedContext {
	return namespace === null ? resolved : { ...resolved, address: { ...resolved.address, namespace } };
}
