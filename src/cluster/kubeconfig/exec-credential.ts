import { isRecord } from "../../text/record.ts";
import { parseYaml } from "../../yaml/parse-yaml.ts";
import { plain } from "../../yaml/tree.ts";
import { YamlError } from "../../yaml/yaml-error.ts";
import { stringAt } from "../objects/object.ts";
import { kubeconfigRules } from "./kubeconfig-fields.ts";
import type { ClusterEntry } from "./kubeconfig-file.ts";

/** What a credential plugin answered with. */
export interface PluginCredential {
	readonly token: string | null;
	readonly clientCertificate: { readonly certificate: string; readonly key: string } | null;
	/** Milliseconds since 1970; null for as long as the program runs. */
	readonly expires: number | null;
}

export type ReadCredential =
	| { readonly kind: "credential"; readonly credential: PluginCredential }
	| { readonly kind: "wrong"; readonly reason: string };

/** Reads a plugin's standard output. The reasons never show it, for it has secrets. */
export function readExecCredential(output: string, apiVersion: string): ReadCredential {
	const answer = parsed(output);
	if (!isRecord(answer)) return wrong(output.trim() === "" ? "it printed nothing" : "it printed no ExecCredential in JSON");
	if (answer.kind !== "ExecCredential") return wrong(`it printed ${name(answer.kind)} instead of an ExecCredential`);
	if (answer.apiVersion !== apiVersion)
		return wrong(`it answered in ${name(answer.apiVersion)}; the kubeconfig asks for ${apiVersion}`);
	const status = answer.status;
	if (!isRecord(status)) return wrong("its answer has no status");
	const token = stringAt(status, "token") || null;
	const certificate = stringAt(status, "clientCertificateData") || null;
	const key = stringAt(status, "clientKeyData") || null;
	if (token === null && certificate === null && key === null) return wrong("its output has neither a token nor a certificate");
	if ((certificate === null) !== (key === null)) return wrong("its answer has only one of certificate and key");
	const until = status.expirationTimestamp ?? null;
	const expires = typeof until === "string" ? Date.parse(until) : null;
	if ((until !== null && expires === null) || Number.isNaN(expires)) return wrong("its expirationTimestamp is not a date");
	const clientCertificate = certificate === null || key === null ? null : { certificate, key };
	return { kind: "credential", credential: { token, clientCertificate, expires } };
}

/** JSON as a rule; kubectl takes YAML too. */
function parsed(output: string): unknown {
	try {
		return plain(parseYaml(output, kubeconfigRules));
	} catch (problem) {
		if (problem instanceof YamlError) return null;
		throw problem;
	}
}

function wrong(reason: string): ReadCredential {
	return { kind: "wrong", reason };
}

/** Kinds and versions are short; longer values are not displayed. */
function name(value: unknown): string {
	return typeof value === "string" && value.length <= 80 ? `"${value}"` : "something else";
}

/** The value of KUBERNETES_EXEC_INFO. */
export function execInfo(apiVersion: string, cluster: PluginCluster | null): string {
	const spec = { ...(cluster === null ? {} : { cluster: clusterInfo(cluster) }), interactive: false };
	return JSON.stringify({ kind: "ExecCredential", apiVersion, spec });
}

/** The cluster information that a plugin gets. */
export interface PluginCluster {
	readonly server: string;
	readonly authority: string | null;
	readonly entry: ClusterEntry;
}

function clusterInfo({ server, authority, entry }: PluginCluster): object {
	return {
		server,
		...(entry.tlsServerName === "" ? {} : { "tls-server-name": entry.tlsServerName }),
		...(entry.insecure ? { "insecure-skip-tls-verify": true } : {}),
		...(authority === null ? {} : { "certificate-authority-data": Buffer.from(authority).toString("base64") }),
		...(entry.proxyUrl === "" ? {} : { "proxy-url": entry.proxyUrl }),
		...(entry.disableCompression ? { "disable-compression": true } : {}),
		config: entry.pluginConfig,
	};
}
