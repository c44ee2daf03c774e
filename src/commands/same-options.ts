import { dirname, join, sep } from "node:path";
import { shellWord } from "../text/shell-word.ts";
import type { ClusterOptions } from "./cluster-options.ts";
import type { DocumentOptions } from "./document-options.ts";
import type { DocumentPath } from "./locate-document.ts";

/** The options that named the document, with a blank in front: a command that is told must mean the same one. */
export function sameDocument({ file, probes }: DocumentOptions): string {
	return option("--file", file) + option("--probes", probes);
}

/** The same for the cluster, or the recording in its place. */
export function sameCluster({ context, kubeconfig, namespace, snapshot }: Omit<ClusterOptions, "execAuth">): string {
	const contexts = (context ?? []).map((name) => option("--context", name)).join("");
	return contexts + option("--kubeconfig", kubeconfig) + option("--namespace", namespace) + option("--snapshot", snapshot);
}

function option(name: string, value: string | undefined): string {
	return value === undefined ? "" : ` ${name} ${shellWord(value)}`;
}

/** The command that starts a probes file where it is looked for: beside the document. */
export function startProbes(document: DocumentPath): string {
	const { path, shown } = document;
	return path === null
		? "boulder-migrate probes init > probes.yaml"
		: `boulder-migrate probes init --file ${shellWord(shown)} > ${shellWord(join(dirname(shown), "probes.yaml").split(sep).join("/"))}`;
}
