import { delimiter, dirname, join, resolve } from "node:path";
import { ClusterProblem } from "../problem.ts";
import type { Environment } from "./environment.ts";
import { type Kubeconfig, readKubeconfigFile } from "./kubeconfig-file.ts";

export interface FoundKubeconfig {
	/** Of all files together. */
	readonly config: Kubeconfig;
	/** The files that are there, as named. */
	readonly files: readonly string[];
	/** Where it was looked, in words. */
	readonly searched: string;
}

/** The files that kubectl would read, merged as kubectl merges them: the first file that has a name, or a current context, wins. */
export function findKubeconfig(environment: Environment, explicit: string | null): FoundKubeconfig {
	const { paths, searched } = filesToRead(environment, explicit);
	const files: string[] = [];
	const configs: Kubeconfig[] = [];
	for (const path of paths) {
		const bytes = readKubeconfig(environment, resolve(environment.directory, path));
		if (bytes === null) {
			if (explicit !== null) throw new ClusterProblem("credentials", `there is no kubeconfig ${explicit}`);
			continue;
		}
		files.push(path);
		configs.push(readKubeconfigFile(bytes, resolve(environment.directory, path)));
	}
	return { config: merge(configs), files, searched };
}

function filesToRead(environment: Environment, explicit: string | null): { paths: readonly string[]; searched: string } {
	if (explicit !== null) return { paths: [explicit], searched: `--kubeconfig (${explicit})` };
	const listed = environment.env.KUBECONFIG ?? "";
	if (listed !== "") {
		const paths = [...new Set(listed.split(delimiter).filter((path) => path !== ""))];
		return { paths, searched: `KUBECONFIG (${listed})` };
	}
	const home = environment.env.HOME || environment.env.USERPROFILE || "";
	if (home === "") return { paths: [], searched: "KUBECONFIG, which is not set, and no home folder is known" };
	const path = join(home, ".kube", "config");
	return { paths: [path], searched: path };
}

function merge(configs: readonly Kubeconfig[]): Kubeconfig {
	// A map keeps the last value of a key: so the first file comes last.
	const reversed = configs.toReversed();
	return {
		clusters: new Map(reversed.flatMap((config) => [...config.clusters])),
		users: new Map(reversed.flatMap((config) => [...config.users])),
		contexts: new Map(reversed.flatMap((config) => [...config.contexts])),
		currentContext: configs.find((config) => config.currentContext !== "")?.currentContext ?? "",
	};
}

/** A path in an entry of a kubeconfig: relative to the folder of the file. */
export function besideKubeconfig(file: string, path: string): string {
	return resolve(dirname(file), path);
}

/** A device, a FIFO or an endless file is an unusable input like any other; a file that the user may not read is a matter of credentials. */
function readKubeconfig(environment: Environment, path: string): Uint8Array | null {
	try {
		return environment.read(path);
	} catch (problem) {
		// It determines the exit code itself.
		if (problem instanceof Error && "exitCode" in problem) throw problem;
		throw unreadableFile(problem, "the kubeconfig");
	}
}

/** Null where there is no file. `what` is for the sentence: `the token file`. */
export function readFromEnvironment(environment: Environment, path: string, what: string): Uint8Array | null {
	try {
		return environment.read(path);
	} catch (problem) {
		throw unreadableFile(problem, what);
	}
}

function unreadableFile(problem: unknown, what: string): ClusterProblem {
	const why = problem instanceof Error ? problem.message : String(problem);
	return new ClusterProblem("credentials", `${what} cannot be read: ${why}`);
}
