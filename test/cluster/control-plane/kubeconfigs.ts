import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringAt } from "../../../src/cluster/objects/object.ts";
import type { Api, Manifest } from "./api.ts";

/** A rule of a Role. */
export interface PolicyRule {
	readonly apiGroups?: readonly string[];
	readonly resources?: readonly string[];
	readonly resourceNames?: readonly string[];
	readonly nonResourceURLs?: readonly string[];
	readonly verbs: readonly string[];
}

interface User {
	readonly [key: string]: string;
}

function kubeconfigText(server: string, authority: string, user: User, namespace?: string): string {
	const config = {
		apiVersion: "v1",
		kind: "Config",
		clusters: [{ name: "test", cluster: { server, "certificate-authority": authority } }],
		users: [{ name: "user", user }],
		contexts: [{ name: "test", context: { cluster: "test", user: "user", ...(namespace === undefined ? {} : { namespace }) } }],
		"current-context": "test",
	};
	return JSON.stringify(config, null, "\t");
}

export function adminKubeconfig(pki: string, server: string): string {
	const user = { "client-certificate": join(pki, "admin.crt"), "client-key": join(pki, "admin.key") };
	return kubeconfigText(server, join(pki, "ca.crt"), user);
}

export class ServiceAccounts {
	readonly #api: Api;
	readonly #folder: string;
	readonly #server: string;
	readonly #authority: string;

	constructor(api: Api, folder: string, server: string, authority: string) {
		this.#api = api;
		this.#folder = folder;
		this.#server = server;
		this.#authority = authority;
	}

	/** Makes the account, allows it these rules in its namespace and no more, and gives the path of a kubeconfig with a token of its own. */
	async kubeconfig(namespace: string, name: string, rules: readonly PolicyRule[] = []): Promise<string> {
		const account: Manifest = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
		await this.#api.apply(account);
		if (rules.length > 0) {
			const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
			await this.#api.apply(
				{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name, namespace }, rules },
				{
					apiVersion: "rbac.authorization.k8s.io/v1",
					kind: "RoleBinding",
					metadata: { name, namespace },
					roleRef,
					subjects: [{ kind: "ServiceAccount", name, namespace }],
				},
			);
		}
		const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
		const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3600 } };
		const token = stringAt(await this.#api.json(path, { method: "POST", body }), "status", "token") ?? "";
		const file = join(this.#folder, `kubeconfig-${namespace}-${name}`);
		writeFileSync(file, kubeconfigText(this.#server, this.#authority, { token }, namespace), { mode: 0o600 });
		return file;
	}
}
