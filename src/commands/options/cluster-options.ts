import type { Command } from "commander";

export function clusterOptions(command: Command): Command {
	return command
		.optionsGroup("Cluster options:")
		.option("--context <name>", "kubeconfig context; repeat for several clusters", collect)
		.option("--kubeconfig <file>", "kubeconfig file (default: KUBECONFIG, else ~/.kube/config, else in-cluster)")
		.option("-n, --namespace <name>", "namespace for probes that name none (default: from the probes file)")
		.option("--no-exec-auth", "do not run credential plugins of the kubeconfig")
		.option("--snapshot <file>", "verify a recording instead of a cluster")
		.optionsGroup("");
}

/** The values of an option that may be repeated. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
	return [...(before ?? []), value];
}
