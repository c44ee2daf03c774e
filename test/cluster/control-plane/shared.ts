import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, inject } from "vitest";
import type { RealServers } from "../servers/start.ts";
import type { SharedAccess } from "./access.ts";
import { Api, type ApiAccess, accessOf, type Manifest } from "./api.ts";
import { type AuditedRequest, readAudit } from "./audit.ts";
import { ServiceAccounts } from "./kubeconfigs.ts";

/** A cluster that other test files use at the same time: keep to namespaces of your own. */
export interface SharedCluster {
	/** Of an administrator. */
	readonly kubeconfig: string;
	readonly kubectl: string;
	readonly api: Api;
	/** Null for a cluster of the user's, as the three that follow. */
	readonly accounts: ServiceAccounts | null;
	readonly servers: RealServers | null;
	/** The folder of the programs, for a control plane that a test wants to itself; see startControlPlane. */
	readonly binaries: string | null;
	/** What all test files have asked so far; pick by user or user agent. */
	audit(): AuditedRequest[];
	/** A new namespace, removed after the tests of the file. */
	namespace(prefix?: string): Promise<string>;
}

const access: SharedAccess = inject("controlPlane");

/** Call it inside describeWithCluster or describeWithControlPlane: their bodies run, to find the tests, even where all are skipped. */
export function sharedCluster(): SharedCluster {
	const missing = "missing" in access;
	const { kubeconfig, kubectl, own } = missing ? { kubeconfig: "", kubectl: "", own: null } : access;
	const api = new Api(missing ? noAccess : kubeconfigAccess(kubeconfig, kubectl));
	const made: Manifest[] = [];
	afterAll(async () => {
		await Promise.all(made.map((namespace) => api.delete(namespace)));
		api.close();
	});
	return {
		kubeconfig,
		kubectl,
		api,
		accounts: own === null ? null : new ServiceAccounts(api, own.folder, own.server, own.authority),
		servers: own?.servers ?? null,
		binaries: own?.binaries ?? null,
		audit: () => (own === null ? [] : readAudit(join(own.folder, "audit.log"))),
		namespace: async (prefix = "test") => {
			const name = `${prefix}-${randomBytes(4).toString("hex")}`;
			const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
			await api.apply(namespace);
			made.push(namespace);
			return name;
		},
	};
}

const noAccess: ApiAccess = { server: "https://127.0.0.1:1", authority: null, clientCertificate: null, token: null };

function kubeconfigAccess(kubeconfig: string, kubectl: string) {
	if ("own" in access && access.own !== null) return accessOf(JSON.parse(readFileSync(kubeconfig, "utf8")));
	const words = ["--kubeconfig", kubeconfig, "config", "view", "--raw", "--minify", "--flatten", "-o", "json"];
	return accessOf(JSON.parse(execFileSync(kubectl, words, { encoding: "utf8" })));
}

/** For tests that any cluster can pass, the one in E2E_KUBECONFIG included. */
export const describeWithCluster = describe.skipIf("missing" in access);

/** For tests that need the simulated pods, the real servers or the audit log of our own control plane. */
export const describeWithControlPlane = describe.skipIf("missing" in access || access.own === null);
