import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { HttpRequest } from "../../../src/cluster/cluster.ts";
import type { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { ApiServer, type Handler, json, liveCluster, problemOf, status } from "../api-server.ts";
import { Authority } from "../certificates.ts";

const authority = new Authority();
const signed = authority.sign("IP:127.0.0.1");

const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

async function start(handler: Handler): Promise<{ server: ApiServer; cluster: LiveCluster }> {
	const server = await ApiServer.start(signed, handler);
	const cluster = liveCluster({
		server: `https://127.0.0.1:${server.port}/k8s/clusters/c-1/`,
		address: { authority: authority.certificate },
	});
	open.push(server, { stop: () => cluster.close() });
	return { server, cluster };
}

const request: HttpRequest = {
	target: { kind: "service", namespace: "shop", name: "web", port: "http", scheme: "https" },
	method: "GET",
	path: "/api/v1/../a b/é:@/%41",
	query: [
		["query", 'up{namespace="shop"}'],
		["a&b", "1"],
	],
	headers: { Accept: "text/plain", "X-Asked-By": "me" },
	timeoutMilliseconds: 2_000,
};
const pod: HttpRequest = {
	...request,
	target: { kind: "pod", namespace: "shop", name: "web-1", port: null, scheme: "http" },
	path: "healthz",
	query: [],
};

describe("HTTP through the API server", () => {
	it("asks below the address of the server, each segment encoded", async () => {
		const { server, cluster } = await start((_, response) => {
			response
				.writeHead(503, { "Content-Type": "text/plain", Date: "Tue, 24 Nov 2026 10:00:00 GMT", "Set-Cookie": "CANARY" })
				.end("down: token=CANARY");
		});
		expect(await cluster.http(request)).toMatchObject({
			status: 503,
			body: "down: token=<redacted>",
			headers: { "content-type": "text/plain", "set-cookie": "<redacted>" },
			observedAt: "2026-11-24T10:00:00.000Z",
		});
		await cluster.http(pod);
		await cluster.http({ ...pod, target: { kind: "pod", namespace: "shop", name: "web-1", port: null, scheme: "https" } });
		const root = "/k8s/clusters/c-1/api/v1/namespaces/shop";
		expect(server.paths()).toEqual([
			`${root}/services/https:web:http/proxy/api/v1/%2E%2E/a%20b/%C3%A9:@/%2541?query=up%7Bnamespace%3D%22shop%22%7D&a%26b=1`,
			`${root}/pods/web-1/proxy/healthz`,
			`${root}/pods/https:web-1:/proxy/healthz`,
		]);
		expect(server.asked[0]?.headers).toMatchObject({
			accept: "text/plain",
			"x-asked-by": "me",
			authorization: "Bearer the-token",
		});
	});

	it("gives redirects, errors and what looks like JSON of the target as its answers", async () => {
		let answer: [number, Record<string, string>, string] = [200, {}, ""];
		const { cluster } = await start((_, response) => response.writeHead(answer[0], answer[1]).end(answer[2]));
		const ofJson = { "Content-Type": "application/json" };
		for (const next of [
			[302, { Location: "/login" }, ""],
			[404, ofJson, '{"kind":"Status of the shop"}'],
			[500, ofJson, "[]"],
			[429, { "Retry-After": "60" }, "the shop is busy"],
			[401, {}, "log in"],
		] as const) {
			answer = [next[0], { ...next[1] }, next[2]];
			expect(await cluster.http(request)).toMatchObject({ status: next[0], body: next[2] });
		}
	});

	it.each([
		[503, "ServiceUnavailable", 'no endpoints available for service "web"', "unreachable"],
		[404, "NotFound", 'services "web" not found', "unreachable"],
		[
			503,
			"ServiceUnavailable",
			"error trying to reach service: dial tcp 10.0.0.1:80: connect: connection refused",
			"unreachable",
		],
		[
			403,
			"Forbidden",
			'services "web" is forbidden: User "jane" cannot get resource "services/proxy" in API group "" in the namespace "shop"',
			"forbidden",
		],
		[401, "Unauthorized", "Unauthorized", "unauthorized"],
		[504, "Timeout", "gave up", "timeout"],
	])("is a problem where the API server itself answers %i %s: %s", async (code, reason, message, kind) => {
		const { server, cluster } = await start((_, response) => json(response, status(code, reason, message), code));
		const problem = await problemOf(cluster.http(request));
		expect(problem).toMatchObject({ kind, asked: { verb: "get", resource: "services/proxy", namespace: "shop" } });
		expect(problem.message).toContain(kind === "forbidden" ? "jane cannot get services/proxy in shop" : message);
		expect(await problemOf(cluster.http({ ...request, method: "HEAD" }))).toMatchObject({ kind });
		expect(server.asked.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
	});

	it("slows down when the API server asks for it", async () => {
		let count = 0;
		const { cluster } = await start((_, response) => {
			count += 1;
			if (count === 1) response.writeHead(429, { "Retry-After": "0" }).end("Too many requests, please try again later.\n");
			else response.end("up");
		});
		expect(await cluster.http(request)).toMatchObject({ status: 200, body: "up" });
	});

	it("refuses headers that would not arrive, and bodies without end", async () => {
		const { server, cluster } = await start((_, response) => response.end(Buffer.alloc(5 * 1024 * 1024, "a")));
		for (const name of ["Authorization", "impersonate-user", "Host", "Connection"]) {
			expect(await problemOf(cluster.http({ ...request, headers: { [name]: "x" } }))).toMatchObject({
				kind: "bad-answer",
				message: expect.stringContaining(name),
			});
		}
		expect(server.asked).toHaveLength(0);
		expect(await problemOf(cluster.http(request))).toMatchObject({ kind: "too-large" });
	});
});

describe("HTTP to an address of its own", () => {
	it("shows it none of the cluster's credentials, and follows no redirect", async () => {
		const target = await ApiServer.start(null, (_, response) =>
			response.writeHead(301, { Location: "http://127.0.0.1:1/", "Content-Encoding": "gzip" }).end(gzipSync("moved")),
		);
		open.push(target);
		const { server, cluster } = await start(() => {});
		const answer = await cluster.http({
			...request,
			target: { kind: "url", origin: `http://127.0.0.1:${target.port}/base/` },
			headers: { Authorization: "Bearer mine" },
			path: "/x",
		});
		expect(answer).toMatchObject({ status: 301, body: "moved" });
		expect(target.paths()).toEqual(["/base/x?query=up%7Bnamespace%3D%22shop%22%7D&a%26b=1"]);
		expect(target.asked[0]?.headers.authorization).toBe("Bearer mine");
		expect(server.asked).toHaveLength(0);
	});

	it("trusts the authorities of the system alone", async () => {
		const { server, cluster } = await start((_, response) => response.end("up"));
		const problem = await problemOf(
			cluster.http({ ...request, target: { kind: "url", origin: `https://127.0.0.1:${server.port}` } }),
		);
		expect(problem).toMatchObject({ kind: "tls", message: expect.stringContaining("unknown authority") });
		expect(await problemOf(cluster.http({ ...request, target: { kind: "url", origin: "ftp://x" } }))).toMatchObject({
			kind: "unreachable",
		});
	});
});
