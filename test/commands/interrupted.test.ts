import { spawn } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, launcher } from "../command-line.ts";

const servers: Server[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** A Deployment whose controller never looks at it: pending for ever. */
const deployment = {
	metadata: { name: "web", namespace: "shop", uid: "u", resourceVersion: "1", generation: 2 },
	spec: { replicas: 1, selector: { matchLabels: { app: "web" } }, template: { metadata: { labels: { app: "web" } }, spec: {} } },
	status: { observedGeneration: 1 },
};
const kinds = new Map([
	["deployments", "Deployment"],
	["replicasets", "ReplicaSet"],
	["pods", "Pod"],
]);

class Api {
	readonly folder: string;
	#asked = 0;
	#notify: () => void = () => {};

	private constructor(port: number) {
		this.folder = folderWith({
			"PHASE-STATUS.md": "## Phase 1: A\n- [ ] Web\n",
			"probes.yaml": "schemaVersion: 1\nprobes: { 1/web: { workload: { kind: Deployment, name: web, namespace: shop } } }\n",
			kubeconfig: JSON.stringify({
				"current-context": "c",
				clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}` } }],
				users: [{ name: "u", user: {} }],
				contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
			}),
		});
	}

	/** `answers`: whether requests are answered at all. */
	static async start(answers: boolean): Promise<Api> {
		const server = createServer();
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const address: AddressInfo | string | null = server.address();
		if (address === null || typeof address === "string") throw new Error("no port");
		const api = new Api(address.port);
		const handle: RequestListener = (request, response) => {
			const plural = /\/([a-z]+)\?/.exec(request.url ?? "")?.[1] ?? "";
			if (plural === "deployments") api.#asked += 1;
			api.#notify();
			if (!answers) return;
			const kind = kinds.get(plural);
			const items = plural === "deployments" ? [deployment] : [];
			response.writeHead(kind === undefined ? 403 : 200, { "Content-Type": "application/json" });
			response.end(JSON.stringify({ kind: `${kind ?? "Status"}${kind === undefined ? "" : "List"}`, metadata: {}, items }));
		};
		server.on("request", handle);
		return api;
	}

	/** Resolves when the Deployment has been asked for so often. */
	async asked(times: number): Promise<void> {
		while (this.#asked < times)
			await new Promise<void>((resolve) => {
				this.#notify = resolve;
			});
	}
}

interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly milliseconds: number;
}

/** Runs verify; sends a signal when `when` resolves, and measures from there. */
async function verify(api: Api, words: readonly string[], when: Promise<void>, signal: NodeJS.Signals | null): Promise<Ended> {
	const child = spawn(process.execPath, [launcher, "verify", "--kubeconfig", "kubeconfig", ...words], {
		cwd: api.folder,
		stdio: ["ignore", "pipe", "pipe"],
		env: { PATH: process.env.PATH },
	});
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (part: string) => {
		stdout += part;
	});
	child.stderr.setEncoding("utf8").on("data", (part: string) => {
		stderr += part;
	});
	const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
	await when;
	const began = performance.now();
	if (signal !== null) child.kill(signal);
	const code = await ended;
	return { code, stdout, stderr, milliseconds: performance.now() - began };
}

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
	it("ends verify --wait between two rounds, with what is known", async () => {
		const api = await Api.start(true);
		const { code, stdout, milliseconds } = await verify(api, ["--wait", "10m"], api.asked(2), signal);
		expect(code).toBe(130);
		expect(stdout).not.toContain("is done");
		expect(milliseconds).toBeLessThan(40_000);
	});

	it("ends verify --wait while the server does not answer", async () => {
		const api = await Api.start(false);
		const { code, stdout, milliseconds } = await verify(api, ["--wait", "10m"], api.asked(1), signal);
		expect([code, stdout]).toEqual([130, ""]);
		expect(milliseconds).toBeLessThan(40_000);
	});

	it.each([true, false])("ends verify --watch (the server answers: %s)", async (answers) => {
		const api = await Api.start(answers);
		const { code, milliseconds } = await verify(api, ["--watch"], api.asked(1), signal);
		expect(code).toBe(130);
		expect(milliseconds).toBeLessThan(40_000);
	});
});

it("verify --wait ends at its deadline", async () => {
	const api = await Api.start(true);
	const { code, stderr, milliseconds } = await verify(api, ["--wait", "3s"], api.asked(2), null);
	expect(stderr).toContain("1 item is still pending after the wait\n");
	expect(code).toBe(0);
	expect(milliseconds).toBeLessThan(40_000);
});
