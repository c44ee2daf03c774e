import { Fields } from "./kubeconfig-fields.ts";
import { readKubeconfigYaml } from "./kubeconfig-yaml.ts";
import { ClusterProblem } from "./problem.ts";

/** What kubeconfig files say, by name. Texts are "" where nothing is said; paths are as written. */
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
	/** The name of a provider that was built into older clients; null where there is none. */
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

/** One file. Throws ClusterProblem for whatever kubectl would not read either. */
export function readKubeconfigFile(bytes: Uint8Array, file: string): Kubeconfig {
	const fields = new Fields(readKubeconfigYaml(bytes, file), file);
	const kind = fields.text("kind");
	const apiVersion = fields.text("apiVersion");
	if ((kind !== "" && kind !== "Config") || (apiVersion !== "" && apiVersion !== "v1")) {
		throw new ClusterProblem("credentials", `${file} is no kubeconfig but ${kind || "Config"} of ${apiVersion || "v1"}`);
	}
	return {
		clusters: named(fields, "clusters", file, (entry) => clusterOf(entry.map("cluster"), file)),
		users: named(fields, "users", file, (entry) => userOf(entry.map("user"), file)),
		contexts: named(fields, "contexts", file, (entry) => contextOf(entry.map("context"), file)),
		currentContext: fields.text("current-context"),
	};
}

function named<Entry>(fields: Fields, list: string, file: string, read: (entry: Fields) => Entry): ReadonlyMap<string, Entry> {
	const entries = new Map<string, Entry>();
	for (const entry of fields.list(list)) {
		const name = entry.text("name");
		if (entries.has(name)) throw new ClusterProblem("credentials", `the kubeconfig ${file} has two ${list} named "${name}"`);
		entries.set(name, read(entry));
	}
	return entries;
}

function clusterOf(fields: Fields, file: string): ClusterEntry {
	const ofPlugins = fields.list("extensions").find((extension) => extension.text("name") === "client.authentication.k8s.io/exec");
	return {
		file,
		server: fields.text("server"),
		tlsServerName: fields.text("tls-server-name"),
		insecure: fields.flag("insecure-skip-tls-verify"),
		authorityFile: fields.text("certificate-authority"),
		authorityData: fields.bytes("certificate-authority-data"),
		proxyUrl: fields.text("proxy-url"),
		disableCompression: fields.flag("disable-compression"),
		pluginConfig: ofPlugins?.raw("extension") ?? null,
	};
}

function userOf(fields: Fields, file: string): UserEntry {
	const extra = fields.map("as-user-extra");
	return {
		file,
		certificateFile: fields.text("client-certificate"),
		certificateData: fields.bytes("client-certificate-data"),
		keyFile: fields.text("client-key"),
		keyData: fields.bytes("client-key-data"),
		token: fields.text("token"),
		tokenFile: fields.text("tokenFile"),
		username: fields.text("username"),
		password: fields.text("password"),
		impersonate: {
			user: fields.text("as"),
			uid: fields.text("as-uid"),
			groups: fields.texts("as-groups"),
			extra: new Map(extra.names().map((name) => [name, extra.texts(name)])),
		},
		authProvider: fields.has("auth-provider") ? fields.map("auth-provider").text("name") : null,
		exec: fields.has("exec") ? execOf(fields.map("exec")) : null,
	};
}

function execOf(fields: Fields): ExecEntry {
	const apiVersion = fields.text("apiVersion");
	const implied = apiVersion === "client.authentication.k8s.io/v1beta1" ? "IfAvailable" : "";
	return {
		command: fields.text("command"),
		args: fields.texts("args"),
		env: fields.list("env").map((variable) => [variable.text("name"), variable.text("value")]),
		apiVersion,
		installHint: fields.text("installHint"),
		provideClusterInfo: fields.flag("provideClusterInfo"),
		interactiveMode: fields.text("interactiveMode") || implied,
	};
}

function contextOf(fields: Fields, file: string): ContextEntry {
	return { file, cluster: fields.text("cluster"), user: fields.text("user"), namespace: fields.text("namespace") };
}
