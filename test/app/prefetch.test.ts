import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OpenCluster } from "../../src/app/ports/clusters.ts";
import type { Ports } from "../../src/app/ports/ports.ts";
import { listsOf } from "../../src/app/prefetch.ts";
import { verifyOnce } from "../../src/app/verify-once.ts";
import type { Cluster, ListRequest } from "../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import { sharedCluster } from "../../src/cluster/shared-cluster.ts";
import { realPorts } from "../../src/host/real-ports.ts";
import { loadProbes } from "../../src/probes/file/read-probes.ts";
import { ApiServer, json, list } from "../cluster/api-server.ts";
import { folderWith, launcher, projectFolder, type Ran } from "../command-line.ts";

const refuses = (): Promise<never> => Promise.reject(new ClusterProblem("unreachable", "nothing listens"));

/** A cluster without objects that notes what is listed. */
function emptyCluster(listed: ListRequest[]): Cluster {
	return {
		context: "empty",
		list: async (request) => {
			listed.push(request);
			return { objects: [], observedAt: "2026-11-25T00:00:00Z", consistent: true };
		},
		http: refuses,
		grpcHealth: refuses,
	};
}

const keyOf = ({ apiVersion, kind, namespace }: ListRequest): string => `${apiVersion} ${kind} ${namespace}`;

describe("the lists that probes name for prefetching", () => {
	it("are requested by the same probes in any case, as the probes file of the real migration shows", async () => {
		const text = readFileSync(join(projectFolder, "status", "probes.yaml"), "utf8");
		const workTree = await realPorts().files.workTree(join(projectFolder, "status"));
		let named = 0;
		for (const { key, probe } of (await loadProbes(text, "probes.yaml")).bindings) {
			const listed: ListRequest[] = [];
			const context = { workTree, item: null, today: "2026-11-25", now: "2026-11-25T00:00:00Z", allowExec: false } as const;
			await probe
				.run({ ...context, cluster: emptyCluster(listed), resultsOf: async () => [] })
				.catch((problem: unknown) => expect(problem).toBeInstanceOf(ClusterProblem));
			const lists = listsOf(probe);
			expect(listed.map(keyOf), key).toEqual(expect.arrayContaining(lists.map(keyOf)));
			named += lists.length;
		}
		expect(named).toBeGreaterThan(100);
	});
});

const oneItem = {
	"PHASE-STATUS.md": "## Phase 1: One\n- [x] all\n",
	"probes.yaml":
		"schemaVersion: 1\nprobes:\n  1/all: { resources: { apiVersion: v1, kind: Pod, namespace: shop, exactly: 0 } }\n",
};

it.each([
	{ words: [], order: ["Pod", "document and probes read"] },
	{ words: ["1/all"], order: ["document and probes read", "Pod"] },
])("verify $words requests lists in the order $order", async ({ words, order }) => {
	const folder = folderWith(oneItem);
	const seen: string[] = [];
	const listed: ListRequest[] = [];
	const cluster = emptyCluster(listed);
	const told: Cluster = {
		...cluster,
		list: (request) => {
			seen.push(request.kind);
			return cluster.list(request);
		},
	};
	const ports: Ports = { ...realPorts(), invocation: { ...realPorts().invocation, directory: folder } };
	const workTree: Ports["files"]["workTree"] = (root) => {
		seen.push("document and probes read");
		return ports.files.workTree(root);
	};
	const open: OpenCluster = { cluster: sharedCluster(told), uid: async () => "u", refreshed: () => open, close: () => {} };
	const options = { file: join(folder, "PHASE-STATUS.md"), execAuth: true };
	await verifyOnce(words, options, { ...ports, files: { ...ports.files, workTree } }, Promise.resolve([open]));
	expect(seen).toEqual(order);
});

describe("verify", () => {
	let server: ApiServer;
	let folder: string;
	let uid: string;
	beforeEach(async () => {
		uid = "this-cluster";
		server = await ApiServer.start(null, ({ url = "" }, response) => {
			const metadata = { name: "kube-system", uid, resourceVersion: "1" };
			if (url.startsWith("/api/v1/namespaces/kube-system"))
				return json(response, { kind: "Namespace", apiVersion: "v1", metadata });
			json(response, list("Pod", "v1", [{ metadata: { name: "aaa", namespace: "shop", uid: "1", resourceVersion: "5" } }]));
		});
		const config = {
			clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${server.port}` } }],
			users: [],
			contexts: [{ name: "c", context: { cluster: "c" } }],
			"current-context": "c",
		};
		folder = folderWith({ "PHASE-STATUS.md": "## Phase 1: One\n- [x] all\n- [x] more\n", config: JSON.stringify(config) });
		bind("");
	});
	afterEach(() => {
		server.stop();
		rmSync(folder, { recursive: true });
	});

	function bind(more: string): void {
		const binding = '{ resources: { apiVersion: v1, kind: Pod, namespace: shop, exactly: 1, expect: "true" } }';
		writeFileSync(join(folder, "probes.yaml"), `schemaVersion: 1\n${more}probes:\n  1/all: ${binding}\n  1/more: ${binding}\n`);
	}

	async function verify(...words: string[]): Promise<Ran & { readonly asked: string[] }> {
		server.asked.length = 0;
		const env = { PATH: process.env.PATH, HOME: folder, TZ: "UTC" };
		const ran = await new Promise<Ran>((resolve) => {
			const all = [launcher, "verify", ...words, "--kubeconfig", "config"];
			execFile(process.execPath, all, { cwd: folder, env }, (error, stdout, stderr) =>
				resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
			);
		});
		return { ...ran, asked: server.paths().map((path) => path.replace(/^.*\//, "").replace(/\?.*/, "")) };
	}

	it("requests each list once", async () => {
		const { code, asked } = await verify();
		expect([code, asked.filter((path) => path === "pods")]).toEqual([0, ["pods"]]);
	});

	it("requests nothing but the uid from a cluster other than the pinned one", async () => {
		bind("cluster: { uid: this-cluster }\n");
		expect((await verify()).asked).toContain("pods");
		uid = "another";
		expect(await verify()).toMatchObject({ code: 5, asked: ["kube-system"] });
	});

	it("requests nothing where no item has the name that was given", async () => {
		expect(await verify("nothing like it")).toMatchObject({ code: 2, asked: [] });
	});

	it("reports a mistake in the probes file once, at its place", async () => {
		writeFileSync(join(folder, "probes.yaml"), "schemaVersion: 1\nprobes:\n  1/all: { resources: { kindd: Pod } }\n");
		const { code, stderr, asked } = await verify();
		expect([code, asked]).toEqual([4, []]);
		expect(stderr.match(/probes\.yaml:3:/g)).toHaveLength(1);
	});
});
