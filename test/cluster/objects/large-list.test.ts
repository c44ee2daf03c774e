import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { projectFolder } from "../../command-line.ts";
import { ApiServer, json, list } from "../api-server.ts";

const pages = 40;
const perPage = 500;

/** A pod as large as those of a real cluster, managed fields included. */
function largePod(number: number): unknown {
	const name = `web-7887448d46-${number.toString(36).padStart(5, "0")}`;
	const account = `kube-api-access-${number.toString(36)}`;
	const since = `2026-11-24T10:00:${String(number % 60).padStart(2, "0")}Z`;
	return {
		metadata: {
			name,
			namespace: "shop",
			uid: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
			resourceVersion: String(1_000_000 + number),
			labels: { app: "web", "pod-template-hash": "7887448d46" },
			ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-7887448d46", uid: "u-1", controller: true }],
			managedFields: [
				{
					manager: "kubelet",
					fieldsV1: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f:field-${i}`, { ".": {}, "f:x": {} }])),
				},
			],
		},
		spec: {
			nodeName: `node-${number % 200}`,
			containers: [
				{
					name: "web",
					image: "nginx:1",
					args: Array.from({ length: 10 }, (_, i) => `--option-${i}=value-${i}`),
					env: Array.from({ length: 10 }, (_, i) => ({ name: `V_${i}`, value: `value of the variable ${i}` })),
					resources: { requests: { cpu: "100m", memory: "128Mi" } },
					volumeMounts: [{ name: account, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", readOnly: true }],
				},
			],
			volumes: [
				{
					name: account,
					projected: { sources: [{ serviceAccountToken: { path: "token" } }, { configMap: { name: "kube-root-ca.crt" } }] },
				},
			],
		},
		status: {
			phase: "Running",
			podIP: `10.244.${number % 250}.${number % 240}`,
			conditions: ["Initialized", "Ready", "ContainersReady", "PodScheduled"].map((type) => ({
				type,
				status: "True",
				lastTransitionTime: since,
			})),
			containerStatuses: [
				{
					name: "web",
					ready: true,
					restartCount: 0,
					state: { running: { startedAt: since } },
					containerID: `containerd://${String(number).padStart(64, "0")}`,
				},
			],
		},
	};
}

const program = `
import { LiveCluster } from "./src/cluster/live-cluster.ts";
const address = { context: "t", server: new URL(process.argv[2]), authority: null, insecure: false, tlsServerName: null, proxy: null, namespace: null };
const credentials = { identity: async () => ({ headers: [], clientCertificate: null }), renew: () => false };
const cluster = new LiveCluster({ resolved: { address, credentials }, signal: new AbortController().signal, now: () => new Date(), userAgent: "test", requestMilliseconds: 60000 });
const { objects } = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace: null });
cluster.close();
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ count: objects.length, names: new Set(objects.map((object) => object.metadata.name)).size, megabytes: maxRSS / 1024 }));
`;

it("reads twenty thousand pods in less than 250 MB", async () => {
	const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-large-"));
	await build({
		stdin: { contents: program, resolveDir: projectFolder, loader: "ts", sourcefile: "large-list.ts" },
		bundle: true,
		platform: "node",
		format: "esm",
		external: ["ws"],
		splitting: true,
		outdir: folder,
		outExtension: { ".js": ".mjs" },
		logLevel: "error",
	});
	const server = await ApiServer.start(null, (request, response) => {
		const page = Number(new URL(request.url ?? "", "http://x").searchParams.get("continue") ?? 0);
		const items = Array.from({ length: perPage }, (_, i) => largePod(page * perPage + i));
		json(response, list("Pod", "v1", items, page + 1 < pages ? String(page + 1) : undefined));
	});
	try {
		const child = spawn(process.execPath, [join(folder, "stdin.mjs"), `http://127.0.0.1:${server.port}`], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		let output = "";
		child.stdout.on("data", (part) => {
			output += String(part);
		});
		await new Promise((resolve) => child.on("close", resolve));
		const { count, names, megabytes } = JSON.parse(output);
		expect({ count, names }).toEqual({ count: pages * perPage, names: pages * perPage });
		expect(megabytes).toBeLessThan(250);
	} finally {
		server.stop();
		rmSync(folder, { recursive: true });
	}
});
