import { ClusterProblem } from "../problem.ts";
import type { ClusterAddress } from "./connection.ts";
import type { Environment } from "./environment.ts";
import { environmentProxy } from "./environment-proxy.ts";
import { besideKubeconfig, readFromEnvironment } from "./find-kubeconfig.ts";
import type { ClusterEntry } from "./kubeconfig-file.ts";

/** The address of a cluster's entry. Throws ClusterProblem if it cannot be trusted as configured. */
export function clusterAddress(
	environment: Environment,
	of: { readonly context: string; readonly cluster: string; readonly namespace: string },
	entry: ClusterEntry,
): ClusterAddress {
	const server = serverUrl(of.cluster, entry.server);
	const authority = authorityOf(environment, of.cluster, entry);
	if (entry.insecure && authority !== null) {
		throw wrong(of.cluster, "has both insecure-skip-tls-verify and a certificate authority: only one can be meant");
	}
	return {
		context: of.context,
		server,
		authority,
		insecure: entry.insecure,
		tlsServerName: entry.tlsServerName || null,
		proxy: entry.proxyUrl === "" ? proxyOfEnvironment(environment, server) : proxyUrl(of.cluster, entry.proxyUrl),
		namespace: of.namespace || null,
	};
}

/** Without a scheme it is plain HTTP, as for kubectl. */
function serverUrl(cluster: string, text: string): URL {
	if (text === "") throw wrong(cluster, "names no server");
	const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
	if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
		throw wrong(cluster, `has the server "${withoutUser(text)}", which is not an http or https address`);
	}
	if (url.username !== "" || url.password !== "") {
		throw wrong(cluster, "has a user name in its server address: name it in the user's entry (username, password)");
	}
	url.search = "";
	url.hash = "";
	return url;
}

function proxyUrl(cluster: string, text: string): URL {
	const url = parsed(text);
	if (url === null || !["http:", "https:", "socks5:"].includes(url.protocol) || url.host === "") {
		throw wrong(cluster, `has the proxy-url "${withoutUser(text)}", which is not an http, https or socks5 address`);
	}
	return url;
}

/** Go's programs know one more kind there, which is the same to them: they never look up a server's name for a proxy. */
function proxyOfEnvironment(environment: Environment, server: URL): URL | null {
	const url = environmentProxy(environment.env, server);
	if (url === null || ["http:", "https:", "socks5:", "socks5h:"].includes(url.protocol)) return url;
	const variable = server.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
	const what = `has the proxy "${withoutUser(url.href)}", which is not an http, https, socks5 or socks5h address`;
	throw new ClusterProblem("credentials", `the environment variable ${variable} ${what}`);
}

/** The data beats the file. */
function authorityOf(environment: Environment, cluster: string, entry: ClusterEntry): string | null {
	if (entry.authorityData === null && entry.authorityFile === "") return null;
	const path = besideKubeconfig(entry.file, entry.authorityFile);
	const bytes =
		entry.authorityData ?? readFromEnvironment(environment, path, `the certificate authority of the cluster "${cluster}"`);
	if (bytes === null) throw wrong(cluster, `names a certificate authority that is not there: ${path}`);
	const pem = new TextDecoder().decode(bytes);
	if (!pem.includes("-----BEGIN CERTIFICATE-----")) {
		const where = entry.authorityData === null ? path : "certificate-authority-data";
		throw wrong(cluster, `has a certificate authority without a certificate in it: ${where}`);
	}
	return pem;
}

function wrong(cluster: string, what: string): ClusterProblem {
	return new ClusterProblem("credentials", `the cluster "${cluster}" of the kubeconfig ${what}`);
}

function parsed(text: string): URL | null {
	return URL.canParse(text) ? new URL(text) : null;
}

/** An address in a message shows no password. */
function withoutUser(text: string): string {
	return text.replace(/\/\/[^/@]*@/, "//…@");
}
