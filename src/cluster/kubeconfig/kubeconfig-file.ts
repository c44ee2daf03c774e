import type { Fields } from "../../yaml/fields.ts";
import { plain, type Tree } from "../../yaml/tree.ts";
import { ClusterProblem } from "../problem.ts";
import { bytesIn, flagIn, kubeconfigFields, mapIn, mapsIn, textIn, textsIn } from "./kubeconfig-fields.ts";

/** The contents of kubeconfig files, by name. Missing texts are ""; paths are as written. */
export interface Kubeconfig {
	readonly clusters: ReadonlyMap<string, ClusterEntry>;
	readonly users: ReadonlyMap<string, UserEntry>;
	readonly contexts: ReadonlyMap<string, ContextEntry>;
	readonly currentContext: string;
}

export interface ClusterEntry {
	/** The file that it comes from: relative paths start in its folder. Absolute. */
	readonly file: string;
	readonly server: string;
	readonly tlsServerName: string;
	readonly insecure: boolean;
	readonly authorityFile: string;
	readonly authorityData: Uint8Array | null;
	readonly proxyUrl: string;
	readonly disableCompression: boolean;
	/** What the cluster's entry has for credential plugins; null where nothing. */
	readonly pluginConfig: unknown;
}

export interface UserEntry {
	readonly file: string;
	readonly certificateFile: string;
	readonly certificateData: Uint8Array | null;
	readonly keyFile: string;
	readonly keyData: Uint8Array | null;
	readonly token: string;
	readonly tokenFile: string;
	readonly username: string;
	readonly password: string;
	readonly impersonate: Impersonation;
	/** The name of a provider that was built into older clients; null if there is none. */
	readonly authProvider: string | null;
	readonly exec: ExecEntry | null;
}

export interface Impersonation {
	readonly user: string;
	readonly uid: string;
	readonly groups: readonly string[];
	readonly extra: ReadonlyMap<string, readonly string[]>;
}

export interface ExecEntry {
	readonly command: string;
	readonly args: readonly string[];
	readonly env: readonly (readonly [string, string])[];
	readonly apiVersion: string;
	readonly installHint: string;
	readonly provideClusterInfo: boolean;
	readonly interactiveMode: string;
}

export interface ContextEntry {
	readonly file: string;
	readonly cluster: string;
	readonly user: string;
	readonly namespace: string;
}

/** One file. Throws ClusterProblem for everything that kubectl would not accept. */
export function readKubeconfigFile(bytes: Uint8Array, file: string): Kubeconfig {
	const fields = kubeconfigFields(bytes, file);
	const kind = textIn(fields, "kind");
	const apiVersion = textIn(fields, "apiVersion");
	if ((kind !== "" && kind !== "Config") || (apiVersion !== "" && apiVersion !== "v1")) {
		throw new ClusterProblem("credentials", `${file} is not a kubeconfig but ${kind || "Config"} of ${apiVersion || "v1"}`);
	}
	return {
		clusters: named(fields, "clusters", file, (entry) => clusterOf(mapIn(entry, "cluster"), file)),
		users: named(fields, "users", file, (entry) => userOf(mapIn(entry, "user"), file)),
		contexts: named(fields, "contexts", file, (entry) => contextOf(mapIn(entry, "context"), file)),
		currentContext: textIn(fields, "current-context"),
	};
}

function named<Entry>(fields: Fields, list: string, file: string, read: (entry: Fields) => Entry): ReadonlyMap<string, Entry> {
	const entries = new Map<string, Entry>();
	for (const entry of mapsIn(fields, list)) {
		const name = textIn(entry, "name");
		if (entries.has(name)) throw new ClusterProblem("credentials", `the kubeconfig ${file} has two ${list} named "${name}"`);
		entries.set(name, read(entry));
	}
	return entries;
}

function clusterOf(fields: Fields, file: string): ClusterEntry {
	const ofPlugins = mapsIn(fields, "extensions").find(
		(extension) => textIn(extension, "name") === "client.authentication.k8s.io/exec",
	);
	return {
		file,
		server: textIn(fields, "server"),
		tlsServerName: textIn(fields, "tls-server-name"),
		insecure: flagIn(fields, "insecure-skip-tls-verify"),
		authorityFile: textIn(fields, "certificate-authority"),
		authorityData: bytesIn(fields, "certificate-authority-data"),
		proxyUrl: textIn(fields, "proxy-url"),
		disableCompression: flagIn(fields, "disable-compression"),
		pluginConfig: pluginConfigOf(ofPlugins?.tree("extension") ?? null),
	};
}

function pluginConfigOf(extension: Tree | null): unknown {
	return extension === null ? null : plain(extension);
}

function userOf(fields: Fields, file: string): UserEntry {
	const extra = mapIn(fields, "as-user-extra");
	return {
		file,
		certificateFile: textIn(fields, "client-certificate"),
		certificateData: bytesIn(fields, "client-certificate-data"),
		keyFile: textIn(fields, "client-key"),
		keyData: bytesIn(fields, "client-key-data"),
		token: textIn(fields, "token"),
		tokenFile: textIn(fields, "tokenFile"),
		username: textIn(fields, "username"),
		password: textIn(fields, "password"),
		impersonate: {
			user: textIn(fields, "as"),
			uid: textIn(fields, "as-uid"),
			groups: textsIn(fields, "as-groups"),
			extra: new Map(extra.names().map((name) => [name, textsIn(extra, name)])),
		},
		authProvider: fields.has("auth-provider") ? textIn(mapIn(fields, "auth-provider"), "name") : null,
		exec: fields.has("exec") ? execOf(mapIn(fields, "exec")) : null,
	};
}

function execOf(fields: Fields): ExecEntry {
	const apiVersion = textIn(fields, "apiVersion");
	const implied = apiVersion === "client.authentication.k8s.io/v1beta1" ? "IfAvailable" : "";
	return {
		command: textIn(fields, "command"),
		args: textsIn(fields, "args"),
		env: mapsIn(fields, "env").map((variable) => [textIn(variable, "name"), textIn(variable, "value")]),
		apiVersion,
		installHint: textIn(fields, "installHint"),
		provideClusterInfo: flagIn(fields, "provideClusterInfo"),
		interactiveMode: textIn(fields, "interactiveMode") || implied,
	};
}

function contextOf(fields: Fields, file: string): ContextEntry {
	return { file, cluster: textIn(fields, "cluster"), user: textIn(fields, "user"), namespace: textIn(fields, "namespace") };
}
