import { createServer as createTcpServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { Identity } from "../../../src/cluster/kubeconfig/connection.ts";
import { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { sharedCluster } from "../../../src/cluster/shared-cluster.ts";
import {
	ApiServer,
	anybody,
	contextOf,
	type Handler,
	json,
	list,
	liveCluster,
	pod,
	portOf,
	problemOf,
	status,
} from "../api-server.ts";
import { Authority } from "../certificates.ts";

const authority = new Authority();
const signed = authority.sign("IP:127.0.0.1,DNS:localhost");

const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

type Settings = Partial<Parameters<typeof liveCluster>[0]>;

async function start(handler: Handler, more: Settings = {}): Promise<{ server: ApiServer; cluster: LiveCluster }> {
	const server = await ApiServer.start(signed, handler);
	const address = { authority: authority.certificate, ...more.address };
	const cluster = liveCluster({ server: `https://127.0.0.1:${server.port}`, ...more, address });
	open.push(server, { stop: () => cluster.close() });
	return { server, cluster };
}

async function rawServer(talk: (socket: Socket) => void): Promise<number> {
	const sockets = new Set<Socket>();
	const server = createTcpServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		talk(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push({
		stop: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	});
	return portOf(server);
}

const pods = { apiVersion: "v1", kind: "Pod", namespace: "shop" };
const page = (...names: string[]): unknown =>
	list(
		"Pod",
		"v1",
		names.map((name) => pod(name)),
	);

describe("an answer that is none", () => {
	it.each<[string, Handler, Partial<{ kind: string; message: string }>]>([
		[
			"forbidden",
			(_, response) =>
				json(
					response,
					status(
						403,
						"Forbidden",
						'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "shop"',
					),
					403,
				),
			{ kind: "forbidden", message: "jane cannot list pods in shop" },
		],
		[
			"unauthorized",
			(_, response) => json(response, status(401, "Unauthorized", "Unauthorized"), 401),
			{
				kind: "unauthorized",
				message: "cannot list pods in shop: the API server does not accept the credentials (Unauthorized)",
			},
		],
		[
			"a redirect",
			(_, response) => response.writeHead(302, { Location: "https://elsewhere.example/" }).end(),
			{
				kind: "bad-answer",
				message: "cannot list pods in shop: the API server redirects to https://elsewhere.example/, which is not followed",
			},
		],
		[
			"a login page",
			(_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<html>Log in</html>"),
			{ kind: "bad-answer", message: "cannot list pods in shop: the answer is not JSON but text/html" },
		],
		[
			"JSON that breaks off",
			(_, response) => response.writeHead(200, { "Content-Type": "application/json" }).end('{"kind":"PodL'),
			{ kind: "bad-answer" },
		],
		["another kind", (_, response) => json(response, list("Service", "v1", [])), { kind: "bad-answer" }],
		["no items", (_, response) => json(response, { kind: "PodList", apiVersion: "v1", metadata: {} }), { kind: "bad-answer" }],
		["an object without a name", (_, response) => json(response, list("Pod", "v1", [{ metadata: {} }])), { kind: "bad-answer" }],
		[
			"labels that are none",
			(_, response) => json(response, list("Pod", "v1", [{ metadata: { name: "a", labels: { a: 1 } } }])),
			{ kind: "bad-answer" },
		],
		[
			"a success that is a Status",
			(_, response) => json(response, status(500, "InternalError", "x"), 200),
			{ kind: "bad-answer" },
		],
		[
			"a kind that is not served",
			(_, response) => json(response, status(404, "NotFound", "not found"), 404),
			{ kind: "unknown-kind" },
		],
		[
			"fewer bytes than announced",
			(_, response) => {
				response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "5000" });
				response.write('{"kind":"PodList","items":[]}', () => response.destroy());
			},
			{ kind: "bad-answer" },
		],
		[
			"half a compressed answer",
			(_, response) => {
				const bytes = gzipSync(JSON.stringify(page("a", "b", "c")));
				response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
				response.end(bytes.subarray(0, bytes.length - 12));
			},
			{ kind: "bad-answer" },
		],
		["a page for ever", (_, response) => json(response, list("Pod", "v1", [pod("a")], "again")), { kind: "bad-answer" }],
		[
			"an object too deep",
			(_, response) =>
				response
					.writeHead(200, { "Content-Type": "application/json" })
					.end(`{"kind":"PodList","items":[{"metadata":{"name":"a"},"spec":${"[".repeat(5_000)}${"]".repeat(5_000)}}]}`),
			{ kind: "bad-answer" },
		],
		[
			"an object so deep that nothing walks through it",
			(_, response) =>
				response
					.writeHead(200, { "Content-Type": "application/json" })
					.end(
						`{"kind":"PodList","items":[{"metadata":{"name":"a"},"a":{"a":{"a":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}}}]}`,
					),
			{ kind: "bad-answer" },
		],
	])("%s", async (_, handler, expected) => {
		const { server, cluster } = await start(handler);
		const problem = await problemOf(cluster.list(pods));
		expect(problem).toMatchObject(expected);
		expect(problem.asked).toEqual({ verb: "list", resource: "pods", namespace: "shop" });
		expect(server.asked.every((request) => request.method === "GET")).toBe(true);
	});

	it("is too large", async () => {
		const blanks = gzipSync(Buffer.alloc(70 * 1024 * 1024, " "));
		const answer: Handler = (_, response) => {
			response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" }).end(blanks);
		};
		const { cluster } = await start(answer, { requestMilliseconds: 50_000 });
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "too-large",
			message: expect.stringContaining("larger than 67.1 MB"),
		});
	});

	it.each<[string, Handler]>([
		["silence", () => {}],
		[
			"a slow drip",
			(_, response) => {
				response.writeHead(200, { "Content-Type": "application/json" });
				const drip = setInterval(() => response.write(" "), 20);
				response.on("close", () => clearInterval(drip));
			},
		],
	])("%s until the deadline", async (_, handler) => {
		const { cluster } = await start(handler, { requestMilliseconds: 300 });
		const began = performance.now();
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "timeout",
			message: expect.stringContaining("within 0.3 s"),
		});
		expect(performance.now() - began).toBeLessThan(20_000);
	});

	it("cancelled, all at once and without a warning", async () => {
		const warnings: unknown[] = [];
		const warned = (warning: unknown): unknown => warnings.push(warning);
		process.on("warning", warned);
		const controller = new AbortController();
		const { cluster } = await start(() => setTimeout(() => controller.abort(), 50), { signal: controller.signal });
		const many = Array.from({ length: 30 }, (_, i) => problemOf(cluster.list({ ...pods, namespace: `n${i}` })));
		expect(new Set((await Promise.all(many)).map((problem) => problem.kind))).toEqual(new Set(["cancelled"]));
		await new Promise((resolve) => setTimeout(resolve, 10));
		process.off("warning", warned);
		expect(warnings).toEqual([]);
	});

	it("cancelled", async () => {
		const controller = new AbortController();
		const { cluster } = await start(() => controller.abort(), { signal: controller.signal });
		expect(await problemOf(cluster.list(pods))).toMatchObject({ kind: "cancelled" });
	});
});

describe("a server that gives nothing to go on with", () => {
	it("that changes to another protocol is not waited for", async () => {
		const { cluster } = await start((request) =>
			request.socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
		);
		expect(await problemOf(cluster.list(pods))).toMatchObject({ kind: "bad-answer" });
	});

	it("that sends pages without objects without end is abandoned", async () => {
		let count = 0;
		const { server, cluster } = await start((_, response) => {
			count += 1;
			json(response, list("Pod", "v1", [], `page-${count}`));
		});
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "bad-answer",
			message: "cannot list pods in shop: the server sends one page after another with nothing new",
		});
		expect(server.asked.length).toBeLessThan(110);
	});

	it("that sends one new object on each page is not asked half a million times", async () => {
		let count = 0;
		const { server, cluster } = await start((_, response) => {
			count += 1;
			json(response, list("Pod", "v1", [pod(`p-${count}`)], `page-${count}`));
		});
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "bad-answer",
			message: "cannot list pods in shop: the server splits the list into tiny pages",
		});
		expect(server.asked.length).toBeLessThan(110);
	});

	it("that sends the same object on each page is left", async () => {
		let count = 0;
		const { server, cluster } = await start((_, response) => {
			count += 1;
			json(response, list("Pod", "v1", [pod("p")], `page-${count}`));
		});
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "bad-answer",
			message: "cannot list pods in shop: two pages of the list contain an object with the uid uid-p",
		});
		expect(server.asked.length).toBeLessThan(5);
	});

	it("that sends pages of objects without end is abandoned as well", async () => {
		let count = 0;
		const answer: Handler = (_, response) => {
			count += 1;
			const pods = Array.from({ length: 10 }, (_, index) => pod(`p-${count}-${index}`));
			setTimeout(() => json(response, list("Pod", "v1", pods, `page-${count}`)), 50);
		};
		const { cluster } = await start(answer, { requestMilliseconds: 500 });
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "timeout",
			message: "cannot list pods in shop: the list has no end within 1 s",
		});
	});

	const trickle: Handler = (_, response) => {
		response.writeHead(200, { "Content-Type": "application/json" });
		const drip = setInterval(() => response.write(" "), 20);
		response.on("close", () => clearInterval(drip));
	};
	const endless: Handler = (request, response) => {
		const count = Number(new URL(request.url ?? "", "http://x").searchParams.get("continue") ?? 0) + 1;
		const pods = Array.from({ length: 10 }, (_, index) => pod(`p-${count}-${index}`));
		setTimeout(() => json(response, list("Pod", "v1", pods, String(count))), 20);
	};
	const long = { requestMilliseconds: 30_000 };

	it.each<[string, Handler, string]>([
		["pages without an end", endless, "cannot list pods in shop: the list has no end within 0.4 s"],
		["an answer that trickles in", trickle, "did not answer within 0.4 s"],
	])("is left when the probe's time is over: %s", async (_, handler, message) => {
		const { cluster } = await start(handler, long);
		const began = performance.now();
		const problem = await problemOf(cluster.list({ ...pods, timeout: () => 400 }));
		expect(problem).toMatchObject({ kind: "timeout", message: expect.stringContaining(message) });
		expect(performance.now() - began).toBeLessThan(20_000);
	});

	it("is left when the probe's time is over: kinds, namespaces and the uid that trickle in", async () => {
		const { cluster } = await start(trickle, long);
		const custom = { apiVersion: "example.com/v1", kind: "Widget", namespace: "shop", timeout: () => 400 };
		expect(await problemOf(cluster.list(custom))).toMatchObject({ kind: "timeout" });
		const other = await start(trickle, long);
		expect(await problemOf(other.cluster.uid(() => 400))).toMatchObject({ kind: "timeout" });
		const empty = await start((request, response) => {
			if (request.url?.includes("/pods")) json(response, list("Pod", "v1", []));
			else trickle(request, response);
		}, long);
		expect(await problemOf(empty.cluster.list({ ...pods, timeout: () => 400 }))).toMatchObject({ kind: "timeout" });
	});

	it.each<[string, Handler]>([
		["pages without an end", endless],
		["an answer that trickles in", trickle],
	])("is awaited as long as the most patient of the probes that share a list: %s", async (_, handler) => {
		const { cluster } = await start(handler, long);
		const shared = sharedCluster(cluster);
		const began = performance.now();
		const short = problemOf(shared.list({ ...pods, timeout: () => 2_000 }));
		// It joins while the list is read.
		await new Promise((resolve) => setTimeout(resolve, 100));
		const patient = problemOf(shared.list({ ...pods, timeout: () => 3_500 }));
		expect((await short).message).toContain("within 3.5 s");
		expect(await patient).toBe(await short);
		expect(performance.now() - began).toBeGreaterThan(3_400);
	});

	it("is not asked by each of sixty that wait, and asked again when it may have come back", async () => {
		let silent = true;
		const { server, cluster } = await start((_, response) => void (silent || json(response, page("a"))), {
			requestMilliseconds: 400,
		});
		const lists = Array.from({ length: 60 }, (_, i) => problemOf(cluster.list({ ...pods, namespace: `n${i}` })));
		const problems = await Promise.all(lists);
		expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(["timeout"]));
		expect(problems[59]).toMatchObject({
			message: expect.stringMatching(/^cannot list pods in n59: .* did not answer within 0\.4 s$/),
		});
		expect(server.asked.length).toBeLessThan(12);
		silent = false;
		await new Promise((resolve) => setTimeout(resolve, 5_100));
		expect((await cluster.list(pods)).objects).toHaveLength(1);
	});

	it("learns from one throttled request whether another try is worthwhile", async () => {
		const { server, cluster } = await start((_, response) => response.writeHead(429, { "Retry-After": "0" }).end());
		const lists = Array.from({ length: 60 }, (_, i) => problemOf(cluster.list({ ...pods, namespace: `n${i}` })));
		expect(new Set((await Promise.all(lists)).map(({ kind }) => kind))).toEqual(new Set(["throttled"]));
		expect(server.asked.length).toBeLessThan(8 * 4 + 60);
	});
});

describe("a connection that is none", () => {
	it("is refused", async () => {
		const port = await rawServer(() => {});
		for (const thing of open.splice(0)) thing.stop();
		const cluster = liveCluster({ server: `https://127.0.0.1:${port}` });
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "unreachable",
			message: `cannot list pods in shop: 127.0.0.1:${port} is unreachable: connection refused`,
		});
	});

	it("is to a host that does not exist", async () => {
		const cluster = liveCluster({ server: "https://no-such-host.invalid" });
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "unreachable",
			message: expect.stringContaining("no-such-host.invalid:443"),
		});
	});

	it("is reset, or closed before an answer", async () => {
		for (const end of [(socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end()]) {
			const port = await rawServer((socket) => socket.once("data", () => end(socket)));
			for (const scheme of ["http", "https"]) {
				const cluster = liveCluster({ server: `${scheme}://127.0.0.1:${port}` });
				expect(await problemOf(cluster.list(pods))).toMatchObject({ kind: "unreachable" });
			}
		}
	});

	it("never gets through the handshake", async () => {
		const port = await rawServer(() => {});
		const cluster = liveCluster({ server: `https://127.0.0.1:${port}`, requestMilliseconds: 400 });
		expect(await problemOf(cluster.list(pods))).toMatchObject({ kind: "timeout" });
	});

	it("gives up connecting after five seconds", async () => {
		const port = await rawServer(() => {});
		const cluster = liveCluster({ server: `https://127.0.0.1:${port}`, requestMilliseconds: 30_000 });
		const began = performance.now();
		expect(await problemOf(cluster.list(pods))).toMatchObject({
			kind: "timeout",
			message: expect.stringContaining("within 5 s"),
		});
		expect(performance.now() - began).toBeLessThan(25_000);
	});

	it("speaks something else", async () => {
		const port = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
		expect(await problemOf(liveCluster({ server: `https://127.0.0.1:${port}` }).list(pods))).toMatchObject({
			kind: "tls",
			message: expect.stringContaining("does not speak TLS"),
		});
		expect(await problemOf(liveCluster({ server: `http://127.0.0.1:${port}` }).list(pods))).toMatchObject({ kind: "bad-answer" });
	});
});

describe("trust", () => {
	const answer: Handler = (_, response) => json(response, page("a"));
	const kindOf = async (server: ApiServer, address: NonNullable<Settings["address"]>, host = "127.0.0.1"): Promise<string> => {
		const cluster = liveCluster({ server: `https://${host}:${server.port}`, address });
		try {
			return (await cluster.list(pods)).objects.length === 1 ? "answered" : "empty";
		} catch (error) {
			return error instanceof Error ? error.message : "";
		} finally {
			cluster.close();
		}
	};

	it("needs a known authority, the right host and a valid time", async () => {
		const { server } = await start(answer);
		const other = new Authority("other");
		const old = await ApiServer.start(authority.sign("IP:127.0.0.1", "/CN=old", -1), answer);
		const elsewhere = await ApiServer.start(authority.sign("DNS:elsewhere.example"), answer);
		open.push(old, elsewhere);
		const trusted = { authority: authority.certificate };
		expect(await kindOf(server, trusted)).toBe("answered");
		expect(await kindOf(server, trusted, "localhost")).toBe("answered");
		expect(await kindOf(server, { authority: null })).toContain("signed by an unknown authority");
		expect(await kindOf(server, { authority: other.certificate })).toContain("cannot be trusted");
		expect(await kindOf(old, trusted)).toContain("its certificate has expired");
		expect(await kindOf(elsewhere, trusted)).toContain("its certificate is for another host (DNS:elsewhere.example)");
		expect(await kindOf(elsewhere, { ...trusted, tlsServerName: "elsewhere.example" })).toBe("answered");
		expect(await kindOf(server, { insecure: true })).toBe("answered");
		expect(await kindOf(server, { authority: "no certificate" })).toMatch(/cannot be/);
	});
});

describe("another try", () => {
	it("follows 429 and 5xx, when the server says so, and at most three times", async () => {
		let count = 0;
		const { server, cluster } = await start((_, response) => {
			count += 1;
			if (count < 3) response.writeHead(count === 1 ? 429 : 503, { "Retry-After": "0" }).end("busy");
			else json(response, page("a"));
		});
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		expect(server.asked).toHaveLength(3);

		const storm = await start((_, response) => response.writeHead(429, { "Retry-After": "0" }).end("Too many requests"));
		expect(await problemOf(storm.cluster.list(pods))).toMatchObject({ kind: "throttled" });
		expect(storm.server.asked).toHaveLength(4);
		const broken = await start((_, response) =>
			json(response, status(500, "InternalError", "etcd is gone"), 500, { "Retry-After": "0" }),
		);
		expect(await problemOf(broken.cluster.list(pods))).toMatchObject({
			kind: "server-error",
			message: expect.stringContaining("etcd is gone"),
		});
	});

	it("waits as long as the server asks, but not beyond the deadline", async () => {
		const times: number[] = [];
		const { cluster } = await start((_, response) => {
			times.push(performance.now());
			if (times.length === 1) response.writeHead(429, { "Retry-After": "1" }).end();
			else json(response, page("a"));
		});
		await cluster.list(pods);
		expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);

		const long = await start((_, response) => response.writeHead(503, { "Retry-After": "60" }).end());
		const began = performance.now();
		expect(await problemOf(long.cluster.list(pods))).toMatchObject({ kind: "server-error" });
		expect(performance.now() - began).toBeLessThan(30_000);
	});

	it("follows 401 once, with fresh credentials, renewed once for all that were refused", async () => {
		const fresh: Identity = { headers: [["Authorization", "Bearer fresh"]], clientCertificate: null };
		const server = await ApiServer.start(signed, (request, response) => {
			if (request.headers.authorization !== "Bearer fresh") json(response, status(401, "Unauthorized", "Unauthorized"), 401);
			else json(response, list(request.url?.includes("pods") ? "Pod" : "Service", "v1", [pod("a")]));
		});
		const { resolved, renewals } = contextOf({
			server: `https://127.0.0.1:${server.port}`,
			address: { authority: authority.certificate },
			identities: [anybody, fresh, anybody],
		});
		const options = {
			signal: new AbortController().signal,
			now: () => new Date(),
			userAgent: "test",
			requestMilliseconds: 5_000,
		};
		const cluster = new LiveCluster({ resolved, ...options });
		open.push(server, { stop: () => cluster.close() });
		await Promise.all([cluster.list(pods), cluster.list({ ...pods, kind: "Service" })]);
		expect(renewals()).toBe(1);
	});

	it("restarts an expired list, then continues from another state and reports it", async () => {
		const run = async (expirations: number): Promise<{ names: string[]; consistent: boolean; asked: number }> => {
			let left = expirations;
			const { server, cluster } = await start((request, response) => {
				const token = new URL(request.url ?? "", "http://x").searchParams.get("continue");
				if (token === "two" && left > 0) {
					left -= 1;
					json(response, status(410, "Expired", "too old", { metadata: { continue: "fresh" } }), 410);
				} else if (token === null) json(response, list("Pod", "v1", [pod("a")], "two"));
				else json(response, page("b"));
			});
			const answer = await cluster.list(pods);
			return {
				names: answer.objects.map((object) => object.metadata.name),
				consistent: answer.consistent,
				asked: server.asked.length,
			};
		};
		expect(await run(0)).toEqual({ names: ["a", "b"], consistent: true, asked: 2 });
		expect(await run(1)).toEqual({ names: ["a", "b"], consistent: true, asked: 4 });
		expect(await run(2)).toEqual({ names: ["a", "b"], consistent: false, asked: 5 });
	});

	it.each([
		[
			"the same uid twice",
			[
				{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "shop", uid: "u" } },
				{ apiVersion: "v1", kind: "Pod", metadata: { name: "b", namespace: "shop", uid: "u" } },
			],
		],
		[
			"an object of another namespace",
			[{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "elsewhere", uid: "u" } }],
		],
		["an object of another kind", [{ apiVersion: "v1", kind: "Node", metadata: { name: "a", namespace: "shop", uid: "u" } }]],
	])("takes no list with %s", async (_, items) => {
		const { cluster } = await start((_request, response) => json(response, list("Pod", "v1", items)));
		await expect(cluster.list({ ...pods, namespace: "shop" })).rejects.toMatchObject({ kind: "bad-answer" });
	});

	it("takes no list whose last page repeats an object of the first", async () => {
		let count = 0;
		const { cluster } = await start((_, response) => {
			count += 1;
			json(response, list("Pod", "v1", count === 1 ? [pod("a"), pod("b")] : [pod("b"), pod("c")], count === 1 ? "next" : ""));
		});
		await expect(cluster.list(pods)).rejects.toMatchObject({ kind: "bad-answer" });
	});

	it("uses few connections for many requests", async () => {
		let now = 0;
		let most = 0;
		const { server, cluster } = await start((_, response) => {
			now += 1;
			most = Math.max(most, now);
			setTimeout(() => {
				now -= 1;
				json(response, list("Pod", "v1", []));
			}, 10);
		});
		await Promise.all(Array.from({ length: 40 }, (_, i) => cluster.list({ ...pods, namespace: `n${i}` })));
		expect(most).toBeLessThanOrEqual(8);
		expect(server.connections).toBeLessThanOrEqual(8);
	});

	it("is made where an idle connection was closed meanwhile", async () => {
		const server = await ApiServer.start(signed, (_, response) => json(response, page("a")));
		const cluster = liveCluster({ server: `https://127.0.0.1:${server.port}`, address: { authority: authority.certificate } });
		open.push(server, { stop: () => cluster.close() });
		await cluster.list(pods);
		server.dropConnections();
		expect((await cluster.list(pods)).objects).toHaveLength(1);
	});
});
