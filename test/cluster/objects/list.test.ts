import { afterEach, describe, expect, it } from "vitest";
import type { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { ApiServer, type Handler, json, list, liveCluster, pod, problemOf, status, testNow } from "../api-server.ts";
import { Authority } from "../certificates.ts";

const authority = new Authority();
const signed = authority.sign("IP:127.0.0.1,DNS:localhost");

const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

async function start(
	handler: Handler,
	more: Partial<Parameters<typeof liveCluster>[0]> = {},
): Promise<{ server: ApiServer; cluster: LiveCluster }> {
	const server = await ApiServer.start(signed, handler);
	const address = { authority: authority.certificate, ...more.address };
	const cluster = liveCluster({ server: `https://127.0.0.1:${server.port}`, ...more, address });
	open.push(server, { stop: () => cluster.close() });
	return { server, cluster };
}

const pods = { apiVersion: "v1", kind: "Pod", namespace: "shop" };

describe("a list", () => {
	it("is read page by page, with the token of each, and filled in", async () => {
		const { server, cluster } = await start((request, response) => {
			const token = new URL(request.url ?? "", "http://x").searchParams.get("continue");
			const page = Number(token ?? "0");
			json(response, list("Pod", "v1", [pod(`pod-${page}`)], page < 3 ? String(page + 1) : undefined), 200, {
				Date: `Tue, 24 Nov 2026 10:00:0${page} GMT`,
			});
		});
		const answer = await cluster.list(pods);
		expect(answer.objects.map((object) => object.metadata.name)).toEqual(["pod-0", "pod-1", "pod-2", "pod-3"]);
		expect(answer.objects[0]).toEqual({
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "pod-0", namespace: "shop", uid: "uid-pod-0", resourceVersion: "5" },
		});
		expect(answer).toMatchObject({ consistent: true, observedAt: "2026-11-24T10:00:03.000Z" });
		expect(server.paths()).toEqual([
			"/api/v1/namespaces/shop/pods?limit=500",
			...[1, 2, 3].map((page) => `/api/v1/namespaces/shop/pods?limit=500&continue=${page}`),
		]);
		expect(server.asked.every((request) => request.method === "GET")).toBe(true);
		expect(server.asked[0]?.headers).toMatchObject({ authorization: "Bearer the-token", "user-agent": "boulder-migrate/test" });
		expect(server.connections).toBe(1);
	});

	it("is read in smaller pages where its objects are large", async () => {
		const { server, cluster } = await start((request, response) => {
			const limit = Number(new URL(request.url ?? "", "http://x").searchParams.get("limit"));
			const body = JSON.stringify(list("Pod", "v1", [pod("a")])) + " ".repeat(limit > 50 ? 70 * 1024 * 1024 : 0);
			response.writeHead(200, { "Content-Type": "application/json" }).end(body);
		});
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		expect(server.paths().map((path) => path.split("?")[1])).toEqual(["limit=500", "limit=50"]);
	});

	it("takes our clock where the server gives none", async () => {
		const { cluster } = await start((_, response) => {
			response.sendDate = false;
			json(response, list("Pod", "v1", [pod("a")]));
		});
		expect((await cluster.list(pods)).observedAt).toBe(testNow);
	});

	it("of a namespace that does not exist is not an empty list", async () => {
		const { server, cluster } = await start((request, response) => {
			if (request.url === "/api/v1/namespaces/shop") json(response, status(404, "NotFound", 'namespaces "shop" not found'), 404);
			else json(response, list(request.url?.includes("pods") ? "Pod" : "Service", "v1", []));
		});
		const both = await Promise.all([problemOf(cluster.list(pods)), problemOf(cluster.list({ ...pods, kind: "Service" }))]);
		expect(both.map((problem) => problem.kind)).toEqual(["namespace-not-found", "namespace-not-found"]);
		expect(both[0].message).toBe("namespace shop does not exist in the cluster");
		expect(server.paths().filter((path) => path === "/api/v1/namespaces/shop")).toHaveLength(1);
	});

	it("is empty where the namespace exists, or may not be seen", async () => {
		for (const code of [200, 403]) {
			const { cluster } = await start((request, response) => {
				if (request.url === "/api/v1/namespaces/shop")
					json(response, code === 200 ? pod("shop") : status(403, "Forbidden", "no"), code);
				else json(response, list("Pod", "v1", []));
			});
			expect((await cluster.list(pods)).objects).toEqual([]);
		}
	});
});
