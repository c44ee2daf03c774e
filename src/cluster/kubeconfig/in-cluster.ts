import type { ResolvedContext } from "./connection.ts";
import type { Environment } from "./environment.ts";
import { environmentProxy } from "./environment-proxy.ts";
import { readFromEnvironment } from "./find-kubeconfig.ts";
import { tokenFileCredentials } from "./user-credentials.ts";

const folder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The cluster that the program itself runs in, as the pod's service account; null outside a cluster. */
export function inCluster(environment: Environment): ResolvedContext | null {
	const host = environment.env.KUBERNETES_SERVICE_HOST ?? "";
	const port = environment.env.KUBERNETES_SERVICE_PORT ?? "";
	if (
		host === "" ||
		port === "" ||
		readFromEnvironment(environment, `${folder}/token`, "the token of the service account") === null
	)
		return null;
	const server = new URL(`https://${host.includes(":") ? `[${host}]` : host}:${port}`);
	const authority = readFromEnvironment(environment, `${folder}/ca.crt`, "the certificate authority of the pod");
	return {
		address: {
			context: "in-cluster",
			server,
			authority: authority === null ? null : new TextDecoder().decode(authority),
			insecure: false,
			tlsServerName: null,
			proxy: environmentProxy(environment.env, server),
			namespace: environment.env.POD_NAMESPACE || namespaceOfPod(environment),
		},
		credentials: tokenFileCredentials(environment, `${folder}/token`),
	};
}

function namespaceOfPod(environment: Environment): string | null {
	const bytes = readFromEnvironment(environment, `${folder}/namespace`, "the namespace of the pod");
	return bytes === null ? null : new TextDecoder().decode(bytes).trim() || null;
}
