import { dirname, join, sep } from "node:path";
import { commandLine, type Quoted, quoted } from "../text/command-line.ts";
import type { DocumentPath } from "./locate-document.ts";
import type { ClusterOptions, DocumentOptions } from "./options.ts";

/** The options that named the document, each with a blank in front: a command that is printed must mean the same one. */
export function sameDocument({ file, probes }: DocumentOptions): Quoted {
	return quoted`${option("--file", file)}${option("--probes", probes)}`;
}

/** The same for the cluster, or the recording in its place. */
export function sameCluster({ context, kubeconfig, namespace, snapshot }: Omit<ClusterOptions, "execAuth">): Quoted {
	const contexts = (context ?? []).reduce((before, name) => quoted`${before}${option("--context", name)}`, quoted``);
	return quoted`${contexts}${option("--kubeconfig", kubeconfig)}${option("--namespace", namespace)}${option("--snapshot", snapshot)}`;
}

function option(name: string, value: string | undefined): Quoted {
	return value === undefined ? quoted`` : quoted` ${name} ${value}`;
}

/** The command that creates a probes file at its default path, next to the document. */
export function startProbes({ path, displayPath }: DocumentPath): string | null {
	if (path === null) return "boulder-migrate probes init > probes.yaml";
	return commandLine`boulder-migrate probes init --file ${displayPath} > ${join(dirname(displayPath), "probes.yaml").split(sep).join("/")}`;
}
