import type { Command } from "commander";

export function clusterOptions(command: Command): Command {
	return command
		.option("--context <name>", "the context of the kubeconfig; may be repeated for several clusters", collect)
		.option("--kubeconfig <file>", "the kubeconfig (default: KUBECONFIG, else ~/.kube/config, else in-cluster)")
		.option("-n, --namespace <name>", "the namespace where a probe names none (default: of the probes file)")
		.option("--no-exec-auth", "run no credential plugin of the kubeconfig")
		.option("--snapshot <file>", "judge a recording in place of a cluster");
}

function collect(name: string, before: readonly string[] | undefined): readonly string[] {
	return [...(before ?? []), name];
}
