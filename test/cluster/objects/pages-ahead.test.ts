import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveContexts } from "../../../src/cluster/kubeconfig/resolve-contexts.ts";
import { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { ApiServer, json, list, liveCluster, pod, portOf } from "../api-server.ts";
import { madeUpOutside } from "../kubeconfig/environment.ts";

let server: ApiServer;
let cluster: LiveCluster;
beforeEach(async () => {
	server = await ApiServer.start(null, (request, response) => {
		const namespace = /\/namespaces\/([^/]+)\//.exec(request.url ?? "")?.[1];
		json(response, list("Pod", "v1", [pod("a", { metadata: { name: "a", namespace, uid: "uid-a", resourceVersion: "5" } })]));
	});
	cluster = liveCluster({ server: `http://127.0.0.1:${server.port}` });
});
afterEach(() => {
	cluster.close();
	server.stop();
});

const pods = (namespace: string) => ({ apiVersion: "v1", kind: "Pod", namespace, fields: [] });
/** So many are opened ahead. */
const ahead = 5;
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 30_000, interval: 10 });
const opened = () => until(() => expect(server.connections).toBe(ahead));
/** For what must not happen: there is no state to wait for. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 100));

describe("connections that are opened ahead", () => {
	it("ask nothing, and serve the first requests", async () => {
		cluster.connectAhead();
		await opened();
		expect(server.asked).toEqual([]);
		const lists = await Promise.all(Array.from({ length: ahead }, (_, index) => cluster.list(pods(`shop-${index}`))));
		expect(lists.map(({ objects }) => objects.length)).toEqual(lists.map(() => 1));
		expect(server.connections).toBe(ahead);
	});

	it("are waited for where they are not ready yet", async () => {
		cluster.connectAhead();
		expect((await cluster.list(pods("shop"))).objects).toHaveLength(1);
		await opened();
		await cluster.list(pods("other"));
		expect(server.connections).toBe(ahead);
	});

	it("are replaced where the server has closed them meanwhile", async () => {
		cluster.connectAhead();
		await opened();
		server.dropConnections();
		await aWhile();
		expect((await cluster.list(pods("shop"))).objects).toHaveLength(1);
		expect(server.connections).toBe(ahead + 1);
	});

	it("are replaced where the server closes them just as they are used", async () => {
		cluster.connectAhead();
		await opened();
		server.dropConnections();
		// The connections have ended, but no event has reported it yet: as after a long document.
		const end = performance.now() + 50;
		while (performance.now() < end);
		expect((await cluster.list(pods("shop"))).objects).toHaveLength(1);
	});

	it("that failed unnoticed are retried for the request", async () => {
		const port = server.port;
		server.stop();
		const early = liveCluster({ server: `http://127.0.0.1:${port}` });
		early.connectAhead();
		await aWhile();
		server = await ApiServer.start(null, (_, response) => json(response, list("Pod", "v1", [pod("a")])), port);
		expect((await early.list(pods("shop"))).objects).toHaveLength(1);
		early.close();
	});

	it("report their error with the first request, and break nothing before", async () => {
		const unheard = createServer();
		await new Promise<void>((resolve) => unheard.listen(0, "127.0.0.1", resolve));
		const port = portOf(unheard);
		await new Promise((resolve) => unheard.close(resolve));
		const dead = liveCluster({ server: `http://127.0.0.1:${port}` });
		dead.connectAhead();
		await aWhile();
		await expect(dead.list(pods("shop"))).rejects.toMatchObject({ kind: "unreachable" });
		dead.close();
	});

	it("are closed with the cluster, asked or not", async () => {
		let open = 0;
		const counting = createServer((socket) => {
			open += 1;
			socket.on("close", () => {
				open -= 1;
			});
			socket.on("error", () => {});
			socket.resume();
		});
		await new Promise<void>((resolve) => counting.listen(0, "127.0.0.1", resolve));
		const idle = liveCluster({ server: `http://127.0.0.1:${portOf(counting)}` });
		idle.connectAhead();
		await until(() => expect(open).toBe(ahead));
		idle.close();
		await until(() => expect(open).toBe(0));
		counting.close();
	});

	it("are not opened where a plugin would have to be run for them", async () => {
		let runs = 0;
		const kubeconfig = JSON.stringify({
			clusters: [{ name: "c", cluster: { server: `https://127.0.0.1:${server.port}` } }],
			users: [
				{ name: "u", user: { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "x", interactiveMode: "Never" } } },
			],
			contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
			"current-context": "c",
		});
		const outside = madeUpOutside(
			{ "/work/config": kubeconfig },
			{},
			{
				run: () => {
					runs += 1;
					return Promise.reject(new Error("not to be run"));
				},
			},
		);
		const request = { kubeconfig: "config", contexts: [], namespace: null, arePluginsAllowed: true };
		const [resolved] = resolveContexts(outside, request);
		if (resolved === undefined) throw new Error("there is no context");
		const careful = new LiveCluster({
			resolved,
			signal: new AbortController().signal,
			now: () => new Date(),
			userAgent: "test",
			requestMilliseconds: 1_000,
		});
		careful.connectAhead();
		await aWhile();
		expect(runs).toBe(0);
		expect(server.connections).toBe(0);
		await expect(careful.list(pods("shop"))).rejects.toThrow();
		expect(runs).toBe(1);
		careful.close();
	});
});
