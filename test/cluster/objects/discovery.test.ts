import { afterEach, describe, expect, it } from "vitest";
import type { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { ApiServer, type Handler, json, list, liveCluster, problemOf, status } from "../api-server.ts";

const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

async function start(handler: Handler): Promise<{ server: ApiServer; cluster: LiveCluster }> {
	const server = await ApiServer.start(null, handler);
	const cluster = liveCluster({ server: `http://127.0.0.1:${server.port}` });
	open.push(server, { stop: () => cluster.close() });
	return { server, cluster };
}

const monitor = { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", namespace: "shop" };
const issuer = { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", namespace: "shop" };
const verbs = ["get", "list"];

const aggregated: Handler = (request, response) => {
	const group = (name: string, version: string, resources: readonly unknown[]): unknown => ({
		metadata: { name },
		versions: [{ version, resources }],
	});
	const resource = (plural: string, kind: string, scope: string): unknown => ({
		resource: plural,
		responseKind: { kind },
		scope,
		verbs,
	});
	if (request.url === "/api")
		json(response, { kind: "APIGroupDiscoveryList", items: [group("", "v1", [resource("pods", "Pod", "Namespaced")])] });
	else if (request.url === "/apis") {
		const items = [
			group("monitoring.coreos.com", "v1", [resource("servicemonitors", "ServiceMonitor", "Namespaced")]),
			group("cert-manager.io", "v1", [resource("clusterissuers", "ClusterIssuer", "Cluster")]),
			group("metrics.k8s.io", "v1beta1", []),
		];
		json(response, { kind: "APIGroupDiscoveryList", items });
	} else answerLists(request, response);
};

const legacy: Handler = (request, response) => {
	if (request.url === "/api") json(response, { kind: "APIVersions", versions: ["v1"] });
	else if (request.url === "/apis") {
		const groups = ["monitoring.coreos.com/v1", "cert-manager.io/v1"].map((groupVersion) => ({
			name: groupVersion.split("/")[0],
			versions: [{ groupVersion }],
		}));
		json(response, { kind: "APIGroupList", groups });
	} else if (request.url === "/apis/monitoring.coreos.com/v1") {
		const resources = [
			{ name: "servicemonitors", kind: "ServiceMonitor", namespaced: true, verbs },
			{ name: "servicemonitors/status", kind: "ServiceMonitor", namespaced: true, verbs },
		];
		json(response, { kind: "APIResourceList", resources });
	} else if (request.url === "/api/v1") {
		json(response, { kind: "APIResourceList", resources: [{ name: "pods", kind: "Pod", namespaced: true, verbs }] });
	} else if (request.url === "/apis/cert-manager.io/v1") {
		json(response, {
			kind: "APIResourceList",
			resources: [{ name: "clusterissuers", kind: "ClusterIssuer", namespaced: false, verbs }],
		});
	} else answerLists(request, response);
};

const answerLists: Handler = (request, response) => {
	const kind = /servicemonitors/.test(request.url ?? "")
		? "ServiceMonitor"
		: /clusterissuers/.test(request.url ?? "")
			? "ClusterIssuer"
			: "";
	if (kind === "") json(response, status(404, "NotFound", "nothing here"), 404);
	else json(response, list(kind, "x/v1", [{ metadata: { name: "a" } }]));
};

describe.each([
	["aggregated", aggregated, 2],
	["of old servers", legacy, 4],
] as const)("discovery, %s", (_, handler, requests) => {
	it("is asked once, and only for kinds that not every cluster has", async () => {
		const { server, cluster } = await start(handler);
		await Promise.all([cluster.list(monitor), cluster.list(issuer), cluster.list({ ...monitor, namespace: "bank" })]);
		const lists = server.paths().filter((path) => path.includes("limit"));
		expect(lists.sort()).toEqual([
			"/apis/cert-manager.io/v1/clusterissuers?limit=500",
			"/apis/monitoring.coreos.com/v1/namespaces/bank/servicemonitors?limit=500",
			"/apis/monitoring.coreos.com/v1/namespaces/shop/servicemonitors?limit=500",
		]);
		expect(server.asked).toHaveLength(lists.length + requests);
	});

	it("names what is near to a kind that is unknown", async () => {
		const { cluster } = await start(handler);
		const messageFor = async (apiVersion: string, kind: string): Promise<string> => {
			const problem = await problemOf(cluster.list({ apiVersion, kind, namespace: "shop" }));
			expect(problem.kind).toBe("unknown-kind");
			return problem.message;
		};
		expect(await messageFor("apps/v1", "Deploymnet")).toBe(
			"the cluster serves no kind Deploymnet in apps/v1; it serves apps/v1 Deployment",
		);
		expect(await messageFor("v1", "Deployment")).toBe("the cluster serves no Deployment in v1, but in apps/v1");
		expect(await messageFor("shop.example/v1", "Widget")).toBe(
			"the cluster does not serve shop.example/v1: the definition of Widget is not installed",
		);
	});
});

describe("discovery", () => {
	it("is not needed for kinds that every cluster has", async () => {
		const { server, cluster } = await start((request, response) =>
			json(response, list(request.url?.includes("poddis") ? "PodDisruptionBudget" : "Node", "v1", [{ metadata: { name: "a" } }])),
		);
		await cluster.list({ apiVersion: "policy/v1", kind: "PodDisruptionBudget", namespace: "shop" });
		await cluster.list({ apiVersion: "v1", kind: "Node", namespace: "shop" });
		expect(server.paths()).toEqual(["/apis/policy/v1/namespaces/shop/poddisruptionbudgets?limit=500", "/api/v1/nodes?limit=500"]);
	});

	it("that fails is a problem, and is tried again for the next question", async () => {
		let away = true;
		const { cluster } = await start((request, response) =>
			away ? json(response, status(403, "Forbidden", "no"), 403) : aggregated(request, response),
		);
		expect(await problemOf(cluster.list(monitor))).toMatchObject({ kind: "forbidden", asked: { verb: "get" } });
		away = false;
		expect((await cluster.list(monitor)).objects).toHaveLength(1);
	});

	it("asks for Secrets as metadata alone", async () => {
		const { server, cluster } = await start((_, response) =>
			json(response, {
				kind: "PartialObjectMetadataList",
				apiVersion: "meta.k8s.io/v1",
				metadata: {},
				items: [{ kind: "PartialObjectMetadata", metadata: { name: "a" }, data: { x: "CANARY" } }],
			}),
		);
		const answer = await cluster.list({ apiVersion: "v1", kind: "Secret", namespace: "shop" });
		expect(answer.objects).toEqual([{ apiVersion: "v1", kind: "Secret", metadata: { name: "a" } }]);
		expect(server.asked[0]?.headers.accept).toMatch(/^application\/json;as=PartialObjectMetadataList;g=meta\.k8s\.io;v=v1/);
	});

	it("returns the uid of the cluster", async () => {
		const { server, cluster } = await start((_, response) => json(response, { metadata: { name: "kube-system", uid: "u-1" } }));
		expect(await cluster.uid()).toBe("u-1");
		expect(server.paths()).toEqual(["/api/v1/namespaces/kube-system"]);
	});
});
